#include "formats/xml_parts.hpp"

#include <charconv>
#include <exception>

#include <expat.h>

#include "base/error.hpp"

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

void parse_xml(const ZipArchive& archive, const std::string& entry, XmlReceiver& receiver)
{
    const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser(XML_ParserCreate(nullptr), XML_ParserFree);
    Passage self{parser.get(), &receiver, 0, false, nullptr};
    XML_SetUserData(parser.get(), &self);
    XML_SetElementHandler(parser.get(), on_open, on_close);
    XML_SetCharacterDataHandler(parser.get(), on_text);
    XML_SetStartDoctypeDeclHandler(parser.get(), on_document_type);
    const auto parse = [&](std::string_view piece, bool last) {
        const XML_Status status =
            XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()), last ? XML_TRUE : XML_FALSE);
        if (self.thrown) {
            std::rethrow_exception(self.thrown);
        }
        if (status != XML_STATUS_OK) {
            fail(ErrorCode::bad_input, "{}: the part {} is damaged ({}); save the file again and deliver that",
                 archive.name(), entry,
                 self.declares          ? "it declares a document type"
                 : self.depth > deepest ? "it nests too deep"
                                        : XML_ErrorString(XML_GetErrorCode(parser.get())));
        }
    };
    archive.read(entry, [&](std::string_view piece) { parse(piece, false); });
    parse({}, true);
}

}  // namespace allmende::formats
