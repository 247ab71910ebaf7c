// SPDX-License-Identifier: Apache-2.0
#include "cover/cell_polygons.hpp"

#include "cover/groups.hpp"

namespace vedette {

namespace {

// A place on the line between two rows where the cells below or above change. Its four neighbours:
// is the cell lower left, lower right, upper left, upper right one of ours?
struct Event {
  std::int32_t x, y;
  bool ll, lr, ul, ur;
  bool begun = false;       // a ring has gone east from here
  std::int32_t north = -1;  // the event at the other end of the side that goes up from here
  std::int32_t south = -1;
  std::uint32_t run = 0;  // the run that the cell to the upper right is in
};

enum class Way { kEast, kNorth, kWest, kSouth };

// Where the border goes on with our cells to its left. Where two of our cells meet at a corner
// only, it turns left: they do not hang together.
Way onward(const Event& e, Way came) {
  if (e.ul && e.lr && !e.ll && !e.ur) return came == Way::kEast ? Way::kNorth : Way::kSouth;
  if (e.ll && e.ur && !e.ul && !e.lr) return came == Way::kNorth ? Way::kWest : Way::kEast;
  if (e.ur && !e.lr) return Way::kEast;
  if (e.ul && !e.ur) return Way::kNorth;
  if (e.ll && !e.ul) return Way::kWest;
  return Way::kSouth;
}

}  // namespace

std::vector<CellPolygon> polygons_of(std::span<const std::vector<CellRun>> rows) {
  std::size_t runs = 0;
  for (const auto& row : rows) runs += row.size();
  Groups groups(runs);
  std::vector<Event> events;
  events.reserve(4 * runs);
  static const std::vector<CellRun> kNone;
  // Ends of the runs of the row below: the event at their lower end, to be joined to the upper.
  std::vector<std::int32_t> lower, upper;
  std::uint32_t first_below = 0, first_above = 0;  // number of the row's first run
  for (std::size_t y = 0; y <= rows.size(); ++y) {
    const auto& below = y ? rows[y - 1] : kNone;
    const auto& above = y < rows.size() ? rows[y] : kNone;
    upper.assign(2 * above.size(), -1);
    std::size_t i = 0, j = 0;  // ends passed: 2 x run + (0: its begin, 1: its end)
    const auto end = [](const std::vector<CellRun>& row, std::size_t k) {
      return k % 2 ? row[k / 2].end : row[k / 2].begin;
    };
    while (i < 2 * below.size() || j < 2 * above.size()) {
      const std::int32_t x = std::min(i < 2 * below.size() ? end(below, i) : INT32_MAX,
                                      j < 2 * above.size() ? end(above, j) : INT32_MAX);
      Event e{x, static_cast<std::int32_t>(y), i % 2 == 1, false, j % 2 == 1, false};
      const auto id = static_cast<std::int32_t>(events.size());
      if (i < 2 * below.size() && end(below, i) == x) {
        e.south = lower[i];
        events[static_cast<std::size_t>(lower[i])].north = id;
        ++i;
      }
      if (j < 2 * above.size() && end(above, j) == x) upper[j++] = id;
      e.lr = i % 2 == 1, e.ur = j % 2 == 1;
      if (e.ur) e.run = first_above + static_cast<std::uint32_t>(j / 2);
      if (e.lr && e.ur) groups.join(first_below + static_cast<std::uint32_t>(i / 2), e.run);
      events.push_back(e);
    }
    lower.swap(upper);
    first_below = first_above;
    first_above += static_cast<std::uint32_t>(above.size());
  }

  std::vector<CellPolygon> out;
  std::vector<std::int32_t> polygon_of(runs, -1);
  for (std::size_t s = 0; s < events.size(); ++s) {
    if (events[s].begun || !events[s].ur || events[s].lr) continue;
    CellRing ring;
    std::int64_t twice = 0;
    std::size_t at = s;
    Way way = Way::kEast;
    do {
      Event& e = events[at];
      if (way == Way::kEast) e.begun = true;
      const std::size_t to = way == Way::kEast    ? at + 1
                             : way == Way::kWest  ? at - 1
                             : way == Way::kNorth ? static_cast<std::size_t>(e.north)
                                                  : static_cast<std::size_t>(e.south);
      const Event& next = events[to];
      twice += static_cast<std::int64_t>(e.x) * next.y - static_cast<std::int64_t>(next.x) * e.y;
      const Way then = onward(next, way);
      if (then != way) ring.push_back({next.x, next.y});
      at = to, way = then;
    } while (at != s || way != Way::kEast);
    std::int32_t& polygon = polygon_of[groups.root(events[s].run)];
    if (polygon < 0) {
      polygon = static_cast<std::int32_t>(out.size());
      out.emplace_back();
    }
    CellPolygon& p = out[static_cast<std::size_t>(polygon)];
    p.cells += twice / 2;
    if (twice > 0)
      p.outer = std::move(ring);
    else
      p.holes.push_back(std::move(ring));
  }
  return out;
}

std::vector<Offset> metres_of(const CellRing& ring, const CellGrid& grid) {
  std::vector<Offset> out;
  for (const CellCorner& c : ring)
    out.push_back({grid.x0_m + c.x * grid.cell_m, grid.y0_m + c.y * grid.cell_m});
  return out;
}

}  // namespace vedette
