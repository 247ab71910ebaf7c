// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "study/morris.hpp"

namespace vedette {

/// Points for Sobol' indices: for each of N base points A, B, then for each factor i the point of A
/// with the coordinate i of B (A. Saltelli et al., "Variance based sensitivity analysis of model
/// output", Computer Physics Communications 181, 2010, radial order A, B, AB_1 … AB_k). A and B are
/// one Latin hypercube of 2k columns. N (k + 2) points.
std::vector<UnitPoint> sobol_points(std::size_t factors, std::size_t base_points,
                                    std::uint64_t seed);

/// Shares of the figure's variance: by a factor alone (first order), and with all in which it takes
/// a part (total). Their intervals are percentile bootstraps over the base points (G. E. B. Archer,
/// A. Saltelli, I. M. Sobol', J. Stat. Comput. Simul. 58, 1997).
struct SobolIndex {
  Interval first, total;
};
/// First order (Saltelli et al. 2010, table 2 b): mean of f(B) (f(AB_i) - f(A)) over the variance;
/// total (Jansen 1999): mean of (f(A) - f(AB_i))^2 / 2 over it. The mean of all f(A), f(B) is taken
/// off first: less noise, the same expectation. Base points with an unknown value (NaN) are left
/// out. NaN where the figure does not vary.
std::vector<SobolIndex> sobol_indices(std::size_t factors, const std::vector<double>& values,
                                      double level, std::uint64_t seed);

}  // namespace vedette
