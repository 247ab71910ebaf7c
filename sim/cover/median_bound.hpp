// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "cover/location.hpp"

namespace vedette {

/// What is known of a p-median before it is branched on.
struct MedianBound {
  double lower = 0;                  ///< no choice costs less
  double cost = 0;                   ///< of `sites`
  std::vector<std::uint32_t> sites;  ///< the best choice found: p new ones, ascending
  std::vector<bool> out;             ///< by site: in no choice that costs at most `cost`
};

/// Lagrangian relaxation of "every target belongs to one site" with subgradient steps (Cornuejols,
/// Fisher & Nemhauser, Management Science 23(8), 1977; Christofides & Beasley, EJOR 10(2), 1982),
/// and single exchanges (Teitz & Bart 1968) of the sites that it chooses. A site is out where
/// putting it in place of one of the p best would raise the bound beyond `cost`. All distances must
/// be finite and p in [1, open sites].
MedianBound median_bound(const LocationProblem& problem, std::size_t p);

}  // namespace vedette
