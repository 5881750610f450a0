#include "api/public/problem.hpp"

#include <vector>

#include "base/ensure.hpp"

namespace allmende::api::public_ {

namespace {

// One line per kind; the first ten are the error codes of base/error.cpp in their order.
const std::vector<ProblemKind> table{
    {"bad-usage",
     400,
     "Bad Request",
     {"Anfrage falsch geschrieben", "Request written wrongly"},
     {"Ein Teil der Anfrage ist nicht zu verstehen.", "A part of the request cannot be understood."}},
    {"bad-input",
     422,
     "Unprocessable Content",
     {"Eingabe nicht lesbar", "Input cannot be read"},
     {"Eine Datei oder Definition ist nicht sicher lesbar.", "A file or a definition cannot be read surely."}},
    {"check-failed",
     422,
     "Unprocessable Content",
     {"Prüfung nicht bestanden", "Check failed"},
     {"Die Eingabe wurde gelesen, aber eine Prüfung trifft nicht zu.",
      "The input was read, but a check does not hold."}},
    {"not-found",
     404,
     "Not Found",
     {"Nicht gefunden", "Not found"},
     {"Diese Adresse, Kennzahl, Gebietseinheit oder Veröffentlichung gibt es nicht.",
      "There is no such address, indicator, area or release."}},
    {"not-comparable",
     422,
     "Unprocessable Content",
     {"Nicht vergleichbar", "Not comparable"},
     {"Die Summe oder Reihe würde Gebietsstände oder Definitionen vermischen.",
      "The sum or series would mix territories or definitions."}},
    {"conflict",
     409,
     "Conflict",
     {"Im Widerspruch zu Bestehendem", "Conflict"},
     {"Etwas Bestehendes steht der Anfrage entgegen.", "An existing thing is in the way."}},
    {"too-large",
     413,
     "Content Too Large",
     {"Zu groß", "Too large"},
     {"Die Antwort oder die Anfrage überschreitet eine Grenze.", "The answer or the request exceeds a limit."}},
    {"not-acceptable",
     406,
     "Not Acceptable",
     {"Format nicht vorhanden", "Format not offered"},
     {"Das gewünschte Format gibt es hier nicht.", "The wanted format is not offered here."}},
    {"disk",
     500,
     "Internal Server Error",
     {"Datei nicht lesbar", "File cannot be read"},
     {"Eine Datei der Veröffentlichung konnte nicht gelesen werden.", "A file of the release could not be read."}},
    {"internal",
     500,
     "Internal Server Error",
     {"Fehler im Programm", "Fault of the program"},
     {"Ein Fehler des Programms; er liegt nicht an der Anfrage.", "A fault of the program, not of the request."}},
    {"not-readable",
     400,
     "Bad Request",
     {"Kein gültiges HTTP", "Not valid HTTP"},
     {"Die Anfrage ist kein gültiges HTTP/1.1.", "The request is not valid HTTP/1.1."}},
    {"method-not-allowed",
     405,
     "Method Not Allowed",
     {"Nur lesen", "Read only"},
     {"Hier wird nur gelesen: GET, HEAD und OPTIONS.", "This is for reading only: GET, HEAD and OPTIONS."}},
    {"request-timeout",
     408,
     "Request Timeout",
     {"Anfrage kam zu langsam", "Request came too slowly"},
     {"Die Anfrage war nicht in der erlaubten Zeit vollständig.", "The request was not complete in the time allowed."}},
    {"uri-too-long",
     414,
     "URI Too Long",
     {"Adresse zu lang", "Address too long"},
     {"Die Adresse der Anfrage ist zu lang.", "The address of the request is too long."}},
    {"header-too-large",
     431,
     "Request Header Fields Too Large",
     {"Kopfzeilen zu groß", "Header too large"},
     {"Die Kopfzeilen der Anfrage sind zu groß.", "The header of the request is too large."}},
    {"overloaded",
     503,
     "Service Unavailable",
     {"Ausgelastet", "Overloaded"},
     {"Gerade sind zu viele Anfragen in Arbeit; in einigen Sekunden wieder versuchen.",
      "Too many requests are being worked on; try again in a few seconds."}},
    {"no-release",
     503,
     "Service Unavailable",
     {"Noch keine Veröffentlichung", "No release yet"},
     {"Es gibt noch keine Veröffentlichung.", "There is no release yet."}},
    {"version-not-supported",
     505,
     "HTTP Version Not Supported",
     {"HTTP-Version nicht unterstützt", "HTTP version"},
     {"Nur HTTP/1.0 und HTTP/1.1 werden verstanden.", "Only HTTP/1.0 and HTTP/1.1 are understood."}},
};

}  // namespace

std::span<const ProblemKind> problem_table()
{
    return table;
}

const ProblemKind& problem_kind(std::string_view label)
{
    for (const ProblemKind& kind : table) {
        if (kind.label == label) {
            return kind;
        }
    }
    broken("every kind of problem stands in the table");
}

const ProblemKind& problem_kind(ErrorCode code)
{
    return problem_kind(info(code).label);
}

Problem::Problem(std::string_view kind, Localized text, std::string parameter)
    : Error(ErrorCode::bad_usage, text.en),
      kind_(&problem_kind(kind)),
      text_(std::move(text)),
      parameter_(std::move(parameter))
{}

Problem::Problem(ErrorCode code, Localized text, std::string parameter)
    : Error(code, text.en), kind_(&problem_kind(code)), text_(std::move(text)), parameter_(std::move(parameter))
{}

void refuse(ErrorCode code, Localized text, std::string parameter)
{
    throw Problem(code, std::move(text), std::move(parameter));
}

std::string plain(std::string_view text)
{
    constexpr std::size_t quote = std::string_view("“").size();
    const std::string quoted = shown(text);
    return quoted.substr(quote, quoted.size() - 2 * quote);
}

Localized did_you_mean(std::string_view near)
{
    if (near.empty()) {
        return {};
    }
    return {fmt::format(" Gemeint ist vielleicht „{}“.", near), fmt::format(" Perhaps “{}” is meant.", near)};
}

Localized operator+(const Localized& a, const Localized& b)
{
    return {a.de + b.de, a.en + b.en};
}

}  // namespace allmende::api::public_
