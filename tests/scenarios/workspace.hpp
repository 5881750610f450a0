#pragma once

#include "tests/laws/leavers_table.hpp"
#include "tests/scenarios/process.hpp"

namespace allmende::scenarios {

/// An invented table large enough that taking it in lasts a moment: `scale` tells one edition from the next.
inline std::string leavers(int scale)
{
    laws::LeaversTable table;
    table.made(fmt::format("{:02}.10.2020", scale));
    for (int year = 1990; year < 2020; ++year) {
        for (int kreis = 1; kreis <= 400; ++kreis) {
            const int pupils = 100 * scale + kreis + year;
            table.add({year, fmt::format("17{:03}", kreis), fmt::format("Kreis {}", kreis), std::to_string(pupils),
                       std::to_string(pupils / 10), std::to_string(pupils / 2), std::to_string(pupils / 20)});
        }
    }
    return table.text();
}

/// A workspace in a folder of its own.
class Workspace {
public:
    Workspace() { need({"init", path()}); }

    std::string path() const { return (folder_.path() / "workspace").string(); }
    std::string file(int scale) const
    {
        return folder_.write(fmt::format("leavers-{}.csv", scale), leavers(scale)).string();
    }

    /// All observations with the row and column of each, as the program prints them.
    std::string observations() const
    {
        const std::string datasets = need({"datasets", path()});
        return datasets.find("21111-02-06-4") == std::string::npos ? ""
                                                                   : need({"observations", path(), "21111-02-06-4"});
    }

private:
    TestFolder folder_;
};

}  // namespace allmende::scenarios
