#include "checks/reading.hpp"

#include <algorithm>
#include <array>

#include "checks/families.hpp"
#include "checks/words.hpp"

namespace allmende::checks {

namespace {

Finding start(std::string_view check, const sources::Delivery& delivery, const std::vector<std::string>& identity)
{
    Finding finding;
    finding.check = find_check(check);
    finding.dataset = delivery.dataset;
    std::vector<std::string> all{delivery.sha256};
    all.insert(all.end(), identity.begin(), identity.end());
    finding.id = finding_id(*finding.check, all);
    finding.places.push_back({delivery.number, 0, 0, "", 0, ""});
    return finding;
}

/// Rows that stand in the file again, all in one finding.
void tell_rows(const sources::Delivery& delivery, const std::vector<sources::Remark>& remarks,
               sources::Remark::Kind kind, std::string_view check, std::vector<Finding>& findings)
{
    Finding finding = start(check, delivery, {});
    finding.places.clear();
    std::vector<std::string> rows;
    for (const sources::Remark& remark : remarks) {
        if (remark.kind == kind) {
            const std::size_t colon = remark.text.rfind(": ");
            finding.places.push_back({delivery.number, remark.row, 0, remark.text.substr(0, colon), 0, ""});
            finding.cells += remark.cells;
            if (rows.size() < 3) {
                rows.push_back(fmt::format("{} = {}", remark.row, remark.text.substr(colon + 2)));
            }
        }
    }
    if (finding.places.empty()) {
        return;
    }
    const std::size_t count = finding.places.size();
    const std::string more = count > rows.size() ? ", …" : "";
    const bool same = check == "repeated-cells";
    finding.text = {fmt::format("{} Zeilen stehen ein zweites Mal in der Datei, {} ({}{}); die erste zählt", count,
                                same ? "mit denselben Zahlen" : "mit anderen Zahlen", join(rows, ", "), more),
                    fmt::format("{} rows stand in the file a second time, {} ({}{}); the first counts", count,
                                same ? "with the same numbers" : "with other numbers", join(rows, ", "), more)};
    findings.push_back(std::move(finding));
}

void tell_revisions(const sources::Delivery& delivery, std::vector<Finding>& findings)
{
    const std::int64_t changed = delivery.superseded - delivery.unchanged;
    if (delivery.superseded > 0 && delivery.superseded == delivery.observations && changed == 0) {
        Finding finding = start("nothing-new", delivery, {});
        finding.cells = delivery.observations;
        finding.text = {fmt::format("alle {} Werte waren schon da", delivery.observations),
                        fmt::format("all {} values were there already", delivery.observations)};
        findings.push_back(std::move(finding));
    } else if (changed > 0) {
        const bool many = delivery.superseded >= 50 && changed * 5 > delivery.superseded;
        Finding finding = start(many ? "many-revisions" : "revised-cells", delivery, {std::to_string(changed)});
        finding.cells = changed;
        finding.text = {
            fmt::format("{} von {} schon gelieferten Werten sind geändert", changed, delivery.superseded),
            fmt::format("{} of {} values that were delivered before are changed", changed, delivery.superseded)};
        findings.push_back(std::move(finding));
    }
}

// --- refused files ---------------------------------------------------------------------------------------------------

constexpr std::uint64_t most_bytes = std::uint64_t{16} << 20;

/// What was seen in a refused file: how often, and where first.
struct Sight {
    std::int64_t count = 0;
    std::int64_t row = 0;
    std::int64_t column = 0;
    std::string shown;

