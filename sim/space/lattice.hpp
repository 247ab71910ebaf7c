// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>

namespace vedette {

/// A point whose coordinates are whole numbers within ±2^42, kept in doubles, which hold them and
/// their differences exactly. The unit is the owner's: a plan of walls takes 1/1024 mm.
struct LatticePoint {
  double x = 0;
  double y = 0;
  constexpr auto operator<=>(const LatticePoint&) const = default;
};

/// Sign of the turn a → b → c: 1 left (anticlockwise), -1 right, 0 in one line. Exact: the double
/// decides where its error bound allows it (both products carry a relative error of 2^-53, so does
/// their difference), else 128-bit integers do.
inline int turn(const LatticePoint& a, const LatticePoint& b, const LatticePoint& c) {
  const double bx = b.x - a.x, by = b.y - a.y, cx = c.x - a.x, cy = c.y - a.y;
  const double left = bx * cy, right = by * cx;
  const double cross = left - right;
  const double bound = 0x1p-51 * ((left < 0 ? -left : left) + (right < 0 ? -right : right));
  if (cross > bound) return 1;
  if (cross < -bound) return -1;
  const __int128 exact =
      static_cast<__int128>(static_cast<std::int64_t>(bx)) * static_cast<std::int64_t>(cy) -
      static_cast<__int128>(static_cast<std::int64_t>(by)) * static_cast<std::int64_t>(cx);
  return exact > 0 ? 1 : exact < 0 ? -1 : 0;
}

/// Whether p, known to be in line with a and b, lies strictly between them.
inline bool strictly_between(const LatticePoint& a, const LatticePoint& b, const LatticePoint& p) {
  if (a.x != b.x) return a.x < b.x ? a.x < p.x && p.x < b.x : b.x < p.x && p.x < a.x;
  return a.y < b.y ? a.y < p.y && p.y < b.y : b.y < p.y && p.y < a.y;
}

}  // namespace vedette
