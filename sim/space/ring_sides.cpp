// SPDX-License-Identifier: Apache-2.0
#include "space/ring_sides.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <vector>

namespace vedette {

namespace {

struct Side {
  PointMm a, b;
  std::size_t number = 0;
};

std::vector<Side> sides_of(const Polygon& ring) {
  std::vector<Side> out;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const PointMm next = ring[i + 1 < ring.size() ? i + 1 : 0];
    if (next != ring[i]) out.push_back({ring[i], next, i});
  }
  return out;
}

std::int64_t left(const Side& s) {
  return std::min(s.a.x, s.b.x);
}
std::int64_t right(const Side& s) {
  return std::max(s.a.x, s.b.x);
}

bool cross(const Side& s, const Side& t) {
  return turn(s.a, s.b, t.a) * turn(s.a, s.b, t.b) < 0 &&
         turn(t.a, t.b, s.a) * turn(t.a, t.b, s.b) < 0;
}

bool on(const Side& s, PointMm p) {
  return turn(s.a, s.b, p) == 0 && between(s.a, s.b, p);
}

// Of neighbours, where `s` comes first: beyond their common corner.
bool fold_back(const Side& s, const Side& t) {
  return turn(s.a, s.b, t.b) == 0 && (on(s, t.b) || on(t, s.a));
}

bool touch(const Side& s, const Side& t) {
  return on(s, t.a) || on(s, t.b) || on(t, s.a) || on(t, s.b);
}

template <class Meets>
std::optional<SidesMeet> first_pair(const std::vector<Side>& sides, const Meets& meets) {
  std::vector<std::size_t> order(sides.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t i, std::size_t k) { return left(sides[i]) < left(sides[k]); });
  std::optional<SidesMeet> first;
  for (std::size_t i = 0; i < order.size(); ++i)
    for (std::size_t k = i + 1; k < order.size() && left(sides[order[k]]) <= right(sides[order[i]]);
         ++k) {
      const auto [a, b] = std::minmax(order[i], order[k]);
      const auto found = meets(a, b);
      if (found &&
          (!first || std::tie(found->first, found->second) < std::tie(first->first, first->second)))
        first = found;
    }
  return first;
}

}  // namespace

std::optional<SidesMeet> own_sides_meet(const Polygon& ring) {
  const std::vector<Side> sides = sides_of(ring);
  const std::size_t n = sides.size();
  if (n < 3) return std::nullopt;
  return first_pair(sides, [&](std::size_t a, std::size_t b) -> std::optional<SidesMeet> {
    const Side &s = sides[a], &t = sides[b];
    if (cross(s, t)) return SidesMeet{s.number, t.number, true};
    const bool next = b == a + 1, round = a == 0 && b == n - 1;
    const bool bad = next ? fold_back(s, t) : round ? fold_back(t, s) : touch(s, t);
    if (!bad) return std::nullopt;
    return SidesMeet{s.number, t.number, false};
  });
}

std::optional<SidesMeet> sides_cross(const Polygon& one, const Polygon& other) {
  std::vector<Side> sides = sides_of(one);
  const std::size_t mine = sides.size();
  for (const Side& s : sides_of(other)) sides.push_back(s);
  return first_pair(sides, [&](std::size_t a, std::size_t b) -> std::optional<SidesMeet> {
    if (a >= mine || b < mine || !cross(sides[a], sides[b])) return std::nullopt;
    return SidesMeet{sides[a].number, sides[b].number, true};
  });
}

}  // namespace vedette
