#pragma once

#include <cstddef>
#include <functional>

namespace allmende {

/// Calls `work(0) … work(count - 1)`, each once, on as many threads as there are cores, in no order. The first
/// exception ends the calls that have not begun and is thrown again. Calls must not touch the same things.
void parallel_for(std::size_t count, const std::function<void(std::size_t)>& work);

}  // namespace allmende
