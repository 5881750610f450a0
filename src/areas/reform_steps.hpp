#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "areas/reforms.hpp"

namespace allmende::areas {

/// The share of an old unit that went into a new one.
struct ReformLink {
    std::int32_t from = 0;
    std::int32_t to = 0;
    bool whole = true;
    ByWeight share;           ///< of the old unit, where it was divided
    bool back_whole = false;  ///< the new unit, without the parts that statistics carry, came from this old one alone
    ByWeight back;            ///< share of the new unit, without such parts, that came from the old one
};

/// What hangs together in a reform: its old units went into its new units and into no others.
struct ReformStep {
    std::string date;
    std::int32_t reform = 0;  ///< number in the list of reforms
    std::vector<std::int32_t> from;
    std::vector<std::int32_t> to;
    std::vector<std::int32_t> dissolved;  ///< `from` without those that kept their key
    std::vector<std::int32_t> formed;     ///< `to` without those that kept their key
    std::vector<ReformLink> links;
};

/// The reforms as steps over numbered units, in the order of their dates. Shares are multiples of 2^-20 and those of
/// one unit sum to exactly 1, so that dividing counts and adding them again gives the same number.
class ReformSteps {
public:
    explicit ReformSteps(const std::vector<Reform>& reforms);

    const std::vector<ReformStep>& all() const { return steps_; }
    const std::vector<std::string>& keys() const { return keys_; }
    std::optional<std::int32_t> find(const std::string& key) const;
    /// Steps with the unit on their new and on their old side, by date.
    const std::vector<std::size_t>& into(std::int32_t unit) const { return into_[static_cast<std::size_t>(unit)]; }
    const std::vector<std::size_t>& out_of(std::int32_t unit) const { return out_of_[static_cast<std::size_t>(unit)]; }
    /// The key under which statistics carry an old unit in all years; nothing for most.
    std::optional<std::int32_t> part_of(std::int32_t unit) const;

private:
    std::vector<std::string> keys_;
    std::unordered_map<std::string, std::int32_t> numbers_;
    std::unordered_map<std::int32_t, std::int32_t> parts_;
    std::vector<ReformStep> steps_;
    std::vector<std::vector<std::size_t>> into_;
    std::vector<std::vector<std::size_t>> out_of_;

    std::int32_t number(const std::string& key);
    void add(const Reform& reform, std::int32_t reform_number);
    void divide_back(ReformStep& step, const Reform& reform) const;
};

/// Shares as multiples of 2^-20 that sum to exactly 1 and lie nearest to the given ones.
std::vector<double> exact_shares(const std::vector<double>& shares);

}  // namespace allmende::areas
