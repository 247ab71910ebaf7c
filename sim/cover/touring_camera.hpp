// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace vedette {

/// P(a touring camera sees an intruder): it looks at a preset for `dwell_s` in every tour of
/// `tour_s`; he is in view of that preset for `exposed_s` from a random moment on and must be
/// looked at for `needed_s` without a break: (D + tau - 2 t_min) / T, at most 1, and 0 where the
/// dwell or the exposure is shorter than what is needed. Throws std::invalid_argument unless 0 <
/// dwell <= tour and the others are not negative.
double touring_camera(double tour_s, double dwell_s, double exposed_s, double needed_s);

}  // namespace vedette
