// SPDX-License-Identifier: Apache-2.0
// Joining the tiles' stretches of border into rings, and their parts into pieces.
#include <algorithm>
#include <tuple>

#include "cover/cell_borders.hpp"
#include "cover/groups.hpp"

namespace vedette {

// The stretch that goes on where this one ends, counted over all tiles.
std::int32_t CellBorders::successor(const Stretch& s) const {
  const auto tile = static_cast<std::size_t>((s.after.y / kTile) * words_ + (s.after.x >> 6));
  const auto& all = tiles_[tile].stretches;
  const auto open = all.begin() + tiles_[tile].open;
  const auto found = std::lower_bound(all.begin(), open, s.after, [](const Stretch& a, Side b) {
    return std::tie(a.start.y, a.start.x, a.start.way) < std::tie(b.y, b.x, b.way);
  });
  return static_cast<std::int32_t>(stretch_base_[tile]) +
         static_cast<std::int32_t>(found - all.begin());
}

std::vector<CellPolygon> CellBorders::polygons() {
  for (std::int32_t r = 0; r < tile_rows_; ++r)
    for (std::int32_t w = 0; w < words_; ++w)
      if (tiles_[static_cast<std::size_t>(r * words_ + w)].stale) trace_tile(r, w);
  stretch_base_.clear(), part_base_.clear();
  std::vector<std::uint32_t> tile_of;
  std::uint32_t stretches = 0, parts = 0;
  for (std::size_t t = 0; t < tiles_.size(); ++t) {
    stretch_base_.push_back(stretches), part_base_.push_back(parts);
    stretches += static_cast<std::uint32_t>(tiles_[t].stretches.size());
    parts += tiles_[t].parts;
    tile_of.resize(stretches, static_cast<std::uint32_t>(t));
  }

  Groups pieces(parts);
  const auto meet = [&](std::size_t t, const auto& side, std::size_t u, const auto& facing) {
    std::uint32_t last = ~0u;  // most pairs repeat
    for (std::size_t i = 0; i < kTile; ++i) {
      const std::uint32_t pair = static_cast<std::uint32_t>(side[i]) << 16 | facing[i];
      if (pair == last) continue;
      last = pair;
      if (side[i] != kNoPart && facing[i] != kNoPart)
        pieces.join(part_base_[t] + side[i], part_base_[u] + facing[i]);
    }
  };
  const auto words = static_cast<std::size_t>(words_);
  for (std::size_t t = 0; t < tiles_.size(); ++t) {
    if (!tiles_[t].parts) continue;
    if ((t + 1) % words) meet(t, tiles_[t].east, t + 1, tiles_[t + 1].west);
    if (t + words < tiles_.size()) meet(t, tiles_[t].north, t + words, tiles_[t + words].south);
  }

  // Each ring by the stretch that it begins in: where it goes east lowest, then leftmost.
  struct Ring {
    std::int32_t low_y, low_x;
    std::uint32_t stretch, corners;
    std::int64_t twice;
  };
  std::vector<Ring> rings;
  std::vector<std::int32_t> after(stretches, -1);
  const auto at = [&](std::uint32_t s) -> const Stretch& {
    return tiles_[tile_of[s]].stretches[s - stretch_base_[tile_of[s]]];
  };
  for (std::uint32_t first = 0; first < stretches; ++first) {
    if (after[first] >= 0) continue;
    Ring ring{kNone, kNone, first, 0, 0};
    std::uint32_t s = first;
    do {
      const Stretch& stretch = at(s);
      if (std::tie(stretch.low_y, stretch.low_x) < std::tie(ring.low_y, ring.low_x))
        ring.low_y = stretch.low_y, ring.low_x = stretch.low_x, ring.stretch = s;
      ring.corners += stretch.end - stretch.first;
      ring.twice += stretch.twice;
      after[s] = stretch.closed ? static_cast<std::int32_t>(s) : successor(stretch);
      s = static_cast<std::uint32_t>(after[s]);
    } while (s != first);
    rings.push_back(ring);
  }
  std::sort(rings.begin(), rings.end(), [](const Ring& a, const Ring& b) {
    return std::tie(a.low_y, a.low_x) < std::tie(b.low_y, b.low_x);
  });

  std::vector<CellPolygon> out;
  std::vector<std::int32_t> polygon_of(parts, -1);
  for (const Ring& ring : rings) {
    const std::uint32_t tile = tile_of[ring.stretch];
    std::int32_t& polygon = polygon_of[pieces.root(part_base_[tile] + at(ring.stretch).part)];
    if (polygon < 0) {
      polygon = static_cast<std::int32_t>(out.size());
      out.emplace_back();
    }
    CellRing corners;
    corners.reserve(ring.corners);
    const auto take = [&](std::uint32_t s, std::uint32_t from, std::uint32_t to) {
      const auto& all = tiles_[tile_of[s]].corners;
      corners.insert(corners.end(), all.begin() + from, all.begin() + to);
    };
    const Stretch& begin = at(ring.stretch);
    take(ring.stretch, begin.first + begin.low_at, begin.end);
    for (auto s = static_cast<std::uint32_t>(after[ring.stretch]); s != ring.stretch;
         s = static_cast<std::uint32_t>(after[s]))
      take(s, at(s).first, at(s).end);
    take(ring.stretch, begin.first, begin.first + begin.low_at);
    CellPolygon& p = out[static_cast<std::size_t>(polygon)];
    p.cells += ring.twice / 2;
    if (ring.twice > 0)
      p.outer = std::move(corners);
    else
      p.holes.push_back(std::move(corners));
  }
  return out;
}

}  // namespace vedette
