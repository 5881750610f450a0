#include "adapters/http/connection.hpp"

#include <cerrno>

#include <sys/sendfile.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>

#include "api/public/answer.hpp"
#include "api/public/negotiation.hpp"
#include "api/public/problem.hpp"
#include "base/error.hpp"

namespace allmende::adapters::http {

namespace {

namespace beast_http = boost::beast::http;
using api::public_::AnswerPtr;
using api::public_::Effort;

/// A kept buffer above this is given back to the system when the request is done.
constexpr std::size_t small_buffer = 4 << 10;
/// Pipelined requests of one client that are answered before others get their turn.
constexpr int most_in_a_row = 32;
/// Of one answer, before others get their turn.
constexpr std::uint64_t most_bytes_in_a_row = 512 << 10;
/// What a refused client may still send before we hang up.
constexpr std::size_t most_drained = 1 << 20;
/// Position in Handler::route_labels().
constexpr std::size_t label_other = 0;
constexpr std::size_t label_metrics = 1;

std::string_view view(boost::beast::string_view text)
{
    return {text.data(), text.size()};
}

}  // namespace

Connection::Connection(Network& network, Socket socket, const Peer& peer)
    : network_(network),
      socket_(std::move(socket)),
      peer_(peer),
      deadline_(network.now() + network.shared().options.limits.header_time)
{}

void Connection::start()
{
    await(Socket::wait_read);
}

void Connection::close()
{
    if (phase_ == Phase::closed) {
        return;
    }
    phase_ = Phase::closed;
    boost::system::error_code ignored;
    socket_.close(ignored);
}

void Connection::close_for(Cut why)
{
    network_.shared().metrics.cut(why);
    close();
}

void Connection::check_deadline()
{
    if (network_.now() < deadline_ || phase_ == Phase::closed || phase_ == Phase::working) {
        return;
    }
    if (phase_ == Phase::reading && parser_) {
        // Best effort: the answer fits into the socket's buffer or is lost.
        const bool in_header = !parser_->is_header_done();
        const AnswerPtr answer =
            api::public_::problem_answer(api::public_::problem_kind("request-timeout"), "de", {}, {}, label_other);
        const std::string bytes = answer->head + network_.date_line() + "Connection: close\r\n\r\n" + answer->body;
        boost::system::error_code ignored;
        socket_.write_some(asio::buffer(bytes), ignored);
        network_.shared().metrics.answered(label_other, answer->status, bytes.size(), {});
        close_for(in_header ? Cut::header_time : Cut::body_time);
    } else if (phase_ == Phase::reading) {
        close_for(Cut::idle_time);
    } else if (phase_ == Phase::writing) {
        close_for(Cut::write_time);
    } else {
        close();
    }
}

void Connection::begin_stop()
{
    keep_alive_ = false;
    if (phase_ == Phase::reading && !parser_) {
        close();
    }
}

// --- Waiting and going on -------------------------------------------------------------------------------------------

void Connection::await(Socket::wait_type what)
{
    keep_rest();
    awaited_ = true;
    socket_.async_wait(what, [this](const boost::system::error_code&) {
        awaited_ = false;
        on_ready();
        advance();
        settle();
    });
}

void Connection::on_ready()
{
    switch (phase_) {
    case Phase::reading: receive(); break;
    case Phase::writing: write(); break;
    case Phase::draining: drain(); break;
    case Phase::working:
    case Phase::closed: break;
    }
}

/// Last thing in every callback: afterwards the connection may be gone.
void Connection::settle()
{
    if (phase_ == Phase::closed && !awaited_) {
        network_.remove(*this);
    }
}

/// Goes on until something must be waited for.
void Connection::advance()
{
    for (int done = 0; phase_ == Phase::reading && !awaited_; ++done) {
        if (unparsed_.empty()) {
            await(Socket::wait_read);
        } else if (done == most_in_a_row) {
            keep_rest();
            awaited_ = true;
            asio::post(network_.context(), [this] {
                awaited_ = false;
                advance();
                settle();
            });
        } else {
            parse();
        }
    }
}

void Connection::receive()
{
    std::vector<char>& scratch = network_.scratch();
    boost::system::error_code error;
    const std::size_t got = socket_.read_some(asio::buffer(scratch), error);
    if (error == asio::error::would_block) {
        return;
    }
    if (error || got == 0) {
        close();
        return;
    }
    if (input_.empty()) {
        unparsed_ = {scratch.data(), got};
    } else {
        input_.append(scratch.data(), got);
        unparsed_ = input_;
    }
    // All of it is needed to go on; what parse() leaves is kept again.
    parse();
}

/// Reads what still comes after the last answer: closing with unread bytes would destroy the answer on its way.
void Connection::drain()
{
    boost::system::error_code error;
    const std::size_t got = socket_.read_some(asio::buffer(network_.scratch()), error);
    drained_ += got;
    if ((error && error != asio::error::would_block) || (!error && got == 0) || drained_ > most_drained) {
        close();
        return;
    }
    await(Socket::wait_read);
}

/// The scratch belongs to whoever runs next.
void Connection::keep_rest()
{
    if (unparsed_.empty()) {
        if (input_.capacity() > small_buffer) {
            std::string().swap(input_);
        }
        input_.clear();
    } else if (unparsed_.data() < input_.data() || unparsed_.data() >= input_.data() + input_.size()) {
        input_.assign(unparsed_);
    } else {
        input_.erase(0, static_cast<std::size_t>(unparsed_.data() - input_.data()));
    }
    unparsed_ = input_;
}

// --- A request ------------------------------------------------------------------------------------------------------

void Connection::parse()
{
    if (!parser_) {
        const ServeLimits& limits = network_.shared().options.limits;
        parser_.emplace();
        in_body_ = false;
        parser_->eager(true);
        parser_->header_limit(static_cast<std::uint32_t>(limits.header_bytes));
        parser_->body_limit(limits.body_bytes);
        deadline_ = network_.now() + limits.header_time;
    }
    if (!parse_some()) {
        return;
    }
    if (parser_->is_done()) {
        check_head();
    } else if (parser_->is_header_done()) {
        const auto method = parser_->get().method();
        if (!in_body_) {
            in_body_ = true;
            deadline_ = network_.now() + network_.shared().options.limits.body_time;
        }
        if (method != beast_http::verb::get && method != beast_http::verb::head) {
            // Nobody here wants a body: the answer need not wait for it.
            keep_alive_ = false;
            check_head();
        } else {
            await(Socket::wait_read);
        }
    } else {
        await(Socket::wait_read);
    }
}

/// False where the request was refused.
bool Connection::parse_some()
{
    boost::beast::error_code error;
    while (!unparsed_.empty() && !parser_->is_done() && !error) {
        const std::size_t used = parser_->put(asio::buffer(unparsed_.data(), unparsed_.size()), error);
        unparsed_.remove_prefix(used);
        if (used == 0) {
            break;
        }
    }
    if (error && error != beast_http::error::need_more) {
        refuse_malformed(error);
        return false;
    }
    return true;
}

void Connection::refuse_malformed(const boost::beast::error_code& error)
{
    if (error == beast_http::error::header_limit) {
        const bool line_alone = unparsed_.find('\n') == std::string_view::npos;
        refuse(line_alone ? "uri-too-long" : "header-too-large");
    } else if (error == beast_http::error::body_limit) {
        refuse("too-large");
    } else if (error == beast_http::error::bad_version) {
        refuse("version-not-supported");
    } else {
        refuse("not-readable");
    }
}

/// What HTTP demands of a head and the parser does not check (RFC 9112 §3.2).
void Connection::check_head()
{
    const auto& message = parser_->get();
    keep_alive_ = keep_alive_ && message.keep_alive() && !network_.shared().stopping.load(std::memory_order_relaxed);
    const auto hosts = message.equal_range(beast_http::field::host);
    const auto count = std::distance(hosts.first, hosts.second);
    if (message.version() != 10 && message.version() != 11) {
        refuse("version-not-supported");
    } else if (count > 1 || (count == 0 && message.version() == 11)) {
        refuse("not-readable");
    } else {
        handle();
    }
}

void Connection::handle()
{
    const auto& message = parser_->get();
    request_.method = view(message.method_string());
    request_.target = view(message.target());
    request_.accept = view(message[beast_http::field::accept]);
    request_.accept_language = view(message[beast_http::field::accept_language]);
    request_.accept_encoding = view(message[beast_http::field::accept_encoding]);
    request_.if_none_match = view(message[beast_http::field::if_none_match]);
    head_only_ = message.method() == beast_http::verb::head;
    began_ = std::chrono::steady_clock::now();
    // The absolute form is what a proxy is sent; every server must take it (RFC 9112 §3.2.2).
    if (request_.target.starts_with("http://") || request_.target.starts_with("https://")) {
        const std::size_t slash = request_.target.find('/', request_.target.find("//") + 2);
        request_.target = slash == std::string_view::npos ? "/" : request_.target.substr(slash);
    }
    const bool reads = head_only_ || message.method() == beast_http::verb::get;
    if (reads && request_.target == "/metrics" && network_.shared().options.metrics) {
        respond(metrics_answer());
        return;
    }
    api::public_::Prompt prompt = network_.shared().handler.at_once(request_);
    if (prompt.answer) {
        respond(std::move(prompt.answer));
    } else {
        work(prompt.effort);
    }
}

void Connection::work(Effort effort)
{
    Shared& shared = network_.shared();
    if (shared.metrics.waiting.load() >= static_cast<std::int64_t>(shared.options.limits.waiting)) {
        refuse("overloaded");
        return;
    }
    keep_rest();
    phase_ = Phase::working;
    awaited_ = true;
    shared.metrics.waiting.fetch_add(1);
    asio::post(shared.workers(effort), [this, &shared] {
        AnswerPtr answer = shared.handler.work(request_);
        shared.metrics.waiting.fetch_sub(1);
        asio::post(network_.context(), [this, done = std::move(answer)]() mutable {
            awaited_ = false;
            if (phase_ == Phase::working) {
                respond(std::move(done));
                advance();
            }
            settle();
        });
    });
}

AnswerPtr Connection::metrics_answer() const
{
    api::public_::Content content;
    content.type = "text/plain; version=0.0.4; charset=utf-8";
    network_.shared().metrics.append(content.body);
    network_.shared().handler.append_metrics(content.body);
    return api::public_::make_answer(std::move(content), label_metrics);
}

// --- Its answer -----------------------------------------------------------------------------------------------------

/// The rest of what the client sends is not looked at any more.
void Connection::refuse(std::string_view problem)
{
    keep_alive_ = keep_alive_ && parser_->is_done() && problem == "overloaded";
    std::string_view language = "de";
    if (parser_->is_header_done()) {
        const auto& message = parser_->get();
        request_.method = view(message.method_string());
        request_.target = view(message.target());
        language = api::public_::preferred_language(view(message[beast_http::field::accept_language]));
    } else {
        request_ = {};
    }
    head_only_ = false;
    began_ = std::chrono::steady_clock::now();
    respond(api::public_::problem_answer(api::public_::problem_kind(problem), language, {}, {}, label_other));
}

void Connection::respond(AnswerPtr answer)
{
    answer_ = std::move(answer);
    const bool unchanged = answer_->status == 200 && !request_.if_none_match.empty() &&
                           api::public_::etag_matches(request_.if_none_match, answer_->etag);
    const bool with_body = !head_only_ && !unchanged;
    status_ = unchanged ? 304 : answer_->status;
    parts_[0] = unchanged ? answer_->not_modified_head : answer_->head;
    parts_[1] = make_tail();
    parts_[2] = with_body ? std::string_view(answer_->body) : std::string_view();
    sent_ = 0;
    size_ = parts_[0].size() + parts_[1].size() + (with_body ? answer_->size() : 0);
    next_step_ = 0;
    phase_ = Phase::writing;
    write();
}

std::string_view Connection::make_tail()
{
    const bool old_client = parser_->is_header_done() && parser_->get().version() == 10;
    const std::string_view connection = !keep_alive_ ? "Connection: close\r\n"
                                        : old_client ? "Connection: keep-alive\r\n"
                                                     : "";
    const auto result = fmt::format_to_n(tail_.data(), tail_.size(), "{}{}\r\n", network_.date_line(), connection);
    return {tail_.data(), result.size};
}

void Connection::write()
{
    const ServeLimits& limits = network_.shared().options.limits;
    const std::uint64_t in_parts = parts_[0].size() + parts_[1].size() + parts_[2].size();
    const std::uint64_t yield_at = sent_ + most_bytes_in_a_row;
    while (sent_ < size_) {
        if (sent_ >= next_step_) {
            deadline_ = network_.now() + limits.write_time;
            next_step_ = sent_ + limits.write_step;
        }
        boost::system::error_code error;
        sent_ += sent_ < in_parts ? write_parts(error) : write_file(error);
        if (error == asio::error::would_block || (sent_ >= yield_at && sent_ < size_ && !error)) {
            await(Socket::wait_write);
            return;
        }
        if (error) {
            close();
            return;
        }
    }
    finish();
}

std::size_t Connection::write_parts(boost::system::error_code& error)
{
    std::array<asio::const_buffer, 3> buffers;
    std::uint64_t skip = sent_;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        const std::size_t gone = std::min<std::uint64_t>(skip, parts_[i].size());
        buffers[i] = asio::buffer(parts_[i].data() + gone, parts_[i].size() - gone);
        skip -= gone;
    }
    return socket_.write_some(buffers, error);
}

