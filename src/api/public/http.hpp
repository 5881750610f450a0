#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace allmende::api::public_ {

/// What a client asked for, as it was sent. The texts live until the answer is there.
struct Request {
    std::string_view method;
    std::string_view target;  ///< path and query: `/api/v1/areas?level=kreis`
    std::string_view accept;
    std::string_view accept_language;
    std::string_view accept_encoding;
    std::string_view if_none_match;
};

/// A file opened for sending, on a disk or in memory.
class OpenFile {
public:
    enum class Where { disk, memory };
    OpenFile(int descriptor, std::uint64_t size, Where where) : descriptor_(descriptor), size_(size), where_(where) {}
    ~OpenFile();
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    int descriptor() const { return descriptor_; }
    std::uint64_t size() const { return size_; }
    bool in_memory() const { return where_ == Where::memory; }

private:
    int descriptor_;
    std::uint64_t size_;
    Where where_;
};

/// A finished answer; made by make_answer().
struct Answer {
    int status = 200;
    std::size_t route = 0;          ///< position in Handler::route_labels()
    std::string etag;               ///< with its quotes; empty where there is none
    std::string head;               ///< status line and fields, but for Date, Connection and the empty line
    std::string not_modified_head;  ///< the same for 304
    std::string body;
    std::unique_ptr<OpenFile> file;  ///< sent instead of `body`: what is large or lies on the disk

    std::uint64_t size() const { return file ? file->size() : body.size(); }
    /// Memory that it holds.
    std::size_t bytes() const
    {
        return sizeof(Answer) + head.size() + not_modified_head.size() + body.size() +
               (file && file->in_memory() ? static_cast<std::size_t>(file->size()) : 0);
    }
};

/// Never changed after it was made. Shared: the cache and every connection that is sending it own it together.
using AnswerPtr = std::shared_ptr<const Answer>;

/// How long an answer may take that is not there at once.
enum class Effort {
    quick,  ///< reads a small file
    long_   ///< reads and renders up to the largest table
};

/// An answer that is there, or how much work it needs.
struct Prompt {
    AnswerPtr answer;
    Effort effort = Effort::quick;
};

/// What the server hands its requests to. All functions are called by several threads at the same time and never throw.
class Handler {
public:
    virtual ~Handler() = default;
    /// What can be said without waiting for a disk: an answer from memory or a refusal.
    virtual Prompt at_once(const Request& request) = 0;
    /// The answer, whatever it takes.
    virtual AnswerPtr work(const Request& request) = 0;

    virtual const std::vector<std::string>& route_labels() const = 0;
    /// Adds own lines in the text format of Prometheus.
    virtual void append_metrics(std::string& out) const = 0;
};

}  // namespace allmende::api::public_