    void see(std::int64_t at_row, std::size_t at_column, std::string_view text)
    {
        if (count++ == 0) {
            row = at_row;
            column = static_cast<std::int64_t>(at_column) + 1;
            shown = allmende::shown(text);
        }
    }
};

bool is_exponent_number(std::string_view text)
{
    const std::size_t e = text.find_first_of("eE");
    if (e == std::string_view::npos || e == 0 || e + 1 >= text.size()) {
        return false;
    }
    std::string_view power = text.substr(e + 1);
    power.remove_prefix(power.front() == '+' || power.front() == '-' ? 1 : 0);
    const std::string_view mantissa = text.substr(0, e);
    return all_digits(power) && power.size() <= 2 &&
           mantissa.find_first_not_of("0123456789.,-") == std::string_view::npos &&
           mantissa.find_first_of("0123456789") != std::string_view::npos &&
           mantissa.find_first_of(".,") != std::string_view::npos;
}

bool looks_like_name(std::string_view text)
{
    return text.size() >= 3 && std::isalpha(static_cast<unsigned char>(text.front())) != 0;
}

/// A key that lost its zero, with the name of its area behind it.
bool is_short_key(std::string_view text, std::string_view next)
{
    return all_digits(text) && (text.size() == 1 || text.size() == 4 || text.size() == 7) && text.front() != '0' &&
           looks_like_name(next);
}

struct Sights {
    Sight letters;
    Sight exponents;
    Sight dates;
    Sight keys;

