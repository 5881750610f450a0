#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "formats/zip_archive.hpp"

namespace allmende::formats {

/// The attributes of an element, by their names without prefix.
class XmlAttributes {
public:
    explicit XmlAttributes(const char** raw) : raw_(raw) {}
    /// Empty where there is none.
    std::string_view get(std::string_view name) const;
    /// A whole number from 0 up; `otherwise` where there is none or something else.
    std::size_t number(std::string_view name, std::size_t otherwise) const;
    /// All of them, without declarations of namespaces.
    void each(const std::function<void(std::string_view name, std::string_view value)>& take) const;

private:
    const char** raw_;  // name, value, name, value, …, null
};

/// Receives an XML document; names of elements come without their prefix.
class XmlReceiver {
public:
    virtual ~XmlReceiver() = default;
    virtual void open(std::string_view element, const XmlAttributes& attributes) = 0;
    virtual void close(std::string_view element) = 0;
    virtual void text(std::string_view piece) = 0;
};

/// Parses one part of an archive as it is unpacked. Throws Error{bad_input} where it is no XML, nests deeper than a
/// hundred elements or declares a document type (by which entities could grow), and what `receiver` throws.
void parse_xml(const ZipArchive& archive, const std::string& entry, XmlReceiver& receiver);
/// The same for a file of its own; `name`: for messages.
void parse_xml_file(const std::filesystem::path& path, const std::string& name, XmlReceiver& receiver);

}  // namespace allmende::formats
