#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace allmende {

/// Reads bytes in an encoding by its usual name (`cp850`, `iso-8859-15`, `windows-1250`; `ANSI` is windows-1252).
/// Nothing where the system does not know the encoding, or where a byte stands for no letter in it.
std::optional<std::string> utf8_from(std::string_view encoding, std::string_view bytes);

}  // namespace allmende
