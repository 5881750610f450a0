#pragma once

#include <array>
#include <string_view>

namespace allmende::adapters::sqlite {

std::array<std::string_view, 4> settings();
/// Turns the write-ahead log on and says whether that worked.
std::string_view journal_sql();

std::string_view begin_sql();
std::string_view commit_sql();
const char* rollback_sql();
std::string_view begin_part_sql();
std::string_view commit_part_sql();
const char* rollback_part_sql();

std::string_view create_migrations_sql();
std::string_view newest_migration_sql();
std::string_view record_migration_sql();

}  // namespace allmende::adapters::sqlite
