// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cover/hypercube.hpp"

namespace vedette {

/// The approximation of a loss system whose lists name only some of the units; the others are never
/// sent there (hypercube_approximate calls it). Each list is taken as a line of its own, of as many
/// alike units as it names, each as busy as they are on average: that line gives the correction
/// factors Q(n, rho, j) and the share that is lost, and what it does not lose is shared out among
/// the list's units (the normalisation of Budge, Ingolfsson & Erkut, Operations Research 57(1),
/// 2009, list by list). With whole lists and equal workloads this is Larson's approximation.
HypercubeResult hypercube_partial(const HypercubeModel& model, int most_iterations,
                                  const std::vector<double>& start);

}  // namespace vedette
