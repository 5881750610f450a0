// What a process that is killed leaves behind: all that it acknowledged, and nothing half.

#include <chrono>
#include <random>
#include <thread>

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "adapters/duckdb/fact_engine.hpp"
#include "base/error.hpp"
#include "base/test_folder.hpp"

#if defined(__SANITIZE_THREAD__)
#define ALLMENDE_NO_FORK 1
#endif

namespace allmende::adapters::duckdb {

namespace {

constexpr std::int32_t small = 3'000;
constexpr std::int32_t great = 150'000;  // more than the engine holds back before it writes into the file

/// Delivery d holds every cell once, with the value d; every fourth delivery has many more of them.
std::int32_t size_of(std::int32_t delivery)
{
    return delivery % 4 == 0 ? great : small;
}

facts::Observations batch_of(std::int32_t delivery)
{
    facts::Observations batch;
    for (std::int32_t i = 0; i < size_of(delivery); ++i) {
        batch.area.push_back(i / 10);
        batch.period.push_back(200000000);
        batch.measure.push_back(0);
        batch.dimensions[0].push_back(i % 10);
        batch.value.push_back(delivery);
        batch.sign.push_back(Sign::none);
        batch.row.push_back(i + 1);
        batch.column.push_back(1);
    }
    return batch;
}

/// Loads delivery after delivery and writes the number of each to the pipe when it is acknowledged.
[[noreturn]] void load_for_ever(const std::filesystem::path& path, std::int32_t next, int acknowledged)
{
    Options options;
    options.threads = 2;
    const auto store = open_fact_store(path, options);
    for (;; ++next) {
        const auto load = store->begin_load(1, next, facts::Precedence::newest);
        load->append(batch_of(next));
        load->commit();
        if (::write(acknowledged, &next, sizeof next) != sizeof next) {
            ::_exit(1);
        }
    }
}

/// The last delivery that a child acknowledged before it was killed, `before` if none.
std::int32_t load_and_kill(const std::filesystem::path& path, std::int32_t before, std::chrono::milliseconds after)
{
    int pipe[2];
    EXPECT_EQ(::pipe(pipe), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(pipe[0]);
        try {
            load_for_ever(path, before + 1, pipe[1]);
        } catch (const std::exception& error) {
            fmt::print(stderr, "{}\n", error.what());
            ::_exit(2);
        }
    }
    ::close(pipe[1]);
    std::this_thread::sleep_for(after);
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "the child ended by itself";
    std::int32_t last = before;
    while (::read(pipe[0], &last, sizeof last) == sizeof last) {
    }
    ::close(pipe[0]);
    return last;
}

facts::Sums::Total total(facts::FactStore& store, const facts::Query& query)
{
    const facts::Sums sums = store.sums(query, {}, {facts::Case{}});
    return sums.groups == 0 ? facts::Sums::Total{} : sums.totals[0][0];
}

/// What the first `last` deliveries make of the facts.
double expected_sum(std::int32_t last)
{
    if (last == 0) {
        return 0;
    }
    const std::int32_t last_great = last / 4 * 4;
    return static_cast<double>(last) * size_of(last) +
           (last % 4 == 0 || last_great == 0 ? 0.0 : static_cast<double>(last_great) * (great - small));
}

/// Checks the facts and gives the newest delivery in them.
std::int32_t check(const std::filesystem::path& path, std::int32_t acknowledged)
{
    if (!std::filesystem::exists(path)) {
        EXPECT_EQ(acknowledged, 0);
        return 0;
    }
    const auto store = open_fact_store(path);
    std::int32_t newest = 0;
    for (std::int32_t delivery = acknowledged; delivery <= acknowledged + 1; ++delivery) {
        facts::Query query;
        query.filters = {{facts::Column::delivery, {delivery}}};
        query.as_of = delivery;  // the next one, committed but not acknowledged, may have superseded some of its cells
        const std::int64_t cells = store->count(query);
        EXPECT_TRUE(cells == 0 || cells == size_of(delivery)) << cells << " cells of delivery " << delivery;
        newest = cells > 0 ? delivery : newest;
    }
    EXPECT_GE(newest, acknowledged);
    EXPECT_EQ(total(*store, {}).number, expected_sum(newest));
    for (std::int32_t delivery = std::max(0, newest - 5); delivery <= newest; ++delivery) {
        facts::Query query;
        query.as_of = delivery;
        EXPECT_EQ(total(*store, query).number, expected_sum(delivery)) << "as of " << delivery;
    }
    return newest;
}

}  // namespace

TEST(DuckdbStore, KilledAtAnyMomentKeepsWhatItAcknowledged)
{
#ifdef ALLMENDE_NO_FORK
    GTEST_SKIP() << "the thread sanitizer does not follow a fork";
#endif
    const TestFolder folder;
    const auto path = folder.path() / "facts.duckdb";
    const auto seed = std::random_device()();
    SCOPED_TRACE(fmt::format("seed {}", seed));
    std::mt19937 random(seed);
    // By hand: ALLMENDE_KILLS=500 for an hour's work.
    const char* wanted = std::getenv("ALLMENDE_KILLS");
    const int kills = wanted == nullptr ? 6 : std::atoi(wanted);
    std::int32_t newest = 0;
    for (int i = 0; i < kills && !HasFailure(); ++i) {
        const std::chrono::milliseconds after(std::uniform_int_distribution<int>(5, i < 2 ? 60 : 600)(random));
        newest = check(path, load_and_kill(path, newest, after));
    }
}

}  // namespace allmende::adapters::duckdb
