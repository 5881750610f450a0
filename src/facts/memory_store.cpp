#include "facts/memory_store.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <tuple>

#include "base/ensure.hpp"
#include "facts/exact_sum.hpp"

namespace allmende::facts {

namespace {

constexpr std::int32_t never = std::numeric_limits<std::int32_t>::max();

/// dataset, area, period, measure, dimensions.
using Key = std::array<std::int32_t, 4 + most_dimensions>;

struct Observed {
    Key key{};
    double value = 0;
    Sign sign = Sign::none;
    std::int32_t delivery = 0;
    std::int32_t superseded_by = never;
    std::int32_t row = 0;
    std::int32_t column = 0;

    bool visible(std::int32_t as_of) const { return delivery <= as_of && superseded_by > as_of; }
    std::int32_t code(Column asked) const
    {
        return asked == Column::delivery ? delivery : key[static_cast<std::size_t>(asked)];
    }
};

bool passes(const Observed& observed, const std::vector<Filter>& filters)
{
    return std::all_of(filters.begin(), filters.end(), [&](const Filter& filter) {
        return std::find(filter.any_of.begin(), filter.any_of.end(), observed.code(filter.column)) !=
               filter.any_of.end();
    });
}

bool passes(const Observed& observed, const Query& query)
{
    const std::int32_t period = observed.code(Column::period);
    return observed.visible(query.as_of.value_or(never - 1)) && passes(observed, query.filters) &&
           (!query.periods || (query.periods->from <= period && period < query.periods->end));
}

struct Cells {
    ExactSum sum;
    std::int32_t cells = 0;
    std::uint32_t signs = 0;
};

void append_to(Observations& out, const Observed& observed)
{
    out.dataset.push_back(observed.key[0]);
    out.area.push_back(observed.key[1]);
    out.period.push_back(observed.key[2]);
    out.measure.push_back(observed.key[3]);
    for (std::size_t i = 0; i < most_dimensions; ++i) {
        out.dimensions[i].push_back(observed.key[4 + i]);
    }
    out.value.push_back(observed.value);
    out.sign.push_back(observed.sign);
    out.delivery.push_back(observed.delivery);
    out.row.push_back(observed.row);
    out.column.push_back(observed.column);
}

class MemoryStore final : public FactStore {
public:
    std::unique_ptr<Load> begin_load(std::int32_t dataset, std::int32_t delivery, Precedence precedence) override;
    void forget_after(std::int32_t last) override;
    Sums sums(const Query& query, const std::vector<Column>& group_by, const std::vector<Case>& cases) override;
    std::int64_t count(const Query& query) override { return static_cast<std::int64_t>(select(query).size()); }
    Observations rows(const Query& query, std::int64_t offset, std::int64_t most) override;
    void write_parquet(const Query&, const std::filesystem::path&) override
    {
        broken("the store in memory has no files");
    }

    Load::Outcome take(std::int32_t dataset, std::int32_t delivery, Precedence precedence,
                       std::vector<Observed> delivered);

private:
    std::vector<Observed> select(const Query& query);

    std::shared_mutex mutex_;
    std::vector<Observed> observed_;
    std::map<std::int32_t, std::set<std::int32_t>> loaded_;  ///< dataset → deliveries
};

class MemoryLoad final : public Load {
public:
    MemoryLoad(MemoryStore& store, std::int32_t dataset, std::int32_t delivery, Precedence precedence)
        : store_(store), dataset_(dataset), delivery_(delivery), precedence_(precedence)
    {}

