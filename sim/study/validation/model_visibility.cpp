// SPDX-License-Identifier: Apache-2.0
// Models visibility (what is seen from a point among walls) and vertex_guards.
#include <algorithm>
#include <cmath>

#include "space/visible_region.hpp"
#include "study/validation/model.hpp"
#include "study/validation/ring_inputs.hpp"

namespace vedette::validation {

namespace {

// Even-odd rule, in doubles: for a hint only.
bool within(const Rings& rings, const Offset& p) {
  bool inside = false;
  for (const auto& ring : rings)
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
      const Offset &a = ring[j], &b = ring[i];
      if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) * (b.x - a.x) / (b.y - a.y))
        inside = !inside;
    }
  return inside;
}

}  // namespace

Figures visibility_figures(const Inputs& inputs, const DataFolder& data) {
  Rings rings = read_rings(inputs, data);
  // Everything is counted from somewhere near, so that places far off keep the finest lattice.
  const Located point = inputs.value("point");
  const Offset first = read_xy(point.at(0).value().is_number() ? point : point.at(0));
  const Offset origin{std::floor(first.x), std::floor(first.y)};
  const auto near = [&](Offset p) { return Offset{p.x - origin.x, p.y - origin.y}; };
  for (auto& ring : rings)
    for (Offset& p : ring) p = near(p);
  std::vector<BarrierWall> walls = walls_of(rings);
  Rings extent = rings;
  if (inputs.has("walls")) {
    const Located lines = inputs.value("walls");
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const Located line = lines.at(i);
      for (std::size_t k = 1; k < line.size(); ++k) {
        const Offset a = near(read_xy(line.at(k - 1))), b = near(read_xy(line.at(k)));
        walls.push_back({a.x, a.y, b.x, b.y, {}});
        extent.push_back({a, b});
      }
    }
  }
  std::vector<Located> places;
  if (point.at(0).value().is_number())
    places.push_back(point);
  else
    for (std::size_t i = 0; i < point.size(); ++i) places.push_back(point.at(i));
  for (const Located& at : places) extent.push_back({near(read_xy(at))});

  const double range = inputs.number("range_m", kNoLimit);
  // The frame holds every eye, and what it sees where there is no wall.
  double low = 0, high = 0;
  for (const auto& ring : extent)
    for (const Offset& p : ring) low = std::min({low, p.x, p.y}), high = std::max({high, p.x, p.y});
  const double margin = 2 * (high - low) + 10 + (range == kNoLimit ? 0 : std::min(range, 1e6));
  Rings frame = extent;
  frame.push_back({{low - margin, low - margin}, {high + margin, high + margin}});
  const SightPlan plan(walls, margin, std::min(finest_units(frame), 0x1p33));

  Figures figures{{"area_m2", numbers({})}};
  Visible visible;
  for (const Located& at : places) {
    const Offset p = near(read_xy(at));
    if (!rings.empty() && !within(rings, p) && places.size() > 0) {
      // A point on the border counts as inside; one that is truly outside sees nothing of it.
      Visible from_border;
      plan.look({.x_m = p.x, .y_m = p.y, .only_enclosed = true}, from_border);
      if (from_border.edges.empty())
        throw InputError{{at.place(), Severity::kError, "the point is not within the polygon", ""}};
    }
    plan.look({.x_m = p.x,
               .y_m = p.y,
               .range_m = range,
               .azimuth_deg = inputs.number("azimuth_deg", 0),
               .angle_deg = inputs.number("fov_deg", 360),
               .only_enclosed = !rings.empty() && !inputs.has("walls")},
              visible);
    if (range == kNoLimit && is_open(visible))
      throw InputError{{at.place(), Severity::kError,
                        "the view is not closed by walls: its area has no limit",
                        "give a range_m, or close the walls"}};
    figures["area_m2"].values.push_back(visible_area(visible, range, inputs.number("near_m", 0)));
  }
  figures["walls"] = number(static_cast<double>(walls.size()));
  if (!rings.empty()) {
    const double area = area_of(rings);
    figures["free_area_m2"] = number(area);
    figures["share"] = numbers({});
    for (const double seen : figures["area_m2"].values)
      figures["share"].values.push_back(seen / area);
  }
  return figures;
}

Figures vertex_guards_figures(const Inputs& inputs, const DataFolder& data) {
  const Rings rings = read_rings(inputs, data);
  if (rings.empty())
    throw InputError{
        {inputs.located().key_place(), Severity::kError, "give a 'polygon' or a 'file'", ""}};
  std::size_t corners = 0;
  for (const auto& ring : rings) corners += ring.size();
  if (corners > 1000)
    throw InputError{{inputs.located().key_place(), Severity::kError,
                      "more than 1000 corners: that would take too long", ""}};
  const VertexGuards found = fewest_vertex_guards(rings);
  std::vector<std::string> chosen;
  for (const std::uint32_t g : found.guards) chosen.push_back(std::to_string(g + 1));
  bool right_angles = true;  // every edge along an axis
  for (const auto& ring : rings)
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Offset &a = ring[i], &b = ring[(i + 1) % ring.size()];
      right_angles = right_angles && (a.x == b.x || a.y == b.y);
    }
  // Chvatal 1975: floor(n / 3) for any simple polygon; Kahn, Klawe & Kleitman 1983: floor(n / 4)
  // where all angles are right. With h holes: floor((n + 2 h) / 3) (O'Rourke 1987, 5.1) and
  // floor((n + 2 h) / 4).
  const std::size_t n = corners + 2 * (rings.size() - 1);
  return {{"guards", number(static_cast<double>(found.guards.size()))},
          {"lower_bound", number(static_cast<double>(found.lower_bound))},
          {"proven", number(found.proven ? 1 : 0)},
          {"corners", number(static_cast<double>(corners))},
          {"floor_bound", number(static_cast<double>(n / (right_angles ? 4 : 3)))},
          {"area_m2", number(area_of(rings))},
          {"chosen", texts(std::move(chosen))}};
}

}  // namespace vedette::validation
