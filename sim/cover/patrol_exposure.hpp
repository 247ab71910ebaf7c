// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/distribution.hpp"

namespace vedette {

/// When patrols come by: times between visits are independent draws. constant(T) is a clock,
/// uniform(T/2, 3T/2) an irregular round, exponential(T) pure chance.
struct PatrolExposure {
  double random_start;  ///< P(a visit falls in the exposed time), the intruder starting at random
  double after_visit;   ///< the same when he waits for a visit and starts right after it
};

/// An intruder is exposed for `exposed_s`; a visit at the very end counts. Random start: the
/// forward recurrence time, integral over [0, D] of (1 - F) / mean (Cox, *Renewal Theory*,
/// 1962, 5.2); after a visit: F(D). Closed forms for the three above, else Simpson's rule on 20,000
/// cells. Throws std::invalid_argument when D < 0, or visits have no positive mean or may have
/// negative gaps.
PatrolExposure patrol_exposure(double exposed_s, const Distribution& between_visits);

/// K equally spaced patrols on a closed tour.
struct TourFigures {
  double interval_s;       ///< between visits to any point: L / (K v)
  double mean_idleness_s;  ///< time since the last visit, on average: L / (2 K v)
};
TourFigures tour_figures(double length_m, int patrols, double speed_mps);

}  // namespace vedette
