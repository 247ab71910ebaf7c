// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <compare>
#include <cstdint>

namespace vedette {

/// A place on the local plane in whole millimetres: exact in comparisons and predicates.
/// Predicates hold for coordinates within ±kMaxMm.
struct PointMm {
  std::int64_t x = 0;
  std::int64_t y = 0;
  constexpr auto operator<=>(const PointMm&) const = default;
};

/// A thousand kilometres from the origin: no site or city is wider.
inline constexpr std::int64_t kMaxMm = 1'000'000'000;
inline constexpr double kMaxMetres = 1e6;

inline PointMm millimetres(double x_m, double y_m) {
  return {std::llround(x_m * 1000), std::llround(y_m * 1000)};
}

/// Rounded to 1 mm, as everything is that enters a World.
inline double rounded_to_mm(double metres) {
  return static_cast<double>(std::llround(metres * 1000)) / 1000;
}

/// Sign of the turn a → b → c: 1 left (anticlockwise), -1 right, 0 in one line. Exact.
constexpr int turn(PointMm a, PointMm b, PointMm c) {
  const __int128 cross = static_cast<__int128>(b.x - a.x) * (c.y - a.y) -
                         static_cast<__int128>(b.y - a.y) * (c.x - a.x);
  return cross > 0 ? 1 : cross < 0 ? -1 : 0;
}

/// Whether p, known to be in line with a and b, lies on the closed segment between them.
constexpr bool between(PointMm a, PointMm b, PointMm p) {
  const bool in_x = a.x < b.x ? a.x <= p.x && p.x <= b.x : b.x <= p.x && p.x <= a.x;
  const bool in_y = a.y < b.y ? a.y <= p.y && p.y <= b.y : b.y <= p.y && p.y <= a.y;
  return in_x && in_y;
}

}  // namespace vedette
