// SPDX-License-Identifier: Apache-2.0
// All edges are cut where they meet; a piece is a border of the union where one of its sides is
// covered and the other is not.
#include "space/polygon_join.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "space/wall_noding.hpp"

namespace vedette {

namespace {

// From the lower to the upper end (in x, then y).
struct Edge {
  PointMm a, b;
  constexpr auto operator<=>(const Edge&) const = default;
  bool upright() const { return a.x == b.x; }
};

// The edges of one polygon after all have been cut, and the rectangle around them.
struct Outline {
  std::vector<Edge> edges;
  PointMm low{kMaxMm * 2, kMaxMm * 2}, high{-kMaxMm * 2, -kMaxMm * 2};

  void add(const Edge& e) {
    edges.push_back(e);
    low = {std::min(low.x, e.a.x), std::min({low.y, e.a.y, e.b.y})};
    high = {std::max(high.x, e.b.x), std::max({high.y, e.a.y, e.b.y})};
  }
  // Whether the place just beside the middle of `of` is inside: above it or, where it stands
  // upright, to the right. Even-odd, so it does not matter which way round the corners run.
  bool covers_beside(const Edge& of) const {
    const PointMm m{of.a.x + of.b.x, of.a.y + of.b.y};  // twice the middle
    if (m.x < 2 * low.x || m.x > 2 * high.x || m.y < 2 * low.y || m.y > 2 * high.y) return false;
    bool inside = false;
    for (const Edge& e : edges) {
      if (e == of) continue;
      const PointMm a{2 * e.a.x, 2 * e.a.y}, b{2 * e.b.x, 2 * e.b.y};
      if (!of.upright())  // a ray upwards
        inside ^= (a.x <= m.x) != (b.x <= m.x) && turn(a, b, m) < 0;
      else if ((a.y <= m.y) != (b.y <= m.y))  // a ray to the right
        inside ^= (turn(a, b, m) > 0) == (b.y > a.y);
    }
    return inside;
  }
};

// Directed edges with the union to their left, in order.
std::vector<std::pair<PointMm, PointMm>> border_of(std::span<const Polygon> polygons) {
  std::vector<LatticeWall> walls;
  std::vector<std::uint32_t> owner;  // of each edge
  const auto lattice = [](PointMm p) {
    return LatticePoint{static_cast<double>(p.x), static_cast<double>(p.y)};
  };
  for (std::uint32_t k = 0; k < polygons.size(); ++k)
    for (std::size_t i = 0, j = polygons[k].size() - 1; i < polygons[k].size(); j = i++) {
      walls.push_back({lattice(polygons[k][j]), lattice(polygons[k][i]),
                       static_cast<std::uint32_t>(owner.size())});
      owner.push_back(k);
    }
  // Per piece the polygons that it bounds; one that it bounds twice has nothing there.
  std::map<Edge, std::vector<std::uint32_t>> pieces;
  for (const LatticeWall& w : noded(std::move(walls))) {
    const auto mm = [](const LatticePoint& p) {
      return PointMm{static_cast<std::int64_t>(p.x), static_cast<std::int64_t>(p.y)};
    };
    auto& bounds = pieces[{mm(w.a), mm(w.b)}];
    const auto at = std::find(bounds.begin(), bounds.end(), owner[w.kind]);
    if (at == bounds.end())
      bounds.push_back(owner[w.kind]);
    else
      bounds.erase(at);
  }
  std::vector<Outline> outlines(polygons.size());
  for (const auto& [edge, bounds] : pieces)
    for (const std::uint32_t k : bounds) outlines[k].add(edge);
  std::vector<std::pair<PointMm, PointMm>> out;
  for (const auto& [edge, bounds] : pieces) {
    bool beside = false, other = false;  // above or to the right, and on the other side
    for (std::uint32_t k = 0; k < outlines.size() && !(beside && other); ++k) {
      const bool here = outlines[k].covers_beside(edge);
      const bool bounded = std::find(bounds.begin(), bounds.end(), k) != bounds.end();
      beside |= here;
      other |= here != bounded;
    }
    if (beside == other) continue;
    // From a to b what is above lies to the left; what is to the right of an upright one does not.
    if (beside != edge.upright())
      out.emplace_back(edge.a, edge.b);
    else
      out.emplace_back(edge.b, edge.a);
  }
  std::sort(out.begin(), out.end());
  return out;
}

// Half of the turn by which d points away from c, seen anticlockwise: 0 for ahead and left of it.
bool right_half(PointMm at, PointMm c, PointMm d) {
  const int side = turn(at, c, d);
  if (side != 0) return side < 0;
  const auto along = static_cast<__int128>(c.x - at.x) * (d.x - at.x) +
                     static_cast<__int128>(c.y - at.y) * (d.y - at.y);
  return along < 0;
}

// Whether, coming from `before` to `at`, d turns farther to the left than e.
bool more_left(PointMm before, PointMm at, PointMm d, PointMm e) {
  const PointMm ahead{2 * at.x - before.x, 2 * at.y - before.y};
  const bool dr = right_half(at, ahead, d), er = right_half(at, ahead, e);
  if (dr != er) return er;
  return turn(at, e, d) > 0;
}

Polygon tidy(const Polygon& ring) {
  Polygon out;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const PointMm before = ring[(i + ring.size() - 1) % ring.size()];
    if (turn(before, ring[i], ring[(i + 1) % ring.size()]) != 0) out.push_back(ring[i]);
  }
  if (!out.empty()) std::rotate(out.begin(), std::min_element(out.begin(), out.end()), out.end());
  return out;
}

// Closed ways along the border, none of which passes a corner twice.
std::vector<Polygon> rings_of(const std::vector<std::pair<PointMm, PointMm>>& border) {
  std::vector<bool> used(border.size());
  std::vector<Polygon> out;
  for (std::size_t first = 0; first < border.size(); ++first) {
    if (used[first]) continue;
    Polygon way;
    std::map<PointMm, std::size_t> passed;
    for (std::size_t e = first;;) {
      used[e] = true;
      const auto& [from, to] = border[e];
      passed.emplace(from, way.size());
      way.push_back(from);
      if (const auto seen = passed.find(to); seen != passed.end()) {
        const std::size_t begin = seen->second;
        for (std::size_t i = begin; i < way.size(); ++i) passed.erase(way[i]);
        Polygon ring(way.begin() + static_cast<std::ptrdiff_t>(begin), way.end());
        way.resize(begin);
        if (ring = tidy(ring); ring.size() >= 3) out.push_back(std::move(ring));
      }
      // On to the left, so that parts that touch in a corner stay apart.
      std::size_t next = border.size();
      auto at = std::lower_bound(border.begin(), border.end(), std::pair(to, PointMm{-kMaxMm * 4}));
      for (; at != border.end() && at->first == to; ++at) {
        const auto i = static_cast<std::size_t>(at - border.begin());
        if (used[i]) continue;
        if (next == border.size() || more_left(from, to, at->second, border[next].second)) next = i;
      }
      if (next == border.size()) break;
      e = next;
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

std::vector<Rings> join_polygons(std::span<const Polygon> polygons) {
  std::vector<Polygon> whole;
  for (const Polygon& p : polygons)
    if (p.size() >= 3) whole.push_back(p);
  std::vector<Rings> out;
  std::vector<Polygon> holes;
  for (Polygon& ring : rings_of(border_of(whole))) {
    if (twice_area_mm2(ring) > 0)
      out.push_back({std::move(ring)});
    else
      holes.push_back(std::move(ring));
  }
  // A hole belongs to the smallest part around it.
  for (Polygon& hole : holes) {
    Rings* around = nullptr;
    for (Rings& part : out) {
      if (twice_area_mm2(part[0]) <= -twice_area_mm2(hole)) continue;
      if (around && twice_area_mm2(part[0]) >= twice_area_mm2((*around)[0])) continue;
      if (std::all_of(hole.begin(), hole.end(), [&](PointMm p) { return contains(part[0], p); }))
        around = &part;
    }
    if (around) around->push_back(std::move(hole));
  }
  return out;
}

double area_m2(const Rings& rings) {
  double m2 = 0;
  for (std::size_t i = 0; i < rings.size(); ++i) m2 += (i == 0 ? 1 : -1) * area_m2(rings[i]);
  return m2;
}

}  // namespace vedette
