// SPDX-License-Identifier: Apache-2.0
#include "world/compile/grid_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "space/point_regions.hpp"
#include "world/compile/cell_shapes.hpp"
#include "world/compile/drawn_cells.hpp"

namespace vedette {

namespace {

// "a, b, c …"
std::string first_of(const std::vector<std::string>& names) {
  const std::size_t shown = std::min<std::size_t>(names.size(), 5);
  return fmt::format(
      "{}{}", fmt::join(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(shown), ", "),
      names.size() > shown ? " …" : "");
}

void tell_outside(CompileContext& c, const Located& file, const std::vector<GridCell>& cells,
                  std::size_t junctions) {
  std::vector<bool> held(junctions);
  for (const GridCell& cell : cells)
    for (const NodeId node : cell.nodes) held[node.index()] = true;
  const auto outside = static_cast<std::size_t>(std::count(held.begin(), held.end(), false));
  if (outside == 0) return;
  double calls = 0, all = 0;
  for (const DemandArea& area : c.world().city.areas) {
    all += area.calls_per_day;
    if (!held[area.node.index()]) calls += area.calls_per_day;
  }
  const std::string with =
      all > 0 ? fmt::format(", with {:.6g} of {:.6g} calls a day,", calls, all) : std::string();
  c.diagnostics().warning(
      file.place(),
      fmt::format("{} of {} junctions{} lie outside every cell", outside, junctions, with),
      "nobody patrols there by cell, and figures by cell leave them out");
}

void tell_empty(CompileContext& c, const Located& file, const std::vector<GridCell>& cells) {
  std::vector<std::string> empty;
  for (const GridCell& cell : cells)
    if (cell.nodes.empty()) empty.push_back(cell.name);
  if (!empty.empty())
    c.diagnostics().warning(
        file.place(),
        fmt::format("{} of {} cells hold no junction of their own and are left out: {}",
                    empty.size(), cells.size(), first_of(empty)));
}

// Part by part: the bridges that make one border of a cell in pieces lie in other cells.
void tell_overlaps(CompileContext& c, const Located& file, const std::vector<DrawnCell>& cells) {
  std::vector<GridCell> parts;
  std::vector<std::size_t> of;
  for (std::size_t i = 0; i < cells.size(); ++i)
    for (const Rings& rings : cells[i].parts) {
      parts.push_back({cells[i].name, bridged(rings), {}});
      of.push_back(i);
    }
  std::vector<std::string> pairs;
  std::pair<std::size_t, std::size_t> last{0, 0};
  for (const auto& [a, b] : overlapping(parts)) {
    const std::pair both{std::min(of[a], of[b]), std::max(of[a], of[b])};
    if (both.first == both.second || both == last) continue;
    last = both;
    pairs.push_back(fmt::format("{} and {}", cells[both.first].name, cells[both.second].name));
  }
  if (!pairs.empty())
    c.diagnostics().warning(file.place(),
                            fmt::format("cells overlap, {} {}: {}", pairs.size(),
                                        pairs.size() == 1 ? "pair" : "pairs", first_of(pairs)),
                            "a junction in both belongs to the cell that the file names first");
}

// One border around all parts of a cell.
Polygon border_of(const DrawnCell& cell) {
  Rings all;
  for (const Rings& rings : cell.parts) all.insert(all.end(), rings.begin(), rings.end());
  return bridged(std::move(all));
}

}  // namespace

std::vector<GridCell> cells_of_file(CompileContext& c, const Located& rule,
                                    std::span<const PointMm> places) {
  const Located file = *rule.find("file");
  const int errors_before = c.diagnostics().errors();
  const std::vector<DrawnCell> drawn = drawn_cells(c, rule);
  std::vector<GridCell> out;
  for (const DrawnCell& cell : drawn) out.push_back({cell.name, border_of(cell), {}});
  for (std::size_t n = 0; n < places.size(); ++n)
    for (GridCell& cell : out)
      if (contains(cell.corners, places[n])) {
        cell.nodes.push_back(NodeId(n));
        break;
      }
  if (c.diagnostics().errors() == errors_before) {
    tell_outside(c, file, out, places.size());
    tell_empty(c, file, out);
    tell_overlaps(c, file, drawn);
  }
  std::erase_if(out, [](const GridCell& cell) { return cell.nodes.empty(); });
  return out;
}

}  // namespace vedette
