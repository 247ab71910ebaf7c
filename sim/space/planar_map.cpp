// SPDX-License-Identifier: Apache-2.0
#include "space/planar_map.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "space/polygon.hpp"

namespace vedette {

namespace {

PlanarMap::Edge edge_of(std::uint32_t a, std::uint32_t b) {
  return std::minmax(a, b);
}

PointMm along(PointMm a, PointMm b, double part) {
  return {a.x + std::llround(static_cast<double>(b.x - a.x) * part),
          a.y + std::llround(static_cast<double>(b.y - a.y) * part)};
}

double cross(double ax, double ay, double bx, double by) {
  return ax * by - ay * bx;
}

// Where the two segments cross or touch, to the millimetre.
std::optional<PointMm> crossing(const PlanarMap::Line& p, const PlanarMap::Line& q) {
  for (const PointMm end : {q.a, q.b})
    if (turn(p.a, p.b, end) == 0 && between(p.a, p.b, end)) return end;
  for (const PointMm end : {p.a, p.b})
    if (turn(q.a, q.b, end) == 0 && between(q.a, q.b, end)) return end;
  if (turn(p.a, p.b, q.a) * turn(p.a, p.b, q.b) >= 0) return std::nullopt;
  if (turn(q.a, q.b, p.a) * turn(q.a, q.b, p.b) >= 0) return std::nullopt;
  const auto qx = static_cast<double>(q.b.x - q.a.x), qy = static_cast<double>(q.b.y - q.a.y);
  const auto px = static_cast<double>(p.b.x - p.a.x), py = static_cast<double>(p.b.y - p.a.y);
  const auto ox = static_cast<double>(q.a.x - p.a.x), oy = static_cast<double>(q.a.y - p.a.y);
  return along(p.a, p.b, cross(ox, oy, qx, qy) / cross(px, py, qx, qy));
}

std::int64_t squared(PointMm a, PointMm b) {
  return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

}  // namespace

PlanarMap::PlanarMap(const std::vector<Line>& lines) {
  std::map<PointMm, std::uint32_t> node_at;
  const auto node = [&](PointMm p) {
    const auto [it, is_new] = node_at.emplace(p, static_cast<std::uint32_t>(nodes_.size()));
    if (is_new) nodes_.push_back(p);
    return it->second;
  };
  // Each pair is computed once: both lines must be cut at the same millimetre.
  std::vector<std::vector<PointMm>> cuts(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    cuts[i].insert(cuts[i].end(), {lines[i].a, lines[i].b});
    for (std::size_t j = 0; j < i; ++j)
      if (const auto p = crossing(lines[i], lines[j])) {
        cuts[i].push_back(*p);
        cuts[j].push_back(*p);
      }
  }
  std::set<Edge> trimmable;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::sort(cuts[i].begin(), cuts[i].end(), [&](PointMm p, PointMm q) {
      return std::pair(squared(lines[i].a, p), p) < std::pair(squared(lines[i].a, q), q);
    });
    cuts[i].erase(std::unique(cuts[i].begin(), cuts[i].end()), cuts[i].end());
    for (std::size_t c = 0; c + 1 < cuts[i].size(); ++c) {
      const Edge edge = edge_of(node(cuts[i][c]), node(cuts[i][c + 1]));
      edges_[edge] = lines[i].mark;
      if (lines[i].trim) trimmable.insert(edge);
    }
  }
  for (bool changed = true; changed;) {
    std::vector<int> ways(nodes_.size(), 0);
    for (const auto& [edge, mark] : edges_) ++ways[edge.first], ++ways[edge.second];
    changed = std::erase_if(edges_, [&](const auto& e) {
                return trimmable.count(e.first) > 0 &&
                       (ways[e.first.first] == 1 || ways[e.first.second] == 1);
              }) > 0;
  }
  find_blocks();
}

void PlanarMap::find_blocks() {
  std::vector<std::vector<std::uint32_t>> around(nodes_.size());
  for (const auto& [edge, mark] : edges_) {
    around[edge.first].push_back(edge.second);
    around[edge.second].push_back(edge.first);
  }
  for (std::uint32_t n = 0; n < nodes_.size(); ++n) {
    const PointMm o = nodes_[n];
    const auto upper = [&](PointMm p) { return p.y > o.y || (p.y == o.y && p.x > o.x); };
    std::sort(around[n].begin(), around[n].end(), [&](std::uint32_t i, std::uint32_t j) {
      const PointMm p = nodes_[i], q = nodes_[j];
      return upper(p) != upper(q) ? upper(p) : turn(o, p, q) > 0;
    });
  }
  // Walk each side of each edge once, turning as sharply left as can be: blocks come out
  // anticlockwise, the outside of the map clockwise.
  std::map<std::pair<std::uint32_t, std::uint32_t>, bool> walked;
  for (std::uint32_t n = 0; n < nodes_.size(); ++n)
    for (const std::uint32_t first : around[n]) {
      Block block;
      std::uint32_t from = n, to = first;
      while (!walked[{from, to}]) {
        walked[{from, to}] = true;
        block.push_back(from);
        const auto& ways = around[to];
        const auto back = std::find(ways.begin(), ways.end(), from) - ways.begin();
        const std::size_t count = ways.size();
        from = std::exchange(to, ways[(static_cast<std::size_t>(back) + count - 1) % count]);
      }
      if (block.size() < 3) continue;
      blocks_.push_back(block);
      if (twice_area_mm2(outline(blocks_.size() - 1)) <= 0) blocks_.pop_back();
    }
}

std::vector<PointMm> PlanarMap::outline(std::size_t b) const {
  std::vector<PointMm> corners;
  for (const std::uint32_t n : blocks_[b]) corners.push_back(nodes_[n]);
  return corners;
}

bool PlanarMap::split(std::size_t b, PointMm through, double dx, double dy, Mark mark,
                      const SplitLimits& limits) {
  const Block block = blocks_[b];
  if (std::set<std::uint32_t>(block.begin(), block.end()).size() != block.size()) return false;
  struct Crossing {
    double t;
    End end;
  };
  std::vector<Crossing> crossings;
  for (std::size_t i = 0; i < block.size(); ++i) {
    const PointMm p = nodes_[block[i]], q = nodes_[block[(i + 1) % block.size()]];
    const auto ex = static_cast<double>(q.x - p.x), ey = static_cast<double>(q.y - p.y);
    const auto ox = static_cast<double>(p.x - through.x), oy = static_cast<double>(p.y - through.y);
    const double det = cross(dx, dy, ex, ey);
    if (det == 0) continue;
    const double part = cross(dx, dy, ox, oy) / -det;
    if (part < 0 || part >= 1) continue;
    crossings.push_back({cross(ox, oy, ex, ey) / det, {i, false, along(p, q, part)}});
  }
  if (crossings.size() < 2 || crossings.size() % 2 != 0) return false;
  std::stable_sort(crossings.begin(), crossings.end(),
                   [](const Crossing& x, const Crossing& y) { return x.t < y.t; });
  std::size_t longest = 0;
  for (std::size_t i = 2; i < crossings.size(); i += 2)
    if (crossings[i + 1].t - crossings[i].t > crossings[longest + 1].t - crossings[longest].t)
      longest = i;

  const auto snapped = [&](End end) {
    const std::size_t next = (end.edge + 1) % block.size();
    const std::int64_t here = squared(nodes_[block[end.edge]], end.at);
    const std::int64_t there = squared(nodes_[block[next]], end.at);
    if (std::min(here, there) > limits.snap_mm * limits.snap_mm) return end;
    end.is_corner = true;
    end.edge = here <= there ? end.edge : next;
    end.at = nodes_[block[end.edge]];
    return end;
  };
  const End start = snapped(crossings[longest].end), stop = snapped(crossings[longest + 1].end);
  if (!fits(block, start, stop, limits)) return false;

  const std::uint32_t s = insert(block, start), e = insert(block, stop);
  edges_[edge_of(s, e)] = mark;
  // The block has got the new corners meanwhile: cut it between them.
  const Block now = blocks_[b];
  Block halves[2];
  int half = 0;
  for (const std::uint32_t n : now) {
    halves[half].push_back(n);
    if (n != s && n != e) continue;
    half = 1 - half;
    halves[half].push_back(n);
  }
  blocks_[b] = halves[0];
  blocks_.push_back(halves[1]);
  return true;
}

bool PlanarMap::fits(const Block& block, const End& a, const End& b,
                     const SplitLimits& limits) const {
  const std::size_t n = block.size();
  if (a.at == b.at || a.edge == b.edge) return false;
  const auto touches = [&](const End& end, std::size_t edge) {
    return end.edge == edge || (end.is_corner && (end.edge + n - 1) % n == edge);
  };
  const auto vx = static_cast<double>(b.at.x - a.at.x), vy = static_cast<double>(b.at.y - a.at.y);
  const double length = std::sqrt(vx * vx + vy * vy);
  for (std::size_t i = 0; i < n; ++i) {
    const PointMm p = nodes_[block[i]], q = nodes_[block[(i + 1) % n]];
    if (touches(a, i) || touches(b, i)) {
      if (touches(a, i) && touches(b, i)) return false;
      const auto ex = static_cast<double>(q.x - p.x), ey = static_cast<double>(q.y - p.y);
      const double sine = cross(ex, ey, vx, vy) / (length * std::sqrt(ex * ex + ey * ey));
      if (std::abs(sine) < limits.min_sine) return false;
    } else if (turn(a.at, b.at, p) * turn(a.at, b.at, q) <= 0 &&
               turn(p, q, a.at) * turn(p, q, b.at) <= 0) {
      return false;
    }
  }
  return contains(
      [&] {
        std::vector<PointMm> corners;
        for (const std::uint32_t c : block) corners.push_back(nodes_[c]);
        return corners;
      }(),
      along(a.at, b.at, 0.5));
}

std::uint32_t PlanarMap::insert(const Block& block, const End& end) {
  if (end.is_corner) return block[end.edge];
  const std::uint32_t p = block[end.edge], q = block[(end.edge + 1) % block.size()];
  const auto n = static_cast<std::uint32_t>(nodes_.size());
  nodes_.push_back(end.at);
  const auto old = edges_.find(edge_of(p, q));
  const Mark mark = old->second;
  edges_.erase(old);
  edges_[edge_of(p, n)] = mark;
  edges_[edge_of(n, q)] = mark;
  // The edge has a block on either side; both get the corner.
  for (Block& other : blocks_)
    for (std::size_t i = 0; i < other.size(); ++i)
      if (edge_of(other[i], other[(i + 1) % other.size()]) == edge_of(p, q)) {
        other.insert(other.begin() + static_cast<std::ptrdiff_t>(i) + 1, n);
        break;
      }
  return n;
}

}  // namespace vedette
