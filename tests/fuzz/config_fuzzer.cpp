// Whatever a definition file holds: each question to it is answered or refused as bad input, never anything else.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/config.hpp"
#include "base/ensure.hpp"
#include "base/error.hpp"

using namespace allmende;

namespace {

template <typename Question>
void ask(Question question)
{
    try {
        question();
    } catch (const Error& error) {
        ensure(error.code() == ErrorCode::bad_input, "a definition is at worst bad input");
        ensure(std::string_view(error.what()).starts_with("fuzz.toml"), "a complaint names the file first");
    }
}

void ask_everything(const Config& config)
{
    ask([&] { config.allow_only({"id", "title"}); });
    for (const std::string& key : config.keys()) {
        ask([&] { (void)config.where(key); });
        ask([&] { (void)config.text(key); });
        ask([&] { (void)config.integer(key); });
        ask([&] { (void)config.number(key); });
        ask([&] { (void)config.flag_or(key, false); });
        ask([&] { (void)config.localized(key); });
        ask([&] { (void)config.localized_or_empty(key); });
        ask([&] { (void)config.texts(key); });
        ask([&] { (void)config.texts_or_empty(key); });
        ask([&] { (void)config.choice(key, {"one", "two"}); });
        ask([&] { ask_everything(config.table(key)); });
        ask([&] {
            for (const Config& table : config.tables(key)) {
                ask_everything(table);
            }
        });
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    ask([&] { ask_everything(Config::parse(text, "fuzz.toml")); });
    return 0;
}
