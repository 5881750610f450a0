#include "formats/px_reader.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/period.hpp"
#include "base/text.hpp"
#include "formats/long_table.hpp"

namespace allmende::formats {

namespace {

constexpr std::uint64_t most_bytes = std::uint64_t{256} << 20;
constexpr std::string_view preferred_language = "de";
constexpr std::string_view left_out = "left out";  // a row that a sparse file does not name
constexpr std::string_view nothing = "-";

/// `KEYWORD[language]("of","these")="value","value";`
struct Statement {
    std::string keyword;
    std::string language;
    std::vector<std::string> of;
    std::vector<std::string> values;
};

class Scanner {
public:
    Scanner(std::string_view text, std::string name) : text_(text), name_(std::move(name)) {}

    /// The next statement; false where DATA begins, behind its equals sign.
    bool next(Statement& statement)
    {
        skip_space();
        statement = {};
        const std::size_t from = at_;
        while (at_ < text_.size() &&
               (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 || text_[at_] == '-' || text_[at_] == '_')) {
            ++at_;
        }
        statement.keyword = std::string(text_.substr(from, at_ - from));
        if (statement.keyword.empty()) {
            refuse(at_ >= text_.size() ? "the file ends before DATA: it is cut off" : "no keyword stands here");
        }
        skip_space();
        if (take('[')) {
            const std::size_t end = text_.find(']', at_);
            if (end == std::string_view::npos) {
                refuse("the bracket of the language does not end");
            }
            statement.language = std::string(text_.substr(at_, end - at_));
            at_ = end + 1;
            skip_space();
        }
        if (take('(')) {
            do {
                statement.of.push_back(take_string());
            } while (take(','));
            need(')');
        }
        need('=');
        if (statement.keyword == "DATA") {
            return false;
        }
        take_values(statement);
        return true;
    }

    /// The next number or mark of DATA; nothing at its end.
    std::optional<std::string_view> next_cell()
    {
        while (at_ < text_.size() && (is_space(text_[at_]) || text_[at_] == ',')) {
            ++at_;
        }
        if (at_ >= text_.size()) {
            refuse("DATA has no end (;): the file is cut off");
        }
        if (text_[at_] == ';') {
            // Some services end each row so; DATA ends where nothing follows.
            ++at_;
            skip_space();
            return at_ >= text_.size() ? std::nullopt : next_cell();
        }
        const bool quoted = text_[at_] == '"';
        at_ += quoted ? 1 : 0;
        const std::size_t from = at_;
        while (at_ < text_.size() &&
               (quoted ? text_[at_] != '"' : !is_space(text_[at_]) && text_[at_] != ';' && text_[at_] != ',')) {
            ++at_;
        }
        const std::string_view cell = text_.substr(from, at_ - from);
        at_ += quoted ? 1 : 0;
        return cell;
    }

    [[noreturn]] void refuse(const std::string& reason) const
    {
        const auto line =
            1 +
            std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(std::min(at_, text_.size())), '\n');
        fail(ErrorCode::bad_input, "{}: row {}: {}", name_, line, reason);
    }

private:
    std::string_view text_;
    std::string name_;
    std::size_t at_ = 0;

    static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

    void skip_space()
    {
        while (at_ < text_.size() && is_space(text_[at_])) {
            ++at_;
        }
    }

    bool take(char c)
    {
        skip_space();
        if (at_ < text_.size() && text_[at_] == c) {
            ++at_;
            return true;
        }
        return false;
    }

    void need(char c)
    {
        if (!take(c)) {
            refuse(fmt::format("“{}” is missing here", c));
        }
    }

    /// Pieces in quotes that follow each other are one text.
    std::string take_string()
    {
        std::string text;
        need('"');
        do {
            const std::size_t end = text_.find('"', at_);
            if (end == std::string_view::npos) {
                refuse("a quote does not end");
            }
            text += text_.substr(at_, end - at_);
            at_ = end + 1;
        } while (take('"'));
        return text;
    }

