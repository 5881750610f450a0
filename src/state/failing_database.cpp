#include "state/failing_database.hpp"

#include "base/error.hpp"

namespace allmende::state {

namespace {

class FailingDatabase final : public Database {
public:
    FailingDatabase(int n, std::unique_ptr<Database> inner) : left_(n), inner_(std::move(inner)) {}

    std::int64_t run(std::string_view sql, const std::vector<Value>& parameters) override
    {
        count();
        return inner_->run(sql, parameters);
    }
    void rows(std::string_view sql, const std::vector<Value>& parameters,
              const std::function<void(const Row&)>& each) override
    {
        count();
        inner_->rows(sql, parameters, each);
    }
    void transaction(const std::function<void()>& work) override { inner_->transaction(work); }
    void migrate(std::string_view component, const std::vector<Migration>& migrations) override
    {
        count();
        inner_->migrate(component, migrations);
    }
    void backup(const std::filesystem::path& target) override
    {
        count();
        inner_->backup(target);
    }

private:
    void count()
    {
        if (--left_ <= 0) {
            fail(ErrorCode::disk, "state: the disk fails, as this test wants it");
        }
    }

    int left_;
    std::unique_ptr<Database> inner_;
};

}  // namespace

std::unique_ptr<Database> fail_from_statement(int n, std::unique_ptr<Database> inner)
{
    return std::make_unique<FailingDatabase>(n, std::move(inner));
}

}  // namespace allmende::state
