#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace allmende {

/// SHA-256 of a stream of bytes, as 64 hexadecimal digits.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    void add(std::string_view bytes);
    /// The digest of all that was added; the object must not be used afterwards.
    std::string hex();

private:
    struct State;
    std::unique_ptr<State> state_;
};

std::string sha256(std::string_view bytes);
/// Reads the file in pieces; throws Error{disk} where it cannot be read.
std::string sha256_of_file(const std::filesystem::path& path);

}  // namespace allmende