    void take_values(Statement& statement)
    {
        while (true) {
            skip_space();
            if (at_ < text_.size() && text_[at_] == '"') {
                statement.values.push_back(take_string());
            } else {
                const std::size_t from = at_;
                int depth = 0;
                while (at_ < text_.size() && (depth > 0 || (text_[at_] != ',' && text_[at_] != ';'))) {
                    depth += text_[at_] == '(' ? 1 : text_[at_] == ')' ? -1 : 0;
                    ++at_;
                }
                statement.values.emplace_back(trim(text_.substr(from, at_ - from)));
            }
            if (take(';')) {
                return;
            }
            if (!take(',')) {
                // `TLIST(A1,"1990"-"2000")` and hierarchies go on in ways of their own; nothing of ours needs them.
                const std::size_t end = text_.find(';', at_);
                if (end == std::string_view::npos) {
                    refuse("a statement has no end (;): the file is cut off");
                }
                at_ = end + 1;
                return;
            }
        }
    }
};

/// All statements, asked for by keyword and what they are about.
class Keywords {
public:
    void add(Statement statement)
    {
        if (statement.keyword == "LANGUAGE" && !statement.values.empty()) {
            default_ = statement.values.front();
        }
        all_.push_back(std::move(statement));
    }

    /// In the language of the file itself.
    const std::vector<std::string>& values(std::string_view keyword, std::string_view of = {}) const
    {
        return find(keyword, of, {});
    }

    std::string text(std::string_view keyword, std::string_view of = {}) const
    {
        const auto& values = find(keyword, of, {});
        return values.empty() ? std::string() : values.front();
    }

    /// The largest value, whatever it is about: LAST-UPDATED may be given for each of several contents.
    std::string newest(std::string_view keyword) const
    {
        std::string last;
        for (const Statement& statement : all_) {
            if (statement.keyword == keyword && !statement.values.empty()) {
                last = std::max(last, statement.values.front());
            }
        }
        return last;
    }

    /// In German where the file has it; `german_of` is what German statements call the same thing.
    const std::vector<std::string>& preferred(std::string_view keyword, std::string_view of,
                                              std::string_view german_of) const
    {
        const auto& german = find(keyword, german_of, preferred_language);
        return german.empty() ? find(keyword, of, {}) : german;
    }

private:
    std::vector<Statement> all_;
    std::string default_;