std::size_t Connection::write_file(boost::system::error_code& error)
{
    const std::uint64_t begin = size_ - answer_->file->size();
    auto offset = static_cast<off_t>(sent_ - begin);
    const std::size_t wanted = std::min<std::uint64_t>(size_ - sent_, most_bytes_in_a_row);
    const ssize_t written = ::sendfile(socket_.native_handle(), answer_->file->descriptor(), &offset, wanted);
    if (written > 0) {
        return static_cast<std::size_t>(written);
    }
    // 0: the file became shorter. The client notices by the missing bytes.
    const bool later = written < 0 && (errno == EAGAIN || errno == EINTR);
    error = later ? asio::error::would_block : asio::error::broken_pipe;
    return 0;
}

void Connection::finish()
{
    Shared& shared = network_.shared();
    const auto time = std::chrono::steady_clock::now() - began_;
    shared.metrics.answered(answer_->route, status_, sent_, time);
    if (shared.log.wanted()) {
        shared.log.answered(request_.method, request_.target, shared.handler.route_labels()[answer_->route], status_,
                            sent_, time);
    }
    const bool clean = parser_->is_done();
    answer_.reset();
    parser_.reset();
    request_ = {};
    network_.touch(*this);
    if (keep_alive_ && clean) {
        phase_ = Phase::reading;
        deadline_ = network_.now() + shared.options.limits.idle_time;
        return;
    }
    unparsed_ = {};
    phase_ = Phase::draining;
    deadline_ = network_.now() + shared.options.limits.linger_time;
    boost::system::error_code error;
    socket_.shutdown(Socket::shutdown_send, error);
    if (error) {
        close();
        return;
    }
    await(Socket::wait_read);
}

}  // namespace allmende::adapters::http
