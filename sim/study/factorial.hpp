// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace vedette {

/// Every combination of levels: `levels[i]` is how many factor i has. The last factor varies first.
/// A combination is the index of each factor's level.
std::vector<std::vector<std::size_t>> full_factorial(const std::vector<std::size_t>& levels);

/// A two-level design in which some factors are products of others, levels taken as -1 and +1
/// (G. E. P. Box, W. G. Hunter, J. S. Hunter, Statistics for Experimenters, 1978, chapter 12).
struct FractionalFactorial {
  std::vector<std::vector<std::size_t>> runs;  ///< levels 0 and 1, by factor
  /// Length of the shortest word of the defining relation: III tells main effects from each other,
  /// IV also from interactions of two, V those too. 0: nothing is confounded.
  unsigned resolution = 0;
};
/// `generators[i]`: the factors whose product factor i is; empty for a free factor. The named ones
/// must be free. At most 20 free factors.
FractionalFactorial fractional_factorial(const std::vector<std::vector<std::size_t>>& generators);

}  // namespace vedette