    const std::vector<std::string>& find(std::string_view keyword, std::string_view of, std::string_view language) const
    {
        static const std::vector<std::string> none;
        for (const Statement& statement : all_) {
            const bool own_language = statement.language.empty() || statement.language == default_;
            const bool right_language =
                language.empty() || language == default_ ? own_language : statement.language == language;
            if (statement.keyword == keyword && right_language &&
                (of.empty() ? statement.of.empty() : !statement.of.empty() && statement.of.back() == of)) {
                return statement.values;
            }
        }
        return none;
    }
};

/// What CODEPAGE says, in lower case; empty where it is missing. Keywords are ASCII in every encoding.
std::string codepage_of(std::string_view bytes)
{
    const std::size_t keyword = bytes.find("CODEPAGE=");
    const std::size_t open = keyword == std::string_view::npos ? keyword : bytes.find('"', keyword);
    const std::size_t close = open == std::string_view::npos ? open : bytes.find('"', open + 1);
    return close == std::string_view::npos ? std::string() : lower(bytes.substr(open + 1, close - open - 1));
}

std::string utf8_text(const std::filesystem::path& path, const std::string& name)
{
    std::string bytes = read_file(path, most_bytes);
    if (bytes.starts_with("\xef\xbb\xbf")) {
        bytes.erase(0, 3);
    }
    if (bytes.find('\0') != std::string::npos) {
        fail(ErrorCode::bad_input, "{}: a byte of value 0: the file is damaged", name);
    }
    // CODEPAGE is wrong in files that were saved again by an editor: valid UTF-8 is UTF-8.
    if (first_invalid_utf8(bytes) == std::string_view::npos) {
        return bytes;
    }
    const std::string codepage = codepage_of(bytes);
    if (codepage.empty() || codepage == "utf-8") {
        return utf8_from_windows_1252(bytes);
    }
    auto text = utf8_from(codepage, bytes);
    if (!text) {
        fail(
            ErrorCode::bad_input,
            "{}: its letters cannot be read in the encoding that it names ({}); save the file in UTF-8 and deliver that",
            name, shown(codepage));
    }
    return *std::move(text);
}

/// `20121` of TLIST(Q1) and `201201` of TLIST(M1) as the notations that periods have elsewhere. Other codes that are no
/// periods give way to what they stand for.
std::string period_text(const std::string& code, const std::string& words, std::string_view scale)
{
    if (all_digits(code) && code.size() == 5 && scale.starts_with("TLIST(Q")) {
        return fmt::format("{}-Q{}", code.substr(0, 4), code.substr(4));
    }
    if (all_digits(code) && code.size() == 6 && scale.starts_with("TLIST(M")) {
        return fmt::format("{}-{}", code.substr(0, 4), code.substr(4));
    }
    return !parse_period(code) && parse_period(words) ? words : code;
}

/// The mark that the words of a symbol stand for (`DATASYMBOL1="geheim"`); empty where they are not understood.
std::string_view mark_of_words(std::string_view words)
{
    struct Meaning {
        std::string_view mark;
        std::string_view stems;  ///< set apart by `|`
    };
    static constexpr std::array<Meaning, 5> meanings{{
        {".",
         "geheim|vertraulich|confiden|secret|nicht erhoben|nicht verfügbar|not available|missing|unbekannt|unknown"},
        {"...", "später|noch nicht|later|not yet"},
        {"/", "zuverlässig|sicher genug|reliab|unsicher|uncertain"},
        {"x", "sinnvoll|entfällt|nicht möglich|trifft nicht zu|applicable|not possible"},
        {"-", "nichts vorhanden|genau null|zero|magnitude nil|nothing"},
    }};
    const std::string text = lower(words);
    for (const Meaning& meaning : meanings) {
        for (const std::string_view stem : split(meaning.stems, '|')) {
            if (text.find(stem) != std::string::npos) {
                return meaning.mark;
            }
        }
    }
    return {};
}

/// What the symbols of a file stand for: as it says, else as they are usual.
class Symbols {
public:
    explicit Symbols(const Keywords& keywords, std::vector<std::string>& remarks)
    {
        for (int dots = 1; dots <= 6; ++dots) {
            const std::string usual = dots == 3 ? "..." : ".";
            take(std::string(static_cast<std::size_t>(dots), '.'), usual,
                 keywords.text(fmt::format("DATASYMBOL{}", dots)), remarks);
        }
        // Where “-” is said to be something that is not understood, it is not zero.
        const std::string nil = keywords.text("DATASYMBOLNIL");
        take("-", has_letters(nil) ? "." : "-", nil, remarks);
    }

    std::string_view mark(std::string_view cell) const
    {
        const auto found = marks_.find(cell);
        return found == marks_.end() ? cell : std::string_view(found->second);
    }

private:
    std::map<std::string, std::string, std::less<>> marks_;

    /// Some files only say which sign is printed: `DATASYMBOL2=".."`.
    static bool has_letters(std::string_view words)
    {
        return std::any_of(words.begin(), words.end(), [](char c) {
            const auto byte = static_cast<unsigned char>(c);
            return byte >= 0x80 || std::isalpha(byte) != 0;
        });
    }

