// Prints the OpenAPI description, for the tools that check it.
#include <cstdio>

#include "api/public/openapi.hpp"

int main()
{
    const std::string text = allmende::api::public_::openapi_text();
    return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? 0 : 1;
}
