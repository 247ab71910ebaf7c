// SPDX-License-Identifier: Apache-2.0
#include "cover/vertex_guards.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "cover/set_cover.hpp"
#include "cover/unseen_parts.hpp"

namespace vedette {

namespace {

double signed_area(const std::vector<Offset>& ring) {
  double twice = 0;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
    twice += (ring[j].x - ring[0].x) * (ring[i].y - ring[0].y) -
             (ring[i].x - ring[0].x) * (ring[j].y - ring[0].y);
  return twice / 2;
}

struct LatticeEdge {
  LatticePoint a, b;
};

// Whether nothing crosses the line from a corner to a witness properly. What only touches the line
// does not count: that can name a corner too many, never one too few, so a bound stays a bound.
bool seen_from(const LatticePoint& corner, const LatticePoint& witness,
               const std::vector<LatticeEdge>& edges) {
  for (const LatticeEdge& e : edges) {
    if (e.a == corner || e.b == corner) continue;
    const int a = turn(corner, witness, e.a), b = turn(corner, witness, e.b);
    if (a * b >= 0) continue;
    if (turn(e.a, e.b, corner) * turn(e.a, e.b, witness) < 0) return false;
  }
  return true;
}

}  // namespace

std::vector<BarrierWall> walls_of(const Rings& rings) {
  std::vector<BarrierWall> walls;
  for (const auto& ring : rings)
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Offset &a = ring[i], &b = ring[(i + 1) % ring.size()];
      walls.push_back({a.x, a.y, b.x, b.y, {}});
    }
  return walls;
}

double area_of(const Rings& rings) {
  double area = 0;
  for (std::size_t i = 0; i < rings.size(); ++i)
    area += (i ? -1 : 1) * std::fabs(signed_area(rings[i]));
  return area;
}

double finest_units(const Rings& rings) {
  double most = 1;
  for (const auto& ring : rings)
    for (const Offset& p : ring) most = std::max({most, std::fabs(p.x), std::fabs(p.y)});
  int exponent;
  std::frexp(most, &exponent);  // most < 2^exponent
  return std::ldexp(1.0, 39 - exponent);
}

VertexGuards fewest_vertex_guards(const Rings& rings) {
  const double area = area_of(rings);
  if (!(area > 0)) throw std::invalid_argument("the polygon encloses nothing");
  const SightPlan plan(walls_of(rings), std::sqrt(area), finest_units(rings));
  const double metre = 1 / plan.units_per_metre();
  std::vector<LatticePoint> corners;
  std::vector<LatticeEdge> edges;
  Rings whole;
  for (const auto& ring : rings) {
    std::vector<Offset> border;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Offset& next = ring[(i + 1) % ring.size()];
      corners.push_back(plan.lattice(ring[i].x, ring[i].y));
      edges.push_back({corners.back(), plan.lattice(next.x, next.y)});
      border.push_back({corners.back().x * metre, corners.back().y * metre});
    }
    whole.push_back(std::move(border));
  }

  // What each corner sees.
  std::vector<Border> sight(corners.size());
  Visible visible;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const Offset at{corners[i].x * metre, corners[i].y * metre};
    plan.look({.x_m = at.x, .y_m = at.y, .only_enclosed = true}, visible);
    sight[i].push_back(at);
    for (const SeenEdge& e : visible.edges) {
      sight[i].push_back({at.x + e.a.x, at.y + e.a.y});
      sight[i].push_back({at.x + e.b.x, at.y + e.b.y});
    }
  }

  SetCover cover(corners.size());
  VertexGuards out;
  const auto add_witness = [&](const LatticePoint& witness) {
    std::vector<std::uint32_t> row;
    for (std::uint32_t i = 0; i < corners.size(); ++i)
      if (seen_from(corners[i], witness, edges)) row.push_back(i);
    if (row.empty()) return;  // no witness: rounded out of the polygon
    cover.add_row(row);
    ++out.witnesses;
  };
  const auto inside = plan.mesh().enclosed();
  const auto triangles = plan.mesh().triangles();
  for (std::size_t t = 0; t < triangles.size(); ++t) {
    if (!inside[t]) continue;
    LatticePoint sum;
    for (const std::int32_t c : triangles[t].corner)
      sum.x += plan.mesh().corners()[c].x, sum.y += plan.mesh().corners()[c].y;
    add_witness({std::round(sum.x / 3), std::round(sum.y / 3)});
  }

  constexpr int kMostRounds = 1000;
  while (out.rounds < kMostRounds) {
    ++out.rounds;
    const SetCoverAnswer answer = fewest_columns(cover);
    out.guards = answer.chosen;
    out.lower_bound = answer.lower_bound;
    std::vector<Border> seen;
    for (const std::uint32_t g : answer.chosen) seen.push_back(sight[g]);
    const auto parts = unseen_parts(whole, seen, 1e-10 * area);
    if (parts.empty()) {
      out.proven = answer.proven;
      return out;
    }
    const std::size_t before = out.witnesses;
    for (const UnseenPart& part : parts) add_witness(plan.lattice(part.inside.x, part.inside.y));
    if (out.witnesses == before) break;
  }
  throw std::runtime_error("fewest vertex guards: the search did not end");
}

}  // namespace vedette
