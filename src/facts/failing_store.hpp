#pragma once

#include <memory>

#include "facts/fact_store.hpp"

namespace allmende::facts {

/// A store that works like `inner` until its n-th call (append() and commit() of loads count as well) and throws
/// Error{disk} from then on: for tests of what stands above.
std::unique_ptr<FactStore> fail_from_call(int n, std::unique_ptr<FactStore> inner);

}  // namespace allmende::facts