    void take(const std::string& symbol, const std::string& otherwise, const std::string& words,
              std::vector<std::string>& remarks)
    {
        const std::string_view said = mark_of_words(words);
        marks_[symbol] = said.empty() ? otherwise : std::string(said);
        if (has_letters(words) && marks_[symbol] != symbol) {
            remarks.push_back(fmt::format("“{}” is read as “{}”, for the file says that it means {}", symbol,
                                          marks_[symbol], shown(words)));
        }
    }
};

/// `20190124 09:00` as `2019-01-24T09:00:00`.
std::string iso_time(std::string_view text)
{
    if (text.size() < 8 || !all_digits(text.substr(0, 8))) {
        return {};
    }
    const std::string_view clock = text.size() >= 14 ? text.substr(9, 5) : std::string_view("00:00");
    return fmt::format("{}-{}-{}T{}:00", text.substr(0, 4), text.substr(4, 2), text.substr(6, 2), clock);
}

struct Cube {
    std::vector<PlainColumn> columns;             ///< by dimension
    std::vector<std::vector<std::string>> cells;  ///< [dimension][position]: what stands in its column
    std::vector<std::vector<std::string>> keys;   ///< the same as sparse rows name it
    std::vector<bool> keyed;                      ///< sparse rows name this dimension
    bool sparse = false;
};

Cube cube_of(const Keywords& keywords, const std::string& name)
{
    Cube cube;
    std::vector<std::string> names = keywords.values("STUB");
    const auto& heading = keywords.values("HEADING");
    names.insert(names.end(), heading.begin(), heading.end());
    if (names.empty()) {
        fail(ErrorCode::bad_input, "{}: neither STUB nor HEADING names a dimension", name);
    }
    std::vector<std::string> german = keywords.preferred("STUB", {}, {});
    const auto& german_heading = keywords.preferred("HEADING", {}, {});
    german.insert(german.end(), german_heading.begin(), german_heading.end());
    german = german.size() == names.size() ? german : names;
    const std::string contents = keywords.text("CONTVARIABLE");
    for (std::size_t d = 0; d < names.size(); ++d) {
        const std::string& dimension = names[d];
        const auto& words = keywords.values("VALUES", dimension);
        const auto& preferred = keywords.preferred("VALUES", dimension, german[d]);
        if (words.empty()) {
            fail(ErrorCode::bad_input, "{}: VALUES(\"{}\") is missing", name, dimension);
        }
        auto codes = keywords.values("CODES", dimension);
        codes = codes.size() == words.size() ? codes : words;
        PlainColumn column;
        column.name = german[d];
        const std::string variable = keywords.text("VARIABLECODE", dimension);
        column.label = german[d];
        const std::string scale = keywords.text("TIMEVAL", dimension);
        const bool time = !scale.empty();
        const std::string type = lower(keywords.text("VARIABLE-TYPE", dimension));
        column.role = time                                                                  ? Role::period
                      : dimension == contents                                               ? Role::measure
                      : !keywords.values("MAP", dimension).empty() || type.starts_with("g") ? Role::area
                                                                                            : Role::dimension;
        const std::string total = keywords.text("ELIMINATION", dimension);
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (time) {
                codes[i] = period_text(codes[i], words[i], scale);
                continue;
            }
            // ELIMINATION names the value that stands for all of them.
            column.codes[codes[i]] = !total.empty() && (words[i] == total || codes[i] == total) ? "Insgesamt"
                                     : i < preferred.size()                                     ? preferred[i]
                                                                                                : words[i];
            if (column.role == Role::measure) {
                const std::string unit = keywords.text("UNITS", words[i]);
                column.units[codes[i]] = unit.empty() ? keywords.text("UNITS") : unit;
            }
        }
        const std::string keys = keywords.text("KEYS", dimension);
        cube.keyed.push_back(!keys.empty());
        cube.sparse = cube.sparse || !keys.empty();
        cube.keys.push_back(keys == "VALUES" ? words : codes);
        cube.columns.push_back(std::move(column));
        cube.cells.push_back(std::move(codes));
    }
    return cube;
}

/// Rows of numbers behind the keys of the stub; what is not named is nothing.
std::vector<std::string_view> sparse_cells(Scanner& scanner, const Cube& cube, const CubeOrder& order)
{
    std::vector<std::string_view> cells(order.cells(), left_out);
    std::size_t row_size = 1;
    for (std::size_t d = 0; d < cube.cells.size(); ++d) {
        row_size *= cube.keyed[d] ? 1 : cube.cells[d].size();
    }
    while (auto cell = scanner.next_cell()) {
        std::size_t row = 0;
        for (std::size_t d = 0; d < cube.cells.size(); ++d) {
            if (!cube.keyed[d]) {
                continue;
            }
            const auto at = cell ? std::find(cube.keys[d].begin(), cube.keys[d].end(), *cell) : cube.keys[d].end();
            if (at == cube.keys[d].end()) {
                scanner.refuse(fmt::format("{} is no value of “{}”", shown(cell.value_or("")), cube.columns[d].name));
            }
            row = row * cube.keys[d].size() + static_cast<std::size_t>(at - cube.keys[d].begin());
            cell = scanner.next_cell();
        }
        for (std::size_t i = 0; i < row_size; ++i) {
            if (!cell || row * row_size + i >= cells.size()) {
                scanner.refuse("a row of DATA has too few numbers");
            }
            cells[row * row_size + i] = *cell;
            cell = i + 1 < row_size ? scanner.next_cell() : cell;
        }
    }
    return cells;
}

}  // namespace

