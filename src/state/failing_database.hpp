#pragma once

#include <memory>

#include "state/database.hpp"

namespace allmende::state {

/// A database that works like `inner` until its n-th statement and throws Error{disk} from then on: for tests of what
/// stands above. The beginning and the end of a transaction are no statements.
std::unique_ptr<Database> fail_from_statement(int n, std::unique_ptr<Database> inner);

}  // namespace allmende::state
