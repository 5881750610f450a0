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

/// The same of a list as towns keep them, without official layout.
inline std::string day_care(int scale)
{
    std::string text = "AGS;Kreis;Träger;Jahr;Plätze;Quote\r\n";
    for (int year = 2000; year < 2020; ++year) {
        for (int kreis = 1; kreis <= 400; ++kreis) {
            for (const char* provider : {"frei", "städtisch"}) {
                text += fmt::format("17{:03};Kreis {};{};{};{};{},{}\r\n", kreis, kreis, provider, year,
                                    100 * scale + kreis, kreis % 90, scale % 10);
            }
        }
    }
    return text;
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

    std::string list(int scale) const
    {
        return folder_.write(fmt::format("kita_{}.csv", 2020 + scale), day_care(scale)).string();
    }

    /// All observations with the row and column of each, as the program prints them.
    std::string observations(const std::string& dataset = "21111-02-06-4") const
    {
        const std::string datasets = need({"datasets", path()});
        return datasets.find(dataset) == std::string::npos ? "" : need({"observations", path(), dataset});
    }

private:
    TestFolder folder_;
};

}  // namespace allmende::scenarios
