#include "areas/area_register.hpp"

#include <algorithm>
#include <limits>

#include "areas/areas_sql.hpp"
#include "base/ensure.hpp"
#include "base/error.hpp"

namespace allmende::areas {

namespace {

/// No year lies between these.
constexpr std::pair nowhere{std::numeric_limits<int>::max(), std::numeric_limits<int>::min()};

/// Official names end in words that tell an association of municipalities.
bool is_association(std::string_view name)
{
    const std::string low = lower(name);
    for (const std::string_view word :
         {"verbandsgem", "samtgem", "verwaltungsgemeinschaft", "verwaltungsverband", "kirchspielslandgem"}) {
        if (low.find(word) != std::string::npos && low.find("verbandsfr") == std::string::npos) {
            return true;
        }
    }
    return low.starts_with("amt ") || low.ends_with(", amt");
}

/// Countries by their two letters, as other statistics deliver them.
bool is_other_country(std::string_view key)
{
    const auto letter = [](char c) { return c >= 'A' && c <= 'Z'; };
    return key.size() == 2 && letter(key[0]) && letter(key[1]) && key != "DG";
}

Level level_of(const Area& area, const Area* parent)
{
    if (area.key == "DG" || is_other_country(area.key)) {
        return Level::country;
    }
    if (area.key.find('-') != std::string::npos) {
        return Level::district;  // a municipality's own key behind its key
    }
    // Berlin is one Gemeinde; its Bezirke stand with five or eight digits in some tables.
    if (area.key.starts_with("11") && area.key.size() >= 5 && area.key.substr(2, 3) != "000") {
        return Level::district;
    }
    switch (area.key.size()) {
    case 2: return Level::land;
    case 3: return Level::government_region;
    case 5: return Level::kreis;
    case 7: return Level::association;
    default: break;
    }
    if (is_association(area.name)) {
        return Level::association;
    }
    // Own keys below a Gemeinde are its districts; 10 and 11 digits below an association or a Kreis are Gemeinden.
    const bool below_gemeinde =
        parent != nullptr && (parent->level == Level::gemeinde || parent->level == Level::district);
    return below_gemeinde ? Level::district : Level::gemeinde;
}

}  // namespace

AreaRegister AreaRegister::load(state::Database& database)
{
    database.migrate("areas", area_migrations());
    AreaRegister self;
    database.rows(sql::all_areas, {}, [&](const state::Row& row) {
        ensure(row.integer(0) == static_cast<std::int64_t>(self.areas_.size()), "areas are numbered without gaps");
        Area area;
        area.number = static_cast<AreaNumber>(row.integer(0));
        area.key = row.text(1);
        area.name = row.text(2);
        area.first_year = static_cast<int>(row.integer(3));
        area.last_year = static_cast<int>(row.integer(4));
        self.by_key_.emplace(area.key, area.number);
        self.areas_.push_back(std::move(area));
    });
    database.rows(sql::all_presence, {}, [&](const state::Row& row) {
        self.years_of(static_cast<std::int32_t>(row.integer(0)), static_cast<AreaNumber>(row.integer(1))) = {
            static_cast<int>(row.integer(2)), static_cast<int>(row.integer(3))};
    });
    self.recorded_ = self.areas_.size();
    self.settle();
    return self;
}

const Area* AreaRegister::find(std::string_view key) const
{
    const auto at = by_key_.find(std::string(key));
    return at == by_key_.end() ? nullptr : &areas_[static_cast<std::size_t>(at->second)];
}

const Area* AreaRegister::same_place(AreaNumber number) const
{
    constexpr std::string_view undivided = "000";
    const std::string& key = at(number).key;
    if (key.size() == 2) {
        return find(key + std::string(undivided));
    }
    return key.size() == 5 && key.ends_with(undivided) ? find(std::string_view(key).substr(0, 2)) : nullptr;
}

const Area& AreaRegister::need(std::string_view key) const
{
    const Area* area = find(key);
    if (area != nullptr) {
        return *area;
    }
    // An official may have typed a name: say its key instead of guessing.
    const std::string wanted = folded(key);
    std::vector<std::string> similar;
    for (const Area& candidate : areas_) {
        const std::string name = folded(candidate.name);
        if (!wanted.empty() &&
            (name == wanted || name.starts_with(wanted + ",") || folded(candidate.short_name) == wanted)) {
            similar.push_back(candidate.key + " (" + candidate.name + ")");
        }
    }
    if (similar.empty()) {
        std::vector<std::string> keys;
        for (const Area& candidate : areas_) {
            keys.push_back(candidate.key);
        }
        const std::string like = all_digits(key) ? nearest(key, keys) : std::string();
        if (!like.empty()) {
            similar.push_back(like + " (" + need(like).name + ")");
        }
    }
    fail(ErrorCode::not_found, "there is no area with the key {}{}", shown(key),
         similar.empty() ? "; `allmende areas` lists all" : "; did you mean " + join(similar, " or ") + "?");
}

AreaNumber AreaRegister::add(std::string_view key)
{
    const auto [at, fresh] = by_key_.try_emplace(std::string(key), static_cast<AreaNumber>(areas_.size()));
    if (fresh) {
        Area area;
        area.number = at->second;
        area.key = key;
        areas_.push_back(std::move(area));
    }
    return at->second;
}

void AreaRegister::note_name(AreaNumber number, std::string_view name, NameKind kind)
{
    Area& area = areas_[static_cast<std::size_t>(number)];
    const auto [at, fresh] = new_names_.try_emplace(number, name);
    if (fresh && (kind == NameKind::official || area.name.empty())) {
        area.name = name;
    }
}

AreaRegister::Years& AreaRegister::years_of(std::int32_t dataset, AreaNumber number)
{
    const auto d = static_cast<std::size_t>(dataset);
    const auto n = static_cast<std::size_t>(number);
    if (presence_.size() <= d) {
        presence_.resize(d + 1);
    }
    if (presence_[d].size() <= n) {
        presence_[d].resize(std::max(n + 1, presence_[d].size() * 2), nowhere);
    }
    return presence_[d][n];
}

void AreaRegister::note_year(AreaNumber number, std::int32_t dataset, int year)
{
    const std::pair key(dataset, number);
    if (key != last_key_) {
        last_key_ = key;
        new_presence_.insert(key);
    }
    Years& years = years_of(dataset, number);
    years = {std::min(years.first, year), std::max(years.second, year)};
    Area& area = areas_[static_cast<std::size_t>(number)];
    area.first_year = area.first_year == 0 ? year : std::min(area.first_year, year);
    area.last_year = std::max(area.last_year, year);
}

bool AreaRegister::exists(AreaNumber number, std::int32_t dataset, int year) const
{
    if (at(number).level <= Level::land) {
        return true;  // a file without them says nothing of the country and its Länder
    }
    const auto d = static_cast<std::size_t>(dataset);
    const auto n = static_cast<std::size_t>(number);
    return d < presence_.size() && n < presence_[d].size() && year >= presence_[d][n].first &&
           year <= presence_[d][n].second;
}

void AreaRegister::record(state::Database& database, std::int32_t delivery)
{
    for (; recorded_ < areas_.size(); ++recorded_) {
        database.run(sql::insert_area, {static_cast<std::int64_t>(areas_[recorded_].number), areas_[recorded_].key});
    }
    std::vector<AreaNumber> numbers;
    for (const auto& [number, name] : new_names_) {
        numbers.push_back(number);
    }
    std::sort(numbers.begin(), numbers.end());
    for (const AreaNumber number : numbers) {
        const Area& area = at(number);
        database.run(sql::insert_area_name, {std::int64_t{number}, std::int64_t{delivery}, new_names_.at(number)});
        database.run(sql::update_area,
                     {area.name, std::int64_t{area.first_year}, std::int64_t{area.last_year}, std::int64_t{number}});
    }
    for (const auto& [dataset, number] : new_presence_) {
        const Years& years = years_of(dataset, number);
        database.run(sql::upsert_presence, {std::int64_t{dataset}, std::int64_t{number}, std::int64_t{years.first},
                                            std::int64_t{years.second}});
    }
    new_names_.clear();
    new_presence_.clear();
    last_key_ = {-1, -1};
}

void AreaRegister::settle()
{
    std::vector<AreaNumber> order(areas_.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = static_cast<AreaNumber>(i);
    }
    // Coarse keys first, so that a parent is settled before its parts.
    std::sort(order.begin(), order.end(), [&](AreaNumber a, AreaNumber b) {
        const auto rank = [&](AreaNumber n) { return at(n).key == "DG" ? std::size_t{0} : at(n).key.size(); };
        return std::pair(rank(a), at(a).key) < std::pair(rank(b), at(b).key);
    });
    for (const AreaNumber number : order) {
        Area& area = areas_[static_cast<std::size_t>(number)];
        area.parent = -1;
        if (area.key != "DG") {
            for (std::size_t length = area.key.size() - 1; length >= 2 && area.parent < 0; --length) {
                const Area* parent = find(std::string_view(area.key).substr(0, length));
                area.parent = parent == nullptr ? -1 : parent->number;
            }
            const Area* country = find("DG");
            if (area.parent < 0 && country != nullptr && !is_other_country(area.key)) {
                area.parent = country->number;
            }
        }
        area.level = level_of(area, area.parent < 0 ? nullptr : &at(area.parent));
        area.short_name = short_name_of(area.name);
    }
}

void AreaRegister::mark_dissolved(const std::vector<std::string>& keys)
{
    for (const std::string& key : keys) {
        const auto at = by_key_.find(key);
        if (at != by_key_.end()) {
            areas_[static_cast<std::size_t>(at->second)].dissolved = true;
        }
    }
}

std::vector<DeliveredName> AreaRegister::names(state::Database& database, AreaNumber number) const
{
    std::vector<DeliveredName> names;
    database.rows(sql::names_of_area, {std::int64_t{number}}, [&](const state::Row& row) {
        names.push_back({static_cast<std::int32_t>(row.integer(0)), row.text(1)});
    });
    return names;
}

std::vector<std::vector<DeliveredName>> AreaRegister::all_names(state::Database& database) const
{
    std::vector<std::vector<DeliveredName>> names(areas_.size());
    database.rows(sql::all_names, {}, [&](const state::Row& row) {
        names[static_cast<std::size_t>(row.integer(0))].push_back(
            {static_cast<std::int32_t>(row.integer(1)), row.text(2)});
    });
    return names;
}

std::vector<AreaNumber> AreaRegister::descendants(AreaNumber number) const
{
    std::vector<AreaNumber> found;
    for (const Area& area : areas_) {
        for (AreaNumber up = area.parent; up >= 0; up = at(up).parent) {
            if (up == number) {
                found.push_back(area.number);
                break;
            }
        }
    }
    std::sort(found.begin(), found.end(), [&](AreaNumber a, AreaNumber b) { return at(a).key < at(b).key; });
    return found;
}

}  // namespace allmende::areas
