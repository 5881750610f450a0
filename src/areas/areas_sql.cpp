#include "areas/areas_sql.hpp"

namespace allmende::areas {

namespace {

// docs/tables/area.yml, area_name.yml, area_presence.yml
constexpr std::string_view first = R"sql(
create table area (
    number integer primary key,
    area_key text not null unique,
    name text not null default '',
    first_year integer not null default 0,
    last_year integer not null default 0
);
create table area_name (
    area integer not null references area (number),
    delivery integer not null,
    name text not null,
    primary key (area, delivery)
);
create table area_presence (
    dataset integer not null,
    area integer not null references area (number),
    first_year integer not null,
    last_year integer not null,
    primary key (dataset, area)
);
)sql";

}  // namespace

std::vector<state::Migration> area_migrations()
{
    return {{1, first}};
}

namespace sql {

const std::string_view all_areas = "select number, area_key, name, first_year, last_year from area order by number";
const std::string_view insert_area = "insert into area (number, area_key) values (?, ?)";
const std::string_view insert_area_name = "insert into area_name (area, delivery, name) values (?, ?, ?)";
const std::string_view update_area = "update area set name = ?, first_year = ?, last_year = ? where number = ?";
const std::string_view names_of_area = "select delivery, name from area_name where area = ? order by delivery desc";
const std::string_view all_names = "select area, delivery, name from area_name order by area, delivery";

const std::string_view all_presence = "select dataset, area, first_year, last_year from area_presence";
const std::string_view upsert_presence =
    "insert into area_presence (dataset, area, first_year, last_year) values (?, ?, ?, ?) "
    "on conflict (dataset, area) do update set first_year = excluded.first_year, last_year = excluded.last_year";

}  // namespace sql

}  // namespace allmende::areas
