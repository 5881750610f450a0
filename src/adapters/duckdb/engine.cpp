#include "adapters/duckdb/engine.hpp"

#include "adapters/duckdb/sql_text.hpp"
#include "base/ensure.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace allmende::adapters::duckdb {

namespace {

/// Connections beyond this many are closed when they come back.
constexpr std::size_t most_idle = 16;

void set(duckdb_config config, const std::string& name, const std::string& value)
{
    ensure(duckdb_set_config(config, name.c_str(), value.c_str()) == DuckDBSuccess, "DuckDB knows its options");
}

}  // namespace

std::string_view Chunk::text(std::size_t column, std::size_t row) const
{
    auto* texts = static_cast<duckdb_string_t*>(duckdb_vector_get_data(vector(column)));
    return {duckdb_string_t_data(&texts[row]), duckdb_string_t_length(texts[row])};
}

std::optional<Chunk> Result::next()
{
    duckdb_data_chunk raw = duckdb_fetch_chunk(raw_);
    if (raw != nullptr) {
        return Chunk(raw);
    }
    if (const char* message = duckdb_result_error(&raw_); message != nullptr) {
        fail_engine(subject_, duckdb_result_error_type(&raw_), message);
    }
    return std::nullopt;
}

Connection::Connection(duckdb_database database, Subject subject) : subject_(std::move(subject))
{
    if (duckdb_connect(database, raw_.put()) != DuckDBSuccess) {
        fail(ErrorCode::disk, "{}: the engine accepts no connection; end the program and start it again",
             subject_.name);
    }
}

StatementHandle Connection::prepare(const std::string& sql, const std::vector<std::string>& texts)
{
    StatementHandle statement;
    if (duckdb_prepare(raw_.get(), sql.c_str(), statement.put()) != DuckDBSuccess) {
        fail_engine(subject_, DUCKDB_ERROR_INVALID, duckdb_prepare_error(statement.get()));
    }
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto bound = duckdb_bind_varchar_length(statement.get(), i + 1, texts[i].data(), texts[i].size());
        ensure(bound == DuckDBSuccess, "a statement has as many places as texts");
    }
    return statement;
}

Result Connection::run(const std::string& sql, const std::vector<std::string>& texts)
{
    duckdb_result raw{};
    const auto state = texts.empty() ? duckdb_query(raw_.get(), sql.c_str(), &raw)
                                     : duckdb_execute_prepared(prepare(sql, texts).get(), &raw);
    Result result(raw, subject_);
    if (state != DuckDBSuccess) {
        fail_engine(subject_, duckdb_result_error_type(&raw), duckdb_result_error(&raw));
    }
    return result;
}

Result Connection::stream(const std::string& sql, const std::vector<std::string>& texts)
{
    const StatementHandle statement = prepare(sql, texts);
    PendingHandle pending;
    if (duckdb_pending_prepared_streaming(statement.get(), pending.put()) != DuckDBSuccess) {
        fail_engine(subject_, DUCKDB_ERROR_INVALID, duckdb_pending_error(pending.get()));
    }
    duckdb_result raw{};
    const auto state = duckdb_execute_pending(pending.get(), &raw);
    Result result(raw, subject_);
    if (state != DuckDBSuccess) {
        fail_engine(subject_, duckdb_result_error_type(&raw), duckdb_result_error(&raw));
    }
    return result;
}

std::int64_t Connection::number(const std::string& sql, const std::vector<std::string>& texts)
{
    Result result = run(sql, texts);
    const auto chunk = result.next();
    ensure(chunk && chunk->size() == 1 && result.type(0) == DUCKDB_TYPE_BIGINT,
           "the question has one number as answer");
    return *chunk->numbers<std::int64_t>(0);
}

Transaction::Transaction(Connection& connection) : connection_(connection)
{
    connection_.run("BEGIN TRANSACTION");
}

Transaction::~Transaction()
{
    if (!open_) {
        return;
    }
    // Not through run(): what went wrong before is the error to report, and undoing happens in any case when the
    // connection or the process ends.
    duckdb_result raw{};
    duckdb_query(connection_.get(), "ROLLBACK", &raw);
    duckdb_destroy_result(&raw);
}

void Transaction::commit()
{
    connection_.run("COMMIT");
    open_ = false;
}

Engine::Engine(const std::filesystem::path& path, const EngineOptions& options)
    : subject_{path.empty() ? "the engine of columnar files" : path.string()}
{
    ConfigHandle config;
    ensure(duckdb_create_config(config.put()) == DuckDBSuccess, "DuckDB makes a configuration");
    // Nothing is ever fetched from the network.
    set(config.get(), "autoinstall_known_extensions", "false");
    set(config.get(), "autoload_known_extensions", "false");
    set(config.get(), "memory_limit", fmt::format("{}MB", options.memory_mb));
    set(config.get(), "threads", std::to_string(options.threads));
    set(config.get(), "temp_directory", options.temporary.string());
    set(config.get(), "preserve_insertion_order", options.keep_order ? "true" : "false");
    set(config.get(), "access_mode", options.read_only ? "READ_ONLY" : "AUTOMATIC");
    char* message = nullptr;
    if (duckdb_open_ext(path.empty() ? nullptr : path.c_str(), database_.put(), config.get(), &message) !=
        DuckDBSuccess) {
        const std::string reason = message == nullptr ? "" : message;
        duckdb_free(message);
        fail_opening(subject_, reason);
    }
    fence(options);
}

/// The last settings of all: afterwards no statement can widen what statements may reach.
void Engine::fence(const EngineOptions& options)
{
    std::vector<std::string> folders;
    for (const auto& folder : options.folders) {
        folders.push_back(quoted((folder / "").string()));
    }
    const auto connection = borrow();
    connection->run(fmt::format("SET GLOBAL parquet_metadata_cache = {}", options.keep_file_heads));
    connection->run(fmt::format("SET GLOBAL allowed_directories = [{}]::VARCHAR[]", join(folders, ", ")));
    connection->run("SET GLOBAL enable_external_access = false");
    connection->run("SET GLOBAL lock_configuration = true");
}

Engine::Borrowed Engine::borrow()
{
    return borrow(subject_);
}

Engine::Borrowed Engine::borrow(const Subject& subject)
{
    {
        const std::lock_guard lock(mutex_);
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            connection->set_subject(subject);
            return {*this, std::move(connection)};
        }
    }
    return {*this, std::make_unique<Connection>(database_.get(), subject)};
}

Engine::Borrowed::~Borrowed()
{
    if (connection_ != nullptr) {
        const std::lock_guard lock(engine_->mutex_);
        if (engine_->idle_.size() < most_idle) {
            engine_->idle_.push_back(std::move(connection_));
        }
    }
}

}  // namespace allmende::adapters::duckdb
