#include "sources/deliveries.hpp"

#include "sources/sources_sql.hpp"

namespace allmende::sources {

namespace {

Delivery read_delivery(const state::Row& row)
{
    Delivery delivery;
    delivery.number = static_cast<std::int32_t>(row.integer(0));
    delivery.file_name = row.text(1);
    delivery.sha256 = row.text(2);
    delivery.bytes = row.integer(3);
    delivery.delivered_at = row.text(4);
    delivery.dataset = row.text(5);
    delivery.table = row.text(6);
    delivery.title = row.text(7);
    delivery.statistic = row.text(8);
    delivery.edition = row.text(9);
    delivery.attribution = row.text(10);
    delivery.licence = row.text(11);
    delivery.notes = row.text(12);
    delivery.layout = row.text(13);
    delivery.encoding = row.text(14);
    delivery.precedence = row.integer(15) != 0 ? facts::Precedence::filler : facts::Precedence::newest;
    delivery.rows = row.integer(16);
    delivery.observations = row.integer(17);
    delivery.superseded = row.integer(18);
    delivery.unchanged = row.integer(19);
    delivery.duplicates = row.integer(20);
    delivery.areas = row.integer(21);
    delivery.first_period = static_cast<std::int32_t>(row.integer(22));
    delivery.last_period = static_cast<std::int32_t>(row.integer(23));
    delivery.part = row.text(24);
    return delivery;
}

Localized title(const state::Row& row, int column)
{
    return {row.text(column), row.text(column + 1)};
}

}  // namespace

Deliveries::Deliveries(state::Database& database) : database_(database)
{
    database_.migrate("sources", source_migrations());
}

std::vector<Delivery> Deliveries::all() const
{
    std::vector<Delivery> deliveries;
    database_.rows(sql::all_deliveries, {}, [&](const state::Row& row) { deliveries.push_back(read_delivery(row)); });
    return deliveries;
}

std::optional<Delivery> Deliveries::find(const std::string& sha256, const std::string& part) const
{
    std::optional<Delivery> found;
    database_.rows(sql::delivery_by_hash, {sha256, part}, [&](const state::Row& row) { found = read_delivery(row); });
    return found;
}

bool Deliveries::has_file(const std::string& sha256) const
{
    bool found = false;
    database_.rows(sql::delivery_with_hash, {sha256}, [&](const state::Row&) { found = true; });
    return found;
}

std::int32_t Deliveries::last_number() const
{
    std::int32_t last = 0;
    database_.rows(sql::last_delivery, {},
                   [&](const state::Row& row) { last = static_cast<std::int32_t>(row.integer(0)); });
    return last;
}

std::string Deliveries::newest_edition(const std::string& dataset) const
{
    std::string edition;
    database_.rows(sql::newest_edition, {dataset}, [&](const state::Row& row) { edition = row.text(0); });
    return edition;
}

facts::Dictionary Deliveries::dictionary() const
{
    facts::Dictionary dictionary;
    const auto dataset = [&](const state::Row& row) -> facts::Dataset& {
        return dictionary.datasets[static_cast<std::size_t>(row.integer(0))];
    };
    database_.rows(sql::all_datasets, {}, [&](const state::Row& row) {
        facts::Dataset entry;
        entry.number = static_cast<std::int32_t>(row.integer(0));
        entry.id = row.text(1);
        entry.title = title(row, 2);
        dictionary.datasets.push_back(std::move(entry));
    });
    database_.rows(sql::all_dimensions, {},
                   [&](const state::Row& row) { dataset(row).dimensions.push_back({row.text(2), title(row, 3), {}}); });
    database_.rows(sql::all_codes, {}, [&](const state::Row& row) {
        dataset(row).dimensions[static_cast<std::size_t>(row.integer(1))].codes.push_back({row.text(3), title(row, 4)});
    });
    database_.rows(sql::all_measures, {}, [&](const state::Row& row) {
        dataset(row).measures.push_back({row.text(2), title(row, 3), row.text(5)});
    });
    return dictionary;
}

void Deliveries::record_words(const facts::Dataset& dataset)
{
    const std::int64_t number = dataset.number;
    database_.run(sql::insert_dataset, {number, dataset.id, dataset.title.de, dataset.title.en});
    for (std::size_t slot = 0; slot < dataset.dimensions.size(); ++slot) {
        const facts::Dimension& dimension = dataset.dimensions[slot];
        const auto slot_number = static_cast<std::int64_t>(slot);
        database_.run(sql::insert_dimension,
                      {number, slot_number, dimension.id, dimension.title.de, dimension.title.en});
        for (std::size_t code = 0; code < dimension.codes.size(); ++code) {
            const facts::Code& entry = dimension.codes[code];
            database_.run(sql::insert_code, {number, slot_number, static_cast<std::int64_t>(code), entry.id,
                                             entry.title.de, entry.title.en});
        }
    }
    for (std::size_t measure = 0; measure < dataset.measures.size(); ++measure) {
        const facts::Measure& entry = dataset.measures[measure];
        database_.run(sql::insert_measure, {number, static_cast<std::int64_t>(measure), entry.id, entry.title.de,
                                            entry.title.en, entry.unit});
    }
}

void Deliveries::record(const Delivery& delivery, const std::vector<facts::RoundingWatch::Group>& rounding)
{
    database_.run(sql::insert_delivery, {std::int64_t{delivery.number},
                                         delivery.file_name,
                                         delivery.sha256,
                                         delivery.bytes,
                                         delivery.delivered_at,
                                         delivery.dataset,
                                         delivery.table,
                                         delivery.title,
                                         delivery.statistic,
                                         delivery.edition,
                                         delivery.attribution,
                                         delivery.licence,
                                         delivery.notes,
                                         delivery.layout,
                                         delivery.encoding,
                                         std::int64_t{delivery.precedence == facts::Precedence::filler ? 1 : 0},
                                         delivery.rows,
                                         delivery.observations,
                                         delivery.superseded,
                                         delivery.unchanged,
                                         delivery.duplicates,
                                         delivery.areas,
                                         std::int64_t{delivery.first_period},
                                         std::int64_t{delivery.last_period},
                                         delivery.part});
    for (const facts::RoundingWatch::Group& found : rounding) {
        const std::int64_t multiples = found.base == 3    ? found.count.of_3
                                       : found.base == 5  ? found.count.of_5
                                       : found.base == 10 ? found.count.of_10
                                                          : 0;
        database_.run(
            sql::insert_rounding,
            {std::int64_t{delivery.number}, delivery.dataset, found.land, std::int64_t{found.year},
             std::int64_t{found.base}, std::int64_t{found.count.cells}, multiples, std::int64_t{found.count.ones}});
    }
}

std::map<std::int32_t, std::vector<facts::RoundingWatch::Group>> Deliveries::rounding_groups() const
{
    std::map<std::int32_t, std::vector<facts::RoundingWatch::Group>> groups;
    database_.rows(sql::rounding_groups, {}, [&](const state::Row& row) {
        facts::RoundingWatch::Group group{
            row.text(1), static_cast<int>(row.integer(2)), static_cast<int>(row.integer(3)), {}};
        group.count.cells = static_cast<std::int32_t>(row.integer(4));
        group.count.ones = static_cast<std::int32_t>(row.integer(5));
        groups[static_cast<std::int32_t>(row.integer(0))].push_back(std::move(group));
    });
    return groups;
}

facts::RoundingIndex Deliveries::rounding() const
{
    facts::RoundingIndex rounding;
    database_.rows(sql::all_rounding, {}, [&](const state::Row& row) {
        rounding.set(row.text(0), row.text(1), static_cast<int>(row.integer(2)), static_cast<int>(row.integer(3)));
    });
    return rounding;
}

Deliveries::Counts Deliveries::counts(const std::string& dataset) const
{
    Counts counts;
    database_.rows(sql::counts_of_dataset, {dataset},
                   [&](const state::Row& row) { counts = {row.integer(0), row.integer(1)}; });
    return counts;
}

void Deliveries::forget_all()
{
    for (const std::string_view statement : sql::forget_everything) {
        database_.run(statement, {});
    }
}

}  // namespace allmende::sources
