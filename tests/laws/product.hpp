#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/environment.hpp"
#include "base/error.hpp"
#include "base/test_folder.hpp"

namespace allmende::laws {

/// What a command answered.
struct Answer {
    int status = 0;
    std::string out;
    std::string err;
};

/// A workspace of its own and the commands as a user types them.
class Product {
public:
    Product()
    {
        environment_ = app::make_environment("allmende");
        environment_.show_progress = false;
        need({"init", workspace()});
    }

    std::string workspace() const { return (folder_.path() / "workspace").string(); }
    const TestFolder& folder() const { return folder_; }

    Answer run(const std::vector<std::string>& words)
    {
        Answer answer;
        environment_.out = [&](std::string_view bytes) { answer.out += bytes; };
        environment_.err = [&](std::string_view bytes) { answer.err += bytes; };
        answer.status = cli::run(words, environment_);
        return answer;
    }

    /// The output of a command that has to succeed.
    std::string need(const std::vector<std::string>& words)
    {
        const Answer answer = run(words);
        if (answer.status != 0) {
            fail(ErrorCode::internal, "{} gave {}: {}", words.front(), answer.status, answer.err);
        }
        return answer.out;
    }

    /// Delivers a table; it has to be taken in.
    void deliver(std::string_view name, const std::string& bytes)
    {
        need({"import", workspace(), folder_.write(name, bytes).string()});
    }

private:
    TestFolder folder_;
    cli::Environment environment_;
};

}  // namespace allmende::laws
