// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "base/random.hpp"
#include "study/morris.hpp"

namespace vedette {

/// `points` points in [0, 1)^factors: each coordinate once in each of as many strata as there are
/// points, paired at random, at a random place in its stratum (M. D. McKay, R. J. Beckman,
/// W. J. Conover, Technometrics 21(2), 1979).
std::vector<UnitPoint> latin_hypercube(std::size_t factors, std::size_t points, Stream draw);

}  // namespace vedette
