#pragma once

#include <string>
#include <vector>

#include "base/clock.hpp"
#include "checks/finding.hpp"
#include "state/database.hpp"

namespace allmende::checks {

/// What people wrote about findings. Nothing is ever deleted: a withdrawal is one more entry, the last one counts.
class Acknowledgements {
public:
    explicit Acknowledgements(state::Database& database);

    /// Throws Error{bad_usage} where the reason is empty or too long.
    void acknowledge(const Finding& finding, const std::string& reason, const Clock& clock);
    void withdraw(const std::string& finding, const std::string& reason, const Clock& clock);
    /// Fills in what was written.
    void apply(std::vector<Finding>& findings) const;

    struct Entry {
        std::string finding;
        std::string text;  ///< of the finding at that time, in German
        std::string reason;
        std::string at;
        bool withdrawn = false;
    };
    /// All entries, oldest first.
    std::vector<Entry> history() const;

private:
    state::Database& database_;
};

}  // namespace allmende::checks
