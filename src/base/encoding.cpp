#include "base/encoding.hpp"

#include <iconv.h>

#include "base/text.hpp"

namespace allmende {

std::optional<std::string> utf8_from(std::string_view encoding, std::string_view bytes)
{
    std::string name = lower(trim(encoding));
    name = name == "ansi" ? "windows-1252" : name;
    const iconv_t converter = iconv_open("UTF-8", name.c_str());
    if (converter == reinterpret_cast<iconv_t>(-1)) {
        return std::nullopt;
    }
    std::string input(bytes);
    std::string output(bytes.size() * 4 + 4, '\0');
    char* in = input.data();
    char* out = output.data();
    std::size_t in_left = input.size();
    std::size_t out_left = output.size();
    const std::size_t result = iconv(converter, &in, &in_left, &out, &out_left);
    iconv_close(converter);
    if (result == static_cast<std::size_t>(-1) || in_left > 0) {
        return std::nullopt;
    }
    output.resize(output.size() - out_left);
    return output;
}

}  // namespace allmende
