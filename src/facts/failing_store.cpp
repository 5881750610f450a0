#include "facts/failing_store.hpp"

#include <atomic>

#include "base/error.hpp"

namespace allmende::facts {

namespace {

class Countdown {
public:
    explicit Countdown(int calls) : left_(calls) {}
    void call()
    {
        if (--left_ <= 0) {
            fail(ErrorCode::disk, "facts: the disk fails, as this test wants it");
        }
    }

private:
    std::atomic<int> left_;
};

class FailingLoad final : public Load {
public:
    FailingLoad(std::unique_ptr<Load> inner, Countdown& countdown) : inner_(std::move(inner)), countdown_(countdown) {}
    void append(const Observations& batch) override
    {
        countdown_.call();
        inner_->append(batch);
    }
    Outcome commit() override
    {
        countdown_.call();
        return inner_->commit();
    }

private:
    std::unique_ptr<Load> inner_;
    Countdown& countdown_;
};

class FailingStore final : public FactStore {
public:
    FailingStore(int n, std::unique_ptr<FactStore> inner) : inner_(std::move(inner)), countdown_(n) {}

    std::unique_ptr<Load> begin_load(std::int32_t dataset, std::int32_t delivery, Precedence precedence) override
    {
        countdown_.call();
        return std::make_unique<FailingLoad>(inner_->begin_load(dataset, delivery, precedence), countdown_);
    }
    void forget_after(std::int32_t last) override
    {
        countdown_.call();
        inner_->forget_after(last);
    }
    Sums sums(const Query& query, const std::vector<Column>& group_by, const std::vector<Case>& cases) override
    {
        countdown_.call();
        return inner_->sums(query, group_by, cases);
    }
    std::int64_t count(const Query& query) override
    {
        countdown_.call();
        return inner_->count(query);
    }
    Observations rows(const Query& query, std::int64_t offset, std::int64_t most) override
    {
        countdown_.call();
        return inner_->rows(query, offset, most);
    }
    void write_parquet(const Query& query, const std::filesystem::path& path) override
    {
        countdown_.call();
        inner_->write_parquet(query, path);
    }

private:
    std::unique_ptr<FactStore> inner_;
    Countdown countdown_;
};

}  // namespace

std::unique_ptr<FactStore> fail_from_call(int n, std::unique_ptr<FactStore> inner)
{
    return std::make_unique<FailingStore>(n, std::move(inner));
}

}  // namespace allmende::facts
