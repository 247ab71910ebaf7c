// SPDX-License-Identifier: Apache-2.0
#include "study/two_stage.hpp"

#include <algorithm>
#include <cmath>

namespace vedette {

namespace {

// ceil(x), within [least, most]; what is not finite or too large is `most`.
std::uint64_t count_of(double x, std::uint64_t least, std::uint64_t most) {
  if (!(x < static_cast<double>(most))) return most;
  return std::clamp(static_cast<std::uint64_t>(std::ceil(std::max(0.0, x))), std::min(least, most),
                    most);
}

}  // namespace

std::uint64_t two_stage_count(std::span<const double> first, double half_width, double level,
                              std::uint64_t most) {
  Accumulator a;
  for (const double x : first) a.add(x);
  if (a.count() < 2) return most;
  const double t = student_t(level, static_cast<double>(a.count() - 1));
  const double ratio = t * a.sd() / half_width;
  return count_of(ratio * ratio, a.count(), most);
}

Interval two_stage_interval(std::span<const double> values, std::size_t n0, double level) {
  Accumulator first, all;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i < n0) first.add(values[i]);
    all.add(values[i]);
  }
  Interval out;
  out.value = all.mean();
  if (first.count() < 2) return out;
  const double t = student_t(level, static_cast<double>(first.count() - 1));
  const double half = t * first.sd() / std::sqrt(static_cast<double>(all.count()));
  return {out.value, out.value - half, out.value + half};
}

std::uint64_t share_count(double half_width, double level, std::uint64_t most) {
  const double z = normal_two_sided(level);
  return count_of(z * z / (4 * half_width * half_width), 1, most);
}

}  // namespace vedette
