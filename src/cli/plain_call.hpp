#pragma once

#include <memory>
#include <string>

#include "cli/command.hpp"
#include "sources/delivered_file.hpp"

namespace allmende::cli {

/// What files are understood with in a call: the catalogue, and a workspace where one is named.
class PlainCall {
public:
    /// `workspace`: its path; empty: none.
    PlainCall(const std::string& workspace, Environment& environment);

    sources::Understand understand() const
    {
        return [this]() -> const sources::Understanding& { return *understanding_; };
    }

private:
    std::unique_ptr<sources::Workspace> workspace_;
    areas::AreaRegister none_;
    std::vector<areas::Reform> reforms_;
    sources::DimensionCatalogue dimensions_;
    std::unique_ptr<areas::AreaNames> names_;
    std::unique_ptr<areas::RegisterNotation> notation_;
    std::unique_ptr<sources::Understanding> understanding_;
};

}  // namespace allmende::cli
