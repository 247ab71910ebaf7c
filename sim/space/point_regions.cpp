// SPDX-License-Identifier: Apache-2.0
#include "space/point_regions.hpp"

#include <algorithm>
#include <map>

#include "space/constrained_mesh.hpp"

namespace vedette {

namespace {

PointMm whole(const LatticePoint& p) {
  return {static_cast<std::int64_t>(p.x), static_cast<std::int64_t>(p.y)};
}

// Rounded down: the same from whichever side it is asked.
std::int64_t part(std::int64_t sum, std::int64_t n) {
  return sum >= 0 ? sum / n : -((-sum + n - 1) / n);
}
PointMm middle(PointMm a, PointMm b) {
  return {part(a.x + b.x, 2), part(a.y + b.y, 2)};
}
PointMm middle(PointMm a, PointMm b, PointMm c) {
  return {part(a.x + b.x + c.x, 3), part(a.y + b.y + c.y, 3)};
}

// Borders by the point where they begin; the region lies to the left.
using Borders = std::multimap<PointMm, PointMm>;

std::vector<Polygon> rings_of(Borders borders) {
  std::vector<Polygon> out;
  while (!borders.empty()) {
    Polygon ring;
    std::map<PointMm, std::size_t> passed;
    for (auto at = borders.begin(); at != borders.end();) {
      const PointMm from = at->first, to = at->second;
      borders.erase(at);
      passed.emplace(from, ring.size());
      ring.push_back(from);
      if (const auto seen = passed.find(to); seen != passed.end()) {
        // Round again: what was passed since is a ring of its own.
        const auto begin = ring.begin() + static_cast<std::ptrdiff_t>(seen->second);
        Polygon closed(begin, ring.end());
        for (const PointMm p : closed) passed.erase(p);
        ring.erase(begin, ring.end());
        if (closed.size() >= 3) out.push_back(std::move(closed));
      }
      at = borders.find(to);
    }
  }
  return out;
}

Polygon without_straight_corners(const Polygon& ring) {
  Polygon out;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const PointMm before = out.empty() ? ring.back() : out.back();
    if (turn(before, ring[i], ring[(i + 1) % ring.size()]) != 0) out.push_back(ring[i]);
  }
  return out;
}

}  // namespace

std::vector<std::vector<Polygon>> point_regions(std::span<const PointMm> points,
                                                std::span<const std::uint32_t> region_of,
                                                std::size_t regions, std::int64_t margin_mm) {
  std::vector<std::vector<Polygon>> out(regions);
  if (points.empty()) return out;
  std::vector<LatticePoint> corners;
  std::map<PointMm, std::uint32_t> region_at;
  for (std::size_t i = 0; i < points.size(); ++i) {
    corners.push_back({static_cast<double>(points[i].x), static_cast<double>(points[i].y)});
    region_at.emplace(points[i], region_of[i]);
  }
  const ConstrainedMesh mesh(corners, static_cast<double>(margin_mm));
  // A corner of the frame goes with the point nearest to it.
  std::vector<std::uint32_t> region(mesh.corners().size());
  for (std::size_t c = 0; c < region.size(); ++c) {
    const LatticePoint& at = mesh.corners()[c];
    if (c >= 4) {
      region[c] = region_at.at(whole(at));
      continue;
    }
    double least = -1;
    for (std::size_t i = 0; i < corners.size(); ++i) {
      const double dx = corners[i].x - at.x, dy = corners[i].y - at.y, square = dx * dx + dy * dy;
      if (least >= 0 && square >= least) continue;
      least = square;
      region[c] = region_of[i];
    }
  }
  std::vector<Borders> borders(regions);
  const auto border = [&](std::uint32_t left, PointMm from, PointMm to) {
    if (from != to) borders[left].emplace(from, to);
  };
  const auto between = [&](std::uint32_t left, std::uint32_t right, PointMm from, PointMm to) {
    border(left, from, to);
    border(right, to, from);
  };
  for (const ConstrainedMesh::Triangle& t : mesh.triangles()) {
    PointMm p[3];
    std::uint32_t r[3];
    for (int i = 0; i < 3; ++i) {
      p[i] = whole(mesh.corners()[static_cast<std::size_t>(t.corner[i])]);
      r[i] = region[static_cast<std::size_t>(t.corner[i])];
    }
    const bool all_differ = r[0] != r[1] && r[1] != r[2] && r[2] != r[0];
    for (int i = 0; i < 3; ++i) {
      const int j = (i + 1) % 3, k = (i + 2) % 3;
      // Anticlockwise: seen from the edge i-j into the triangle, i lies to the left.
      if (all_differ)
        between(r[i], r[j], middle(p[i], p[j]), middle(p[0], p[1], p[2]));
      else if (r[i] != r[j] && r[j] == r[k])
        between(r[i], r[j], middle(p[i], p[j]), middle(p[i], p[k]));
      if (t.beyond[k] >= 0) continue;
      // On the frame.
      if (r[i] == r[j]) {
        border(r[i], p[i], p[j]);
      } else {
        border(r[i], p[i], middle(p[i], p[j]));
        border(r[j], middle(p[i], p[j]), p[j]);
      }
    }
  }
  for (std::size_t k = 0; k < regions; ++k) {
    for (const Polygon& ring : rings_of(std::move(borders[k])))
      if (Polygon tidy = without_straight_corners(ring); tidy.size() >= 3)
        out[k].push_back(std::move(tidy));
    std::stable_sort(out[k].begin(), out[k].end(), [](const Polygon& a, const Polygon& b) {
      return twice_area_mm2(a) > twice_area_mm2(b);
    });
  }
  return out;
}

Polygon bridged(std::vector<Polygon> rings) {
  if (rings.empty()) return {};
  Polygon out = std::move(rings[0]);
  const auto square = [](PointMm a, PointMm b) {
    const auto dx = static_cast<double>(a.x - b.x), dy = static_cast<double>(a.y - b.y);
    return dx * dx + dy * dy;
  };
  for (std::size_t k = 1; k < rings.size(); ++k) {
    const Polygon& ring = rings[k];
    std::size_t here = 0, there = 0;
    for (std::size_t i = 0; i < out.size(); ++i)
      for (std::size_t j = 0; j < ring.size(); ++j)
        if (square(out[i], ring[j]) < square(out[here], ring[there])) here = i, there = j;
    Polygon detour(ring.begin() + static_cast<std::ptrdiff_t>(there), ring.end());
    detour.insert(detour.end(), ring.begin(), ring.begin() + static_cast<std::ptrdiff_t>(there));
    detour.push_back(ring[there]);
    detour.push_back(out[here]);
    out.insert(out.begin() + static_cast<std::ptrdiff_t>(here) + 1, detour.begin(), detour.end());
  }
  return out;
}

}  // namespace vedette
