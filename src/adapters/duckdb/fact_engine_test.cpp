#include "adapters/duckdb/fact_engine.hpp"

#include <gtest/gtest.h>

#include "facts/contract.hpp"

namespace allmende::adapters::duckdb {

namespace {

/// A folder of its own for each test, gone at the end.
class Folder {
public:
    Folder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "allmende-facts-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

}  // namespace

class DuckdbContract : public testing::TestWithParam<facts::ContractCheck> {};

TEST_P(DuckdbContract, Holds)
{
    const Folder folder;
    int stores = 0;
    GetParam().run([&] { return open_fact_store(folder / std::to_string(++stores)); });
}

INSTANTIATE_TEST_SUITE_P(Facts, DuckdbContract, testing::ValuesIn(facts::contract_checks()),
                         [](const auto& check) { return check.param.name; });

TEST(DuckdbStore, AnswersAsTheStoreInMemory)
{
    const Folder folder;
    int stores = 0;
    facts::check_against_memory([&] { return open_fact_store(folder / std::to_string(++stores)); });
}

}  // namespace allmende::adapters::duckdb