    void look(std::string_view line, std::int64_t row)
    {
        const char delimiter = std::count(line.begin(), line.end(), ';') > 0    ? ';'
                               : std::count(line.begin(), line.end(), '\t') > 0 ? '\t'
                                                                                : ',';
        std::vector<std::string_view> cells = split(line, delimiter);
        for (std::string_view& cell : cells) {
            cell = trim(cell);
            if (cell.size() > 1 && cell.front() == '"' && cell.back() == '"') {
                cell = trim(cell.substr(1, cell.size() - 2));
            }
        }
        for (std::size_t c = 0; c < cells.size(); ++c) {
            if (cells[c].empty()) {
                continue;
            }
            if (cells[c].find("\xef\xbf\xbd") != std::string_view::npos) {
                letters.see(row, c, cells[c]);
            }
            if (is_exponent_number(cells[c])) {
                exponents.see(row, c, cells[c]);
            }
            if (c < 4 && is_date_of_code(cells[c])) {
                dates.see(row, c, cells[c]);
            }
            if (c < 3 && c + 1 < cells.size() && is_short_key(cells[c], cells[c + 1])) {
                keys.see(row, c, cells[c]);
            }
        }
    }
};

Finding refused(std::string_view check, const std::filesystem::path& file, const Sight& sight, Localized text)
{
    Finding finding;
    finding.check = find_check(check);
    finding.id = finding_id(*finding.check, {file.filename().string(), std::to_string(sight.row), text.en});
    finding.cells = sight.count;
    finding.text = std::move(text);
    finding.places.push_back({0, sight.row, sight.column, "", 0, ""});
    return finding;
}

void tell_sight(std::string_view check, const std::filesystem::path& file, const Sight& sight, std::int64_t least,
                std::vector<Finding>& findings)
{
    if (sight.count >= least) {
        findings.push_back(refused(check, file, sight,
                                   {fmt::format("{} Stellen, zuerst Zeile {}, Spalte {}: {}", sight.count, sight.row,
                                                sight.column, sight.shown),
                                    fmt::format("{} places, first row {}, column {}: {}", sight.count, sight.row,
                                                sight.column, sight.shown)}));
    }
}

bool month_word(std::string_view text)
{
    static constexpr std::array<std::string_view, 17> months{"jan", "feb", "mär", "mrz", "mar", "apr",
                                                             "mai", "may", "jun", "jul", "aug", "sep",
                                                             "okt", "oct", "nov", "dez", "dec"};
    const std::string low = lower(text);
    return std::find(months.begin(), months.end(), low) != months.end();
}

}  // namespace

bool is_date_of_code(std::string_view text)
{
    text = trim(text);
    const std::size_t at = text.find_first_of(" .-");
    if (at == std::string_view::npos || at == 0) {
        return false;
    }
    const std::string_view first = text.substr(0, at);
    std::string_view second = text.substr(at);
    second.remove_prefix(std::min(second.find_first_not_of(" .-"), second.size()));
    while (!second.empty() && second.back() == '.') {
        second.remove_suffix(1);
    }
    const auto day = [](std::string_view part) { return all_digits(part) && part.size() <= 2; };
    const auto year_or_day = [](std::string_view part) {
        return all_digits(part) && (part.size() <= 2 || part.size() == 4);
    };
    return (day(first) && month_word(second)) || (month_word(first) && year_or_day(second));
}

bool has_damaged_letters(std::string_view text)
{
    if (text.find("\xef\xbf\xbd") != std::string_view::npos) {
        return true;
    }
    // UTF-8 read as windows-1252 and written again: Ã with a sign that no German word has behind it.
    for (const std::string_view twice : {"Ã¤", "Ã¶", "Ã¼", "ÃŸ", "Ã„", "Ã–", "Ãœ", "Ã©", "ï¿½", "Ã\u009f", "â€"}) {
        if (text.find(twice) != std::string_view::npos) {
            return true;
        }
    }
    const auto letter = [](char c) {
        return std::isalpha(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80;
    };
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        if (text[i] == '?' && letter(text[i - 1]) && letter(text[i + 1])) {
            return true;
        }
    }
    return false;
}

std::vector<Finding> findings_of_reading(const sources::Delivery& delivery, const std::vector<sources::Remark>& remarks)
{
    std::vector<Finding> findings;
    tell_rows(delivery, remarks, sources::Remark::Kind::contradicting_row, "contradicting-rows", findings);
    tell_rows(delivery, remarks, sources::Remark::Kind::repeated_row, "repeated-cells", findings);
    if (delivery.duplicates > 0 && findings.empty()) {
        findings.push_back(start("repeated-cells", delivery, {std::to_string(delivery.duplicates)}));
        findings.back().cells = delivery.duplicates;
        findings.back().text = {
            fmt::format("{} Zellen stehen mehrfach in der Datei; die erste zählt", delivery.duplicates),
            fmt::format("{} cells stand in the file more than once; the first counts", delivery.duplicates)};
    }
    std::vector<std::string> columns;
    for (const sources::Remark& remark : remarks) {
        if (remark.kind == sources::Remark::Kind::ambiguous_column) {
            columns.push_back(remark.text);
        }
    }
    if (std::any_of(remarks.begin(), remarks.end(), [](const sources::Remark& remark) {
            return remark.kind == sources::Remark::Kind::restored_zeros;
        })) {
        findings.push_back(start("leading-zero-restored", delivery, {}));
        findings.back().text = {
            "eine Tabellenkalkulation hat die führenden Nullen der Schlüssel entfernt; gelesen ist zum Beispiel 5113 als 05113",
            "a spreadsheet took the leading zeros of the keys; read is for example 5113 as 05113"};
    }
    if (!columns.empty()) {
        findings.push_back(start("ambiguous-columns", delivery, columns));
        findings.back().text = {
            fmt::format(
                "Überschriften sagen dasselbe wie eine andere Spalte: {}; sie bleiben durch das Merkmal „Spalte“ getrennt",
                join(columns, ", ")),
            fmt::format("headings say the same as another column's: {}; they are kept apart by the breakdown “column”",
                        join(columns, ", "))};
    }
    if (delivery.precedence == facts::Precedence::filler) {
        findings.push_back(start("older-edition", delivery, {}));
        findings.back().text = {
            fmt::format("der Stand {} ist älter als ein schon gelieferter; ergänzt werden nur fehlende Werte",
                        delivery.edition),
            fmt::format("the edition of {} is older than one delivered before; it only fills cells that were missing",
                        delivery.edition)};
    }
    if (delivery.licence.empty() && delivery.attribution.empty()) {
        findings.push_back(start("licence-unknown", delivery, {}));
        findings.back().text = {"weder Lizenz noch Quellenvermerk in der Datei oder im Katalog",
                                "neither licence nor attribution in the file or in the catalogue"};
    }
    tell_revisions(delivery, findings);
    return findings;
}

std::vector<Finding> findings_of_refused(const std::filesystem::path& file, const Error& refusal)
{
    std::vector<Finding> findings;
    const std::string said = refusal.what();
    Sights sights;
    std::error_code unknown;
    if (std::filesystem::is_regular_file(file, unknown)) {
        FileReader reader(file);
        std::string text(static_cast<std::size_t>(std::min(most_bytes, reader.size())), '\0');
        std::size_t have = 0;
        while (const std::size_t got = reader.read(text.data() + have, text.size() - have)) {
            have += got;
        }
        if (text.find('\0') == std::string::npos) {
            if (first_invalid_utf8(text) != std::string::npos) {
                text = utf8_from_windows_1252(text);
            }
            std::int64_t row = 0;
            for (const std::string_view line : split(text, '\n')) {
                sights.look(line, ++row);
            }
        }
    }
    tell_sight("encoding-damage", file, sights.letters, 1, findings);
    tell_sight("exponent-number", file, sights.exponents, 1, findings);
    tell_sight("date-for-code", file, sights.dates, 1, findings);
    tell_sight("leading-zero-lost", file, sights.keys, 3, findings);
    if (findings.empty()) {
        const bool cut = said.find("cut off") != std::string::npos;
        const bool decimal = said.find("decimal") != std::string::npos;
        findings.push_back(refused(cut       ? "file-cut-off"
                                   : decimal ? "decimal-sign-in-doubt"
                                             : "file-refused",
                                   file, {}, {said, said}));
    }
    return findings;
}

namespace {

std::vector<Check> refusal_checks()
{
    constexpr auto family = Family::reading;
    return {
        {"file-refused",
         Severity::error,
         family,
         {"Datei nicht sicher lesbar", "File cannot be read surely"},
         {"Die Datei ist keine Tabelle, die sich ohne Raten lesen lässt; nichts von ihr wurde übernommen.",
          "The file is no table that can be read without guessing; nothing of it was taken in."},
         {"Den genannten Grund an der genannten Stelle beheben und die Datei neu liefern.",
          "Mend the reason named at the place named and deliver the file again."}},
        {"file-cut-off",
         Severity::error,
         family,
         {"Datei abgeschnitten", "File cut off"},
         {"Die Datei endet mitten in der Tabelle oder in einer Zeile.",
          "The file ends in the middle of the table or of a row."},
         {"Die vollständige Datei neu übertragen.", "Transfer the complete file again."}},
        {"encoding-damage",
         Severity::error,
         family,
         {"Umlaute zerstört", "Letters destroyed"},
         {"Statt Umlauten stehen Fragezeichen, „�“ oder Zeichenpaare wie „Ã¼“: die Datei wurde mit falschem Zeichensatz geöffnet und gespeichert.",
          "Where umlauts were there are question marks, “�” or pairs such as “Ã¼”: the file was opened and saved in a wrong encoding."},
         {"Die Datei aus der Quelle neu ausgeben, ohne sie zwischendurch zu öffnen.",
          "Export the file from its source again without opening it in between."}},
        {"exponent-number",
         Severity::error,
         family,
         {"Zahl in Exponentialschreibweise", "Number in exponent notation"},
         {"Eine Tabellenkalkulation hat eine große Zahl als 1,8922618E7 gespeichert; Ziffern können fehlen.",
          "A spreadsheet stored a large number as 1.8922618E7; digits may be missing."},
         {"Spalte als Zahl ohne Nachkommastellen formatieren und neu ausgeben.",
          "Format the column as numbers without decimals and export again."}},
        {"date-for-code",
         Severity::error,
         family,
         {"Datum statt Schlüssel", "Date instead of a code"},
         {"Eine Tabellenkalkulation hielt einen Schlüssel oder eine Altersgruppe für ein Datum: aus „3-5“ wurde „03. Mai“.",
          "A spreadsheet took a code or an age group for a date: “3-5” became “03. Mai”."},
         {"Die Spalte als Text einlesen und die Datei neu erzeugen.",
          "Read the column as text and make the file again."}},
        {"decimal-sign-in-doubt",
         Severity::error,
         family,
         {"Dezimalzeichen nicht eindeutig", "Decimal sign in doubt"},
         {"In der Datei kommen Komma und Punkt so vor, dass beide das Dezimalzeichen sein können.",
          "Comma and point occur in the file so that both may be the decimal sign."},
         {"Zahlen ohne Tausendertrennzeichen liefern.", "Deliver numbers without thousands separators."}},
    };
}

std::vector<Check> row_checks()
{
    constexpr auto family = Family::reading;
    return {
        {"repeated-cells",
         Severity::warning,
         family,
         {"Zeilen doppelt", "Rows repeated"},
         {"Zeilen stehen mit denselben Zahlen mehrfach in der Datei. Gezählt wird jede Zelle einmal.",
          "Rows stand in the file several times with the same numbers. Each cell counts once."},
         {"Die Wiederholung entfernen; prüfen, ob dafür andere Zeilen fehlen.",
          "Remove the repetition; check whether other rows are missing instead."}},
        {"contradicting-rows",
         Severity::error,
         family,
         {"Zeilen widersprechen sich", "Rows contradict each other"},
         {"Dieselbe Zeile steht mehrfach mit verschiedenen Zahlen in der Datei. Welche gilt, ist nicht zu entscheiden; gezählt wird die erste.",
          "The same row stands in the file several times with different numbers. Which one holds cannot be decided; the first counts."},
         {"Die richtige Zeile bei der liefernden Stelle erfragen und die Datei bereinigt neu liefern.",
          "Ask the delivering office for the right row and deliver the cleaned file again."}},
        {"ambiguous-columns",
         Severity::warning,
         family,
         {"Überschriften nicht unterscheidbar", "Headings cannot be told apart"},
         {"Zwei Spalten haben dieselben Überschriften.", "Two columns have the same headings."},
         {"Die Überschriften in der Quelle ergänzen oder eine Zuordnung anlegen.",
          "Complete the headings at the source or make a mapping."}},
    };
}

std::vector<Check> edition_checks()
{
    constexpr auto family = Family::reading;
    return {
        {"older-edition",
         Severity::note,
         family,
         {"Älterer Stand", "Older edition"},
         {"Die Datei wurde früher ausgegeben als eine schon gelieferte; sie ergänzt nur fehlende Werte.",
          "The file was exported before one that was delivered already; it only fills missing values."},
         {"Nichts zu tun, wenn nur Lücken gefüllt werden sollten.",
          "Nothing to do where only gaps were to be filled."}},
        {"nothing-new",
         Severity::note,
         family,
         {"Nichts Neues", "Nothing new"},
         {"Alle Werte der Lieferung waren schon mit denselben Zahlen da.",
          "All values of the delivery were there already with the same numbers."},
         {"Nichts zu tun; wenn neue Zahlen erwartet wurden, war es die alte Datei.",
          "Nothing to do; if new numbers were expected, it was the old file."}},
        {"revised-cells",
         Severity::note,
         family,
         {"Werte berichtigt", "Values revised"},
         {"Die Lieferung ändert Werte, die schon da waren.", "The delivery changes values that were there already."},
         {"`allmende diff` zeigt, welche Kennzahlen sich ändern.", "`allmende diff` shows which figures change."}},
        {"many-revisions",
         Severity::warning,
         family,
         {"Sehr viele Werte berichtigt", "Very many values revised"},
         {"Mehr als ein Fünftel der schon gelieferten Werte ändert sich: vielleicht eine andere Tabelle oder eine neue Definition unter demselben Namen.",
          "More than a fifth of the values delivered before changes: perhaps another table or a new definition under the same name."},
         {"Titel, Einheit und Gliederung mit der früheren Lieferung vergleichen.",
          "Compare title, unit and breakdowns with the earlier delivery."}},
        {"licence-unknown",
         Severity::note,
         family,
         {"Lizenz unbekannt", "Licence unknown"},
         {"Weder Datei noch Katalog nennen Lizenz oder Quellenvermerk.",
          "Neither file nor catalogue name a licence or attribution."},
         {"Vor einer Veröffentlichung bei der liefernden Stelle klären und im Katalog eintragen.",
          "Clear it with the delivering office before publication and enter it in the catalogue."}},
    };
}

}  // namespace

std::vector<Check> reading_checks()
{
    std::vector<Check> all = refusal_checks();
    for (const auto& more : {row_checks, edition_checks}) {
        for (Check& check : more()) {
            all.push_back(std::move(check));
        }
    }
    return all;
}

}  // namespace allmende::checks