    void append(const Observations& batch) override;
    Outcome commit() override
    {
        ensure(!committed_, "a load is committed at most once");
        committed_ = true;
        return store_.take(dataset_, delivery_, precedence_, std::move(delivered_));
    }

private:
    MemoryStore& store_;
    std::int32_t dataset_;
    std::int32_t delivery_;
    Precedence precedence_;
    bool committed_ = false;
    std::vector<Observed> delivered_;
};

void MemoryLoad::append(const Observations& batch)
{
    check_batch(batch);
    for (std::size_t i = 0; i < batch.size(); ++i) {
        Observed observed;
        observed.key = {dataset_, batch.area[i], batch.period[i], batch.measure[i]};
        for (std::size_t d = 0; d < most_dimensions; ++d) {
            observed.key[4 + d] = batch.dimensions[d].empty() ? total_code : batch.dimensions[d][i];
        }
        observed.value = batch.value[i];
        observed.sign = batch.sign[i];
        observed.delivery = delivery_;
        observed.row = batch.row[i];
        observed.column = batch.column[i];
        delivered_.push_back(observed);
    }
}

std::unique_ptr<Load> MemoryStore::begin_load(std::int32_t dataset, std::int32_t delivery, Precedence precedence)
{
    ensure(dataset >= 0 && dataset <= most_code, "a dataset has a number that fits");
    const auto& loaded = loaded_[dataset];
    ensure(delivery > (loaded.empty() ? 0 : *loaded.rbegin()),
           "deliveries of a dataset come in the order of their numbers");
    return std::make_unique<MemoryLoad>(*this, dataset, delivery, precedence);
}

Load::Outcome MemoryStore::take(std::int32_t dataset, std::int32_t delivery, Precedence precedence,
                                std::vector<Observed> delivered)
{
    const std::unique_lock lock(mutex_);
    loaded_[dataset].insert(delivery);
    Load::Outcome outcome;
    std::map<Key, std::size_t> known;
    for (std::size_t i = 0; i < observed_.size(); ++i) {
        if (observed_[i].superseded_by == never) {
            known[observed_[i].key] = i;
        }
    }
    std::stable_sort(delivered.begin(), delivered.end(), [](const Observed& a, const Observed& b) {
        return std::tie(a.key, a.row, a.column) < std::tie(b.key, b.row, b.column);
    });
    for (std::size_t i = 0; i < delivered.size(); ++i) {
        const Observed& cell = delivered[i];
        if (i > 0 && delivered[i - 1].key == cell.key) {
            ++outcome.duplicates;
            continue;
        }
        if (const auto earlier = known.find(cell.key); earlier != known.end()) {
            if (precedence == Precedence::filler) {
                continue;
            }
            Observed& old = observed_[earlier->second];
            old.superseded_by = delivery;
            ++outcome.superseded;
            outcome.unchanged += old.value == cell.value && old.sign == cell.sign ? 1 : 0;
        }
        observed_.push_back(cell);
        ++outcome.observations;
    }
    return outcome;
}

void MemoryStore::forget_after(std::int32_t last)
{
    const std::unique_lock lock(mutex_);
    std::erase_if(observed_, [&](const Observed& observed) { return observed.delivery > last; });
    for (Observed& observed : observed_) {
        observed.superseded_by = observed.superseded_by > last ? never : observed.superseded_by;
    }
    for (auto& [dataset, deliveries] : loaded_) {
        deliveries.erase(deliveries.upper_bound(last), deliveries.end());
    }
}

std::vector<Observed> MemoryStore::select(const Query& query)
{
    const std::shared_lock lock(mutex_);
    std::vector<Observed> selected;
    std::copy_if(observed_.begin(), observed_.end(), std::back_inserter(selected),
                 [&](const Observed& observed) { return passes(observed, query); });
    return selected;
}

Sums MemoryStore::sums(const Query& query, const std::vector<Column>& group_by, const std::vector<Case>& cases)
{
    std::map<std::vector<std::int32_t>, std::vector<Cells>> groups;
    for (const Observed& observed : select(query)) {
        std::vector<std::int32_t> key;
        for (const Column column : group_by) {
            key.push_back(observed.code(column));
        }
        for (std::size_t c = 0; c < cases.size(); ++c) {
            if (!passes(observed, cases[c].filters)) {
                continue;
            }
            auto& group = groups[key];
            group.resize(cases.size());
            group[c].sum.add(observed.value);
            group[c].cells += 1;
            group[c].signs |= 1u << static_cast<unsigned>(observed.sign);
        }
    }
    Sums sums;
    sums.groups = groups.size();
    sums.keys.resize(group_by.size());
    sums.totals.resize(cases.size());
    for (const auto& [key, totals] : groups) {
        for (std::size_t i = 0; i < key.size(); ++i) {
            sums.keys[i].push_back(key[i]);
        }
        for (std::size_t c = 0; c < cases.size(); ++c) {
            sums.totals[c].push_back({totals[c].sum.value(), totals[c].cells, totals[c].signs});
        }
    }
    return sums;
}

Observations MemoryStore::rows(const Query& query, std::int64_t offset, std::int64_t most)
{
    ensure(offset >= 0 && most >= 0, "rows are asked for from an offset and up to a number");
    std::vector<Observed> selected = select(query);
    std::sort(selected.begin(), selected.end(), [](const Observed& a, const Observed& b) {
        return std::tie(a.key, a.delivery) < std::tie(b.key, b.delivery);
    });
    Observations out;
    for (auto i = static_cast<std::size_t>(offset); i < selected.size() && most > 0; ++i, --most) {
        append_to(out, selected[i]);
    }
    return out;
}

}  // namespace

std::unique_ptr<FactStore> open_memory_store()
{
    return std::make_unique<MemoryStore>();
}

}  // namespace allmende::facts
