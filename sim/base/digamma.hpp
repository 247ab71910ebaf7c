// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace vedette::portable {

/// Derivative of ln Gamma for x > 0 (NaN else); absolute error below 1e-13 * max(1, |result|).
/// Recurrence psi(x) = psi(x + 1) - 1/x up to 10, then the asymptotic series (Abramowitz & Stegun
/// 6.3.5, 6.3.18).
double digamma(double x);
/// Its derivative, in the same way (Abramowitz & Stegun 6.4.6, 6.4.12).
double trigamma(double x);

}  // namespace vedette::portable
