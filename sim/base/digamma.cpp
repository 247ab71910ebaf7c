// SPDX-License-Identifier: Apache-2.0
#include "base/digamma.hpp"

#include <limits>

#include "base/portable_math.hpp"

namespace vedette::portable {

namespace {
constexpr double kShift = 10;  // the first term left out is then below 1e-15
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
}  // namespace

double digamma(double x) {
  if (!(x > 0)) return kNaN;
  double shifted = 0;
  for (; x < kShift; x += 1) shifted -= 1 / x;
  const double y = 1 / (x * x);
  // B_2k / 2k for k = 1 .. 7
  const double series =
      y * (1.0 / 12 -
           y * (1.0 / 120 -
                y * (1.0 / 252 -
                     y * (1.0 / 240 - y * (1.0 / 132 - y * (691.0 / 32760 - y * (1.0 / 12)))))));
  return shifted + (portable::log(x) - 0.5 / x - series);
}

double trigamma(double x) {
  if (!(x > 0)) return kNaN;
  double shifted = 0;
  for (; x < kShift; x += 1) shifted += 1 / (x * x);
  const double y = 1 / (x * x);
  // B_2k for k = 1 .. 7
  const double series =
      y *
      (1.0 / 6 -
       y * (1.0 / 30 -
            y * (1.0 / 42 - y * (1.0 / 30 - y * (5.0 / 66 - y * (691.0 / 2730 - y * (7.0 / 6)))))));
  return shifted + (1 / x + y / 2 + series / x);
}

}  // namespace vedette::portable
