#pragma once

#include <array>
#include <optional>
#include <string>

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "adapters/http/network.hpp"
#include "api/public/http.hpp"

// Inside of adapters/http only.

namespace allmende::adapters::http {

/// One client. At rest exactly one thing is awaited: that the socket can be read or written, or that a worker is done;
/// every wait ends in a callback that may remove the connection. While nothing is being received it holds no buffers.
class Connection {
public:
    Connection(Network& network, Socket socket, const Peer& peer);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void start();
    /// Ends it; the callback of what is awaited removes it.
    void close();
    void close_for(Cut why);
    void check_deadline();
    /// The server stops: idle connections end, others after their answer.
    void begin_stop();

    /// Nobody waits for an answer, or only one who does not read it.
    bool may_be_shed() const { return phase_ != Phase::working && phase_ != Phase::closed; }
    bool is_open() const { return phase_ != Phase::closed; }
    const Peer& peer() const { return peer_; }

    // Kept by the network thread.
    Connections::iterator place;
    Network::PeerConnections::iterator place_of_peer;

private:
    enum class Phase { reading, working, writing, draining, closed };
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    Network& network_;
    Socket socket_;
    Peer peer_;
    Phase phase_ = Phase::reading;
    bool awaited_ = false;
    bool keep_alive_ = true;
    bool head_only_ = false;
    bool in_body_ = false;
    Time deadline_;

    std::optional<Parser> parser_;  // present while a request is being read or answered
    std::string input_;             // received and not yet parsed, kept while something is awaited
    std::string_view unparsed_;     // into input_ or the thread's scratch
    std::size_t drained_ = 0;

    api::public_::Request request_;  // views into parser_
    api::public_::AnswerPtr answer_;
    int status_ = 0;
    std::array<char, 160> tail_{};           // Date, Connection, empty line: own copy, the thread's changes
    std::array<std::string_view, 3> parts_;  // head, tail, body
    std::uint64_t sent_ = 0;
    std::uint64_t size_ = 0;       // of all parts and the file
    std::uint64_t next_step_ = 0;  // sent_ at which the deadline is renewed
    Time began_;                   // when the request was complete

    void await(Socket::wait_type what);
    void on_ready();
    void settle();
    void advance();
    void receive();
    void drain();
    void keep_rest();

    void parse();
    bool parse_some();
    void check_head();
    void refuse_malformed(const boost::beast::error_code& error);
    void handle();
    void work(api::public_::Effort effort);
    api::public_::AnswerPtr metrics_answer() const;

    void refuse(std::string_view problem);
    void respond(api::public_::AnswerPtr answer);
    std::string_view make_tail();
    void write();
    std::size_t write_parts(boost::system::error_code& error);
    std::size_t write_file(boost::system::error_code& error);
    void finish();
};

}  // namespace allmende::adapters::http
