#include "adapters/http/gzip.hpp"

#include <limits>

#include <zlib.h>

#include "base/ensure.hpp"

namespace allmende::adapters::http {

namespace {

/// Compressed once and sent often.
constexpr int level = 6;
constexpr int gzip_window = 15 + 16;  // 32 KiB window, gzip's frame

}  // namespace

std::string gzip(std::string_view bytes)
{
    ensure(bytes.size() <= std::numeric_limits<uInt>::max(), "answers are far below 4 GB");
    z_stream stream{};
    ensure(deflateInit2(&stream, level, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) == Z_OK, "zlib can be set up");
    std::string out(deflateBound(&stream, bytes.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int result = deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    ensure(result == Z_STREAM_END, "deflateBound gives room enough");
    out.shrink_to_fit();
    return out;
}

}  // namespace allmende::adapters::http
