#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "areas/area_register.hpp"
#include "base/cell.hpp"
#include "facts/dictionary.hpp"
#include "facts/fact_store.hpp"

namespace allmende::checks {

/// What is counted in a cell beside its area and period.
struct Signature {
    std::int32_t measure = 0;
    std::array<std::int32_t, facts::most_dimensions> codes{};
    auto operator<=>(const Signature&) const = default;
};

/// A piece of a dataset, dense: [period][signature][area], so that checks walk through memory and never ask for one
/// cell. Periods ascend, areas are in the order of their keys.
class Cube {
public:
    /// Reads the newest state with one question to the store. `periods` and `measures` narrow it.
    static Cube load(facts::FactStore& facts, const facts::Dataset& dataset, const areas::AreaRegister& areas,
                     const std::optional<facts::PeriodRange>& periods, const std::vector<std::int32_t>& measures,
                     const std::optional<std::int32_t>& as_of = std::nullopt);

    std::size_t periods() const { return periods_.size(); }
    std::size_t signatures() const { return signatures_.size(); }
    std::size_t areas() const { return areas_.size(); }
    std::int32_t period(std::size_t p) const { return periods_[p]; }
    const Signature& signature(std::size_t s) const { return signatures_[s]; }
    areas::AreaNumber area(std::size_t a) const { return areas_[a]; }
    std::optional<std::size_t> find(const Signature& signature) const;
    std::optional<std::size_t> find_area(areas::AreaNumber number) const;

    std::size_t at(std::size_t p, std::size_t s, std::size_t a) const
    {
        return (p * signatures_.size() + s) * areas_.size() + a;
    }
    double value(std::size_t cell) const { return values_[cell]; }
    /// Sign::absent where no cell was delivered.
    Sign sign(std::size_t cell) const { return signs_[cell]; }
    bool has_number(std::size_t cell) const { return !is_missing(signs_[cell]); }
    std::int32_t delivery(std::size_t cell) const { return deliveries_[cell]; }
    /// Whether any area has a cell of this signature in the period.
    bool occurs(std::size_t p, std::size_t s) const { return occurs_[p * signatures_.size() + s]; }
    std::int64_t cells() const { return cells_; }

private:
    std::vector<std::int32_t> periods_;
    std::vector<Signature> signatures_;
    std::vector<areas::AreaNumber> areas_;
    std::vector<std::int32_t> area_at_;  // by number: position, or -1
    std::vector<double> values_;
    std::vector<Sign> signs_;
    std::vector<std::int32_t> deliveries_;
    std::vector<bool> occurs_;
    std::int64_t cells_ = 0;
};

}  // namespace allmende::checks
