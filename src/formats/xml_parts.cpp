#include "formats/xml_parts.hpp"

#include <charconv>
#include <exception>

#include <expat.h>

#include "base/error.hpp"
#include "base/file.hpp"

namespace allmende::formats {

namespace {

constexpr int deepest = 100;

std::string_view local(std::string_view name)
{
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// Carries exceptions past the library, which is written in C.
struct Passage {
    XML_Parser parser;
    XmlReceiver* receiver;
    int depth = 0;
    bool declares = false;
    std::exception_ptr thrown;

    template <typename Work>
    void guard(const Work& work)
    {
        if (thrown) {
            return;
        }
        try {
            work();
        } catch (...) {
            thrown = std::current_exception();
            XML_StopParser(parser, XML_FALSE);
        }
    }
};

Passage& passage(void* data)
{
    return *static_cast<Passage*>(data);
}

void on_open(void* data, const char* name, const char** attributes)
{
    Passage& self = passage(data);
    if (++self.depth > deepest) {
        XML_StopParser(self.parser, XML_FALSE);
        return;
    }
    self.guard([&] { self.receiver->open(local(name), XmlAttributes(attributes)); });
}

void on_close(void* data, const char* name)
{
    --passage(data).depth;
    passage(data).guard([&] { passage(data).receiver->close(local(name)); });
}

void on_text(void* data, const char* text, int length)
{
    passage(data).guard([&] { passage(data).receiver->text({text, static_cast<std::size_t>(length)}); });
}

void on_document_type(void* data, const char*, const char*, const char*, int)
{
    passage(data).declares = true;
    XML_StopParser(passage(data).parser, XML_FALSE);
}

}  // namespace

std::string_view XmlAttributes::get(std::string_view name) const
{
    for (const char** at = raw_; *at != nullptr; at += 2) {
        if (local(*at) == name) {
            return at[1];
        }
    }
    return {};
}

std::size_t XmlAttributes::number(std::string_view name, std::size_t otherwise) const
{
    const std::string_view text = get(name);
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && !text.empty() ? number : otherwise;
}

void XmlAttributes::each(const std::function<void(std::string_view name, std::string_view value)>& take) const
{
    for (const char** at = raw_; *at != nullptr; at += 2) {
        if (!std::string_view(*at).starts_with("xmlns")) {
            take(local(*at), at[1]);
        }
    }
}

namespace {

/// `read` hands over one piece after another; `what` is damaged where it is no XML.
void parse(const std::function<void(const std::function<void(std::string_view piece)>& take)>& read,
           const std::string& what, XmlReceiver& receiver)
{
    const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser(XML_ParserCreate(nullptr), XML_ParserFree);
    Passage self{parser.get(), &receiver, 0, false, nullptr};
    XML_SetUserData(parser.get(), &self);
    XML_SetElementHandler(parser.get(), on_open, on_close);
    XML_SetCharacterDataHandler(parser.get(), on_text);
    XML_SetStartDoctypeDeclHandler(parser.get(), on_document_type);
    const auto add = [&](std::string_view piece, bool last) {
        const XML_Status status =
            XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()), last ? XML_TRUE : XML_FALSE);
        if (self.thrown) {
            std::rethrow_exception(self.thrown);
        }
        if (status != XML_STATUS_OK) {
            fail(ErrorCode::bad_input, "{} is damaged ({}); save the file again and deliver that", what,
                 self.declares          ? "it declares a document type"
                 : self.depth > deepest ? "it nests too deep"
                                        : XML_ErrorString(XML_GetErrorCode(parser.get())));
        }
    };
    read([&](std::string_view piece) { add(piece, false); });
    add({}, true);
}

}  // namespace

void parse_xml(const ZipArchive& archive, const std::string& entry, XmlReceiver& receiver)
{
    parse([&](const auto& take) { archive.read(entry, take); }, fmt::format("{}: the part {}", archive.name(), entry),
          receiver);
}

void parse_xml_file(const std::filesystem::path& path, const std::string& name, XmlReceiver& receiver)
{
    parse(
        [&](const auto& take) {
            FileReader file(path);
            std::string buffer(std::size_t{1} << 18, '\0');
            while (const std::size_t got = file.read(buffer.data(), buffer.size())) {
                take({buffer.data(), got});
            }
        },
        name + ": the XML", receiver);
}

}  // namespace allmende::formats
