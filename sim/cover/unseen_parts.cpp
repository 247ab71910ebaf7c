// SPDX-License-Identifier: Apache-2.0
#include "cover/unseen_parts.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

namespace vedette {

namespace {

struct Edge {
  Offset low, high;
  std::uint32_t region;  // 0: the whole
  double x_at(double y) const {
    return low.x + (y - low.y) * ((high.x - low.x) / (high.y - low.y));
  }
};

struct Gap {
  double from, to, height;
  std::size_t part;
};

class Parts {
 public:
  std::size_t add(double area, Offset inside) {
    parent_.push_back(parent_.size());
    parts_.push_back({area, inside});
    largest_.push_back(area);
    return parent_.size() - 1;
  }
  void join(std::size_t a, std::size_t b) {
    a = root(a), b = root(b);
    if (a == b) return;
    if (b < a) std::swap(a, b);
    parent_[b] = a;
    parts_[a].area += parts_[b].area;
    if (largest_[b] > largest_[a]) largest_[a] = largest_[b], parts_[a].inside = parts_[b].inside;
  }
  std::vector<UnseenPart> above(double least) {
    std::vector<UnseenPart> out;
    for (std::size_t i = 0; i < parent_.size(); ++i)
      if (parent_[i] == i && parts_[i].area > least) out.push_back(parts_[i]);
    return out;
  }

 private:
  std::size_t root(std::size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  std::vector<std::size_t> parent_;
  std::vector<UnseenPart> parts_;
  std::vector<double> largest_;
};

void add_edges(const Border& border, std::uint32_t region, std::vector<Edge>& edges) {
  for (std::size_t i = 0; i < border.size(); ++i) {
    const Offset &a = border[i], &b = border[(i + 1) % border.size()];
    if (a.y < b.y) edges.push_back({a, b, region});
    if (b.y < a.y) edges.push_back({b, a, region});
  }
}

// Heights between which no two edges cross.
std::vector<double> slab_heights(const std::vector<Edge>& edges) {
  std::vector<double> heights;
  for (const Edge& e : edges) heights.push_back(e.low.y), heights.push_back(e.high.y);
  for (std::size_t i = 0; i < edges.size(); ++i)
    for (std::size_t j = i + 1; j < edges.size() && edges[j].low.y < edges[i].high.y; ++j) {
      const Edge &e = edges[i], &f = edges[j];
      const double dx = e.high.x - e.low.x, dy = e.high.y - e.low.y, gx = f.high.x - f.low.x,
                   gy = f.high.y - f.low.y;
      const double across = dx * gy - dy * gx;
      if (across == 0) continue;
      const double t = ((f.low.x - e.low.x) * gy - (f.low.y - e.low.y) * gx) / across;
      const double s = ((f.low.x - e.low.x) * dy - (f.low.y - e.low.y) * dx) / across;
      if (t > 0 && t < 1 && s > 0 && s < 1) heights.push_back(e.low.y + t * dy);
    }
  std::sort(heights.begin(), heights.end());
  heights.erase(std::unique(heights.begin(), heights.end()), heights.end());
  return heights;
}

}  // namespace

std::vector<UnseenPart> unseen_parts(std::span<const Border> whole, std::span<const Border> seen,
                                     double least) {
  std::vector<Edge> edges;
  for (const Border& ring : whole) add_edges(ring, 0, edges);
  for (std::size_t i = 0; i < seen.size(); ++i)
    add_edges(seen[i], static_cast<std::uint32_t>(i + 1), edges);
  std::sort(edges.begin(), edges.end(),
            [](const Edge& e, const Edge& f) { return e.low.y < f.low.y; });
  const std::vector<double> heights = slab_heights(edges);

  Parts parts;
  std::vector<Gap> below, here;
  std::vector<std::size_t> active;
  std::vector<std::pair<double, std::uint32_t>> crossings;
  std::vector<char> inside(seen.size() + 1);
  std::size_t next = 0;
  for (std::size_t h = 0; h + 1 < heights.size(); ++h) {
    const double y = (heights[h] + heights[h + 1]) / 2, thick = heights[h + 1] - heights[h];
    while (next < edges.size() && edges[next].low.y < y) active.push_back(next++);
    std::erase_if(active, [&](std::size_t e) { return edges[e].high.y <= y; });
    crossings.clear();
    for (const std::size_t e : active) crossings.emplace_back(edges[e].x_at(y), edges[e].region);
    std::sort(crossings.begin(), crossings.end());
    std::fill(inside.begin(), inside.end(), 0);
    int covers = 0;
    here.clear();
    for (std::size_t i = 0; i + 1 < crossings.size(); ++i) {
      const std::uint32_t region = crossings[i].second;
      inside[region] ^= 1;
      if (region) covers += inside[region] ? 1 : -1;
      const double from = crossings[i].first, to = crossings[i + 1].first;
      if (!inside[0] || covers || to <= from) continue;
      here.push_back({from, to, y, parts.add((to - from) * thick, {(from + to) / 2, y})});
      for (const Gap& g : below)
        if (g.from < to && from < g.to) parts.join(g.part, here.back().part);
    }
    below.swap(here);
  }
  return parts.above(least);
}

}  // namespace vedette