bool is_px(std::string_view beginning)
{
    if (beginning.starts_with("\xef\xbb\xbf")) {
        beginning.remove_prefix(3);
    }
    beginning = trim(beginning);
    const std::size_t equals = beginning.find('=');
    if (equals == std::string_view::npos || equals == 0 || equals > 60) {
        return false;
    }
    for (const char c : beginning.substr(0, equals)) {
        if ((c < 'A' || c > 'Z') && c != '-' && c != '[' && c != ']' && (c < 'a' || c > 'z')) {
            return false;
        }
    }
    // The first value may stand without quotes (`DECIMALS=0;`): then words that only PX has must follow.
    const bool quoted = beginning.substr(equals + 1).starts_with('"');
    const bool known = beginning.find("\nMATRIX=") != std::string_view::npos ||
                       beginning.find("\nCHARSET=") != std::string_view::npos ||
                       beginning.find("\nAXIS-VERSION=") != std::string_view::npos;
    return beginning.find("\";") != std::string_view::npos && (quoted || known);
}

PlainTable read_px(const std::filesystem::path& path, const std::filesystem::path& csv, const ReadOptions& options)
{
    const std::string name = shown_name(path, options);
    const std::string text = utf8_text(path, name);
    Scanner scanner(text, name);
    Keywords keywords;
    for (Statement statement; scanner.next(statement);) {
        keywords.add(std::move(statement));
    }
    Cube cube = cube_of(keywords, name);
    std::vector<std::size_t> sizes;
    for (const auto& cells : cube.cells) {
        sizes.push_back(cells.size());
    }
    CubeOrder order(sizes, name);

    PlainTable table;
    table.csv = csv;
    table.options = options;
    table.options.file_name = name;
    table.delimiter = ',';
    table.layout = "px";
    table.decimal_sign = DecimalSign::point;
    table.table = keywords.text("MATRIX");
    const auto german = [&](std::string_view keyword) {
        const auto& values = keywords.preferred(keyword, {}, {});
        return values.empty() ? std::string() : values.front();
    };
    table.title = german("TITLE").empty() ? german("DESCRIPTION") : german("TITLE");
    table.attribution = german("SOURCE");
    table.edition = iso_time(keywords.newest("LAST-UPDATED"));  // CREATION-DATE is that of the empty matrix
    table.notes = german("NOTEX");
    table.notes += (table.notes.empty() || german("NOTE").empty() ? "" : "\n") + german("NOTE");
    table.columns = cube.columns;
    PlainColumn value;
    value.name = "DATA";
    value.label = german("CONTENTS");
    value.role = Role::value;
    value.unit = german("UNITS");
    table.columns.push_back(value);

    const Symbols symbols(keywords, table.remarks);
    LongTable out(csv, table.columns);
    std::vector<std::string_view> row(table.columns.size());
    const std::vector<std::string_view> sparse =
        cube.sparse ? sparse_cells(scanner, cube, order) : std::vector<std::string_view>();
    for (std::size_t i = 0; i < order.cells(); ++i, order.advance()) {
        const auto cell = cube.sparse ? std::optional(sparse[i]) : scanner.next_cell();
        if (!cell) {
            scanner.refuse(
                fmt::format("DATA has {} numbers, the dimensions ask for {}: the file is cut off", i, order.cells()));
        }
        for (std::size_t d = 0; d < cube.cells.size(); ++d) {
            row[d] = cube.cells[d][order.positions()[d]];
        }
        row.back() = cube.sparse && *cell == left_out ? nothing : symbols.mark(*cell);
        out.add(row, name);
    }
    if (!cube.sparse && scanner.next_cell()) {
        scanner.refuse(fmt::format("DATA has more numbers than the {} that the dimensions ask for", order.cells()));
    }
    out.finish();
    return table;
}

}  // namespace allmende::formats
