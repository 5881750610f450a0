#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"

namespace allmende::laws {

/// An invented table of school leavers in the layout of a GENESIS export: total and without a certificate, both sexes
/// and female. Cells are written as they are given, so they may be signs.
class LeaversTable {
public:
    struct Row {
        int year;
        std::string key;
        std::string name;
        std::string total;
        std::string without;
        std::string female = "1";
        std::string female_without = "1";
    };

    LeaversTable& add(Row row)
    {
        rows_.push_back(std::move(row));
        return *this;
    }

    /// The day on which the table was made; of two tables the newer one counts.
    LeaversTable& made(std::string day)
    {
        day_ = std::move(day);
        return *this;
    }

    std::string text() const
    {
        const std::string degree = "Schulabschluss";
        std::string text =
            "GENESIS-Tabelle: 21111-02-06-4\n"
            "Allgemeinbildende Schulen: Absolventen/Abgänger;;;;;;\n"
            "nach dem Schulabschluss - Schuljahr -;;;;;;\n"
            "regionale Tiefe: Kreise und krfr. Städte;;;;;;\n"
            "Statistik der allgemein bildenden Schulen;;;;;;\n"
            "Absolventen/Abgänger (Anzahl);;;;;;\n";
        text += fmt::format(";;;{0};{0};{0};{0}\n", degree);
        text +=
            ";;;Insgesamt;Insgesamt;ohne Hauptschulabschluss;ohne Hauptschulabschluss\n"
            ";;;Insgesamt;weiblich;Insgesamt;weiblich\n";
        for (const Row& row : rows_) {
            text += fmt::format("{};{};{};{};{};{};{}\n", row.year, row.key, row.name, row.total, row.female,
                                row.without, row.female_without);
        }
        return text + fmt::format("__________\nErfundene Zahlen.\nStand: {} / 10:00:00\n", day_);
    }

    /// The line of the file, counted from 1, in which the row of this place stands.
    static std::size_t line_of(std::size_t row) { return 10 + row; }

private:
    std::vector<Row> rows_;
    std::string day_ = "01.10.2020";
};

}  // namespace allmende::laws
