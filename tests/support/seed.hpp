// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstdlib>

namespace vedette::testing {

/// The seed of property tests: VEDETTE_TEST_SEED, or 1. Print it with CAPTURE().
inline std::uint64_t seed() {
  const char* text = std::getenv("VEDETTE_TEST_SEED");
  return text ? std::strtoull(text, nullptr, 10) : 1;
}

}  // namespace vedette::testing
