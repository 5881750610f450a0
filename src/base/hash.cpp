#include "base/hash.hpp"

#include <openssl/evp.h>

#include "base/ensure.hpp"
#include "base/file.hpp"

namespace allmende {

struct Sha256::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();

    State() = default;
    ~State() { EVP_MD_CTX_free(context); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
};

// OpenSSL uses the processor's own instructions for SHA-256: five times as fast as a library that does not.
Sha256::Sha256() : state_(std::make_unique<State>())
{
    ensure(state_->context != nullptr && EVP_DigestInit_ex(state_->context, EVP_sha256(), nullptr) == 1,
           "SHA-256 can begin");
}

Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes)
{
    ensure(EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) == 1, "SHA-256 takes all bytes");
}

std::string Sha256::hex()
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    ensure(EVP_DigestFinal_ex(state_->context, digest.data(), &size) == 1, "SHA-256 has an end");
    std::string text;
    for (unsigned int i = 0; i < size; ++i) {
        text += fmt::format("{:02x}", digest[i]);
    }
    return text;
}

std::string sha256(std::string_view bytes)
{
    Sha256 hash;
    hash.add(bytes);
    return hash.hex();
}

std::string sha256_of_file(const std::filesystem::path& path)
{
    Sha256 hash;
    FileReader reader(path);
    std::string buffer(std::size_t{1} << 18, '\0');
    while (const std::size_t got = reader.read(buffer.data(), buffer.size())) {
        hash.add({buffer.data(), got});
    }
    return hash.hex();
}

}  // namespace allmende
