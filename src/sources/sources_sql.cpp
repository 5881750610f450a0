#include "sources/sources_sql.hpp"

namespace allmende::sources {

namespace {

constexpr std::string_view first = R"sql(
create table delivery (
    number integer primary key,
    file_name text not null,
    sha256 text not null unique,
    bytes bigint not null,
    delivered_at text not null,
    dataset text not null,
    table_code text not null,
    title text not null,
    statistic text not null,
    edition text not null,
    attribution text not null,
    licence text not null,
    notes text not null,
    layout text not null,
    encoding text not null,
    filler integer not null,
    row_count bigint not null,
    observations bigint not null,
    superseded bigint not null,
    unchanged bigint not null,
    duplicates bigint not null,
    areas bigint not null,
    first_period integer not null,
    last_period integer not null
);
create table rounding (
    delivery integer not null references delivery (number),
    dataset text not null,
    land text not null,
    year integer not null,
    base integer not null,
    cells integer not null,
    multiples integer not null,
    ones integer not null,
    primary key (delivery, land, year)
);
create table dataset (
    number integer primary key,
    id text not null unique,
    title_de text not null,
    title_en text not null
);
create table dimension (
    dataset integer not null references dataset (number),
    slot integer not null,
    id text not null,
    title_de text not null,
    title_en text not null,
    primary key (dataset, slot)
);
create table dimension_code (
    dataset integer not null,
    slot integer not null,
    number integer not null,
    id text not null,
    title_de text not null,
    title_en text not null,
    primary key (dataset, slot, number)
);
create table measure (
    dataset integer not null references dataset (number),
    number integer not null,
    id text not null,
    title_de text not null,
    title_en text not null,
    unit text not null,
    primary key (dataset, number)
);
)sql";

// A file may hold several tables, each a delivery; and lists of institutions.
constexpr std::string_view second = R"sql(
create table delivery_of_part (
    number integer primary key,
    file_name text not null,
    sha256 text not null,
    part text not null,
    bytes bigint not null,
    delivered_at text not null,
    dataset text not null,
    table_code text not null,
    title text not null,
    statistic text not null,
    edition text not null,
    attribution text not null,
    licence text not null,
    notes text not null,
    layout text not null,
    encoding text not null,
    filler integer not null,
    row_count bigint not null,
    observations bigint not null,
    superseded bigint not null,
    unchanged bigint not null,
    duplicates bigint not null,
    areas bigint not null,
    first_period integer not null,
    last_period integer not null,
    unique (sha256, part)
);
insert into delivery_of_part
select number, file_name, sha256, '', bytes, delivered_at, dataset, table_code, title, statistic, edition, attribution,
    licence, notes, layout, encoding, filler, row_count, observations, superseded, unchanged, duplicates, areas,
    first_period, last_period
from delivery;
create table rounding_of_part (
    delivery integer not null references delivery_of_part (number),
    dataset text not null,
    land text not null,
    year integer not null,
    base integer not null,
    cells integer not null,
    multiples integer not null,
    ones integer not null,
    primary key (delivery, land, year)
);
insert into rounding_of_part select * from rounding;
drop table rounding;
drop table delivery;
alter table delivery_of_part rename to delivery;
alter table rounding_of_part rename to rounding;
create table institution (
    dataset text not null,
    id text not null,
    delivery integer not null,
    name text not null,
    area text not null,
    street text not null,
    place text not null,
    longitude double precision,
    latitude double precision,
    primary key (dataset, id)
);
)sql";

// Lists whose numbers come from the same place are joined by them.
constexpr std::string_view third = R"sql(
alter table institution add column numbers text not null default '';
)sql";

}  // namespace

std::vector<state::Migration> source_migrations()
{
    return {{1, first}, {2, second}, {3, third}};
}

namespace sql {

const std::string_view all_deliveries =
    "select number, file_name, sha256, bytes, delivered_at, dataset, table_code, title, statistic, edition, attribution, licence, "
    "notes, layout, encoding, filler, row_count, observations, superseded, unchanged, duplicates, areas, first_period, last_period, part "
    "from delivery order by number";
const std::string_view delivery_by_hash =
    "select number, file_name, sha256, bytes, delivered_at, dataset, table_code, title, statistic, edition, attribution, licence, "
    "notes, layout, encoding, filler, row_count, observations, superseded, unchanged, duplicates, areas, first_period, last_period, part "
    "from delivery where sha256 = ? and part = ?";
const std::string_view delivery_with_hash = "select number from delivery where sha256 = ? limit 1";
const std::string_view last_delivery = "select coalesce(max(number), 0) from delivery";
const std::string_view newest_edition = "select coalesce(max(edition), '') from delivery where dataset = ?";
const std::string_view insert_delivery =
    "insert into delivery (number, file_name, sha256, bytes, delivered_at, dataset, table_code, title, statistic, edition, "
    "attribution, licence, notes, layout, encoding, filler, row_count, observations, superseded, unchanged, duplicates, areas, "
    "first_period, last_period, part) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
const std::string_view insert_rounding =
    "insert into rounding (delivery, dataset, land, year, base, cells, multiples, ones) values (?, ?, ?, ?, ?, ?, ?, ?)";
const std::string_view all_rounding = "select dataset, land, year, base from rounding order by delivery";
const std::string_view rounding_groups =
    "select delivery, land, year, base, cells, ones from rounding order by delivery, land, year";
const std::string_view counts_of_dataset =
    "select coalesce(sum(cells), 0), coalesce(sum(ones), 0) from rounding where dataset = ?";
const std::string_view all_datasets = "select number, id, title_de, title_en from dataset order by number";
const std::string_view all_dimensions =
    "select dataset, slot, id, title_de, title_en from dimension order by dataset, slot";
const std::string_view all_codes =
    "select dataset, slot, number, id, title_de, title_en from dimension_code order by dataset, slot, number";
const std::string_view all_measures =
    "select dataset, number, id, title_de, title_en, unit from measure order by dataset, number";
const std::string_view insert_dataset =
    "insert into dataset (number, id, title_de, title_en) values (?, ?, ?, ?) on conflict do nothing";
const std::string_view insert_dimension =
    "insert into dimension (dataset, slot, id, title_de, title_en) values (?, ?, ?, ?, ?) on conflict do nothing";
const std::string_view insert_code =
    "insert into dimension_code (dataset, slot, number, id, title_de, title_en) values (?, ?, ?, ?, ?, ?) on conflict do nothing";
const std::string_view insert_measure =
    "insert into measure (dataset, number, id, title_de, title_en, unit) values (?, ?, ?, ?, ?, ?) on conflict do nothing";
const std::string_view upsert_institution =
    "insert into institution (dataset, id, delivery, name, area, street, place, longitude, latitude, numbers) "
    "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (dataset, id) do update set delivery = excluded.delivery, "
    "name = excluded.name, area = excluded.area, street = excluded.street, place = excluded.place, "
    "longitude = excluded.longitude, latitude = excluded.latitude, numbers = excluded.numbers";
const std::string_view all_institutions =
    "select dataset, id, delivery, name, area, street, place, longitude, latitude, numbers from institution "
    "order by dataset, id";
const std::vector<std::string_view> forget_everything = {
    "delete from institution", "delete from rounding", "delete from measure",       "delete from dimension_code",
    "delete from dimension",   "delete from dataset",  "delete from area_presence", "delete from area_name",
    "delete from area",        "delete from delivery"};

}  // namespace sql

}  // namespace allmende::sources
