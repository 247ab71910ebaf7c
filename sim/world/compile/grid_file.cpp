// SPDX-License-Identifier: Apache-2.0
#include "world/compile/grid_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "world/compile/cell_shapes.hpp"

namespace vedette {

namespace {

std::optional<PointMm> corner(CompileContext& c, const Located& at) {
  const Json& v = at.value();
  if (!v.is_array() || v.size() < 2 || !v[0].is_number() || !v[1].is_number()) {
    c.error(at.place(), "a corner is [x, y]");
    return std::nullopt;
  }
  const double x = v[0].get<double>(), y = v[1].get<double>();
  if (!(std::fabs(x) <= kMaxMetres && std::fabs(y) <= kMaxMetres)) {
    c.error(at.place(), "a corner more than 1,000 km away");
    return std::nullopt;
  }
  return millimetres(x, y);
}

std::optional<Polygon> outer_ring(CompileContext& c, const Located& feature) {
  const auto geometry = feature.find("geometry");
  const auto type = geometry ? geometry->find("type") : std::nullopt;
  const auto rings = geometry ? geometry->find("coordinates") : std::nullopt;
  if (!type || type->value() != "Polygon" || !rings || rings->size() == 0 ||
      !rings->value().is_array() || !rings->value()[0].is_array()) {
    c.error(feature.place(), "a cell is a feature whose geometry is a Polygon");
    return std::nullopt;
  }
  const Located ring = rings->at(0);
  Polygon out;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const auto p = corner(c, ring.at(i));
    if (!p) return std::nullopt;
    out.push_back(*p);
  }
  if (out.size() > 1 && out.front() == out.back()) out.pop_back();
  if (const auto crossing = self_crossing(out)) {
    c.error(
        ring.at(crossing->second).place(),
        fmt::format("the border of this cell crosses itself: from corner {} with from corner {}",
                    crossing->second + 1, crossing->first + 1),
        "the corners in order around the cell");
    return std::nullopt;
  }
  if (out.size() < 3 || twice_area_mm2(out) == 0) {
    c.error(ring.place(), "a cell needs three corners that are not in one line");
    return std::nullopt;
  }
  return out;
}

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

void tell_overlaps(CompileContext& c, const Located& file, const std::vector<GridCell>& cells) {
  std::vector<std::string> pairs;
  for (const auto& [a, b] : overlapping(cells))
    pairs.push_back(fmt::format("{} and {}", cells[a].name, cells[b].name));
  if (!pairs.empty())
    c.diagnostics().warning(file.place(),
                            fmt::format("cells overlap, {} {}: {}", pairs.size(),
                                        pairs.size() == 1 ? "pair" : "pairs", first_of(pairs)),
                            "a junction in both belongs to the cell that the file names first");
}

}  // namespace

std::vector<GridCell> cells_of_file(CompileContext& c, const Located& file,
                                    std::span<const PointMm> places) {
  std::vector<GridCell> out;
  const Document* const document = c.json(file);
  if (!document) return out;
  const Located root = document->located();
  const auto features = root.find("features");
  if (!features || !features->value().is_array()) {
    c.error(root.place(), "no GeoJSON FeatureCollection: there is no list 'features'");
    return out;
  }
  std::set<std::string> names;
  for (std::size_t i = 0; i < features->size(); ++i) {
    const Located feature = features->at(i);
    auto ring = outer_ring(c, feature);
    const auto properties = feature.find("properties");
    auto id = properties ? properties->find("id") : std::nullopt;
    if (!id) id = feature.find("id");
    const std::string name = id ? c.text(id) : fmt::format("cell-{}", i + 1);
    if (!names.insert(name).second)
      c.error(id ? id->place() : feature.place(), fmt::format("cell '{}' is there twice", name));
    else if (ring)
      out.push_back({name, std::move(*ring), {}});
  }
  for (std::size_t n = 0; n < places.size(); ++n)
    for (GridCell& cell : out)
      if (contains(cell.corners, places[n])) {
        cell.nodes.push_back(NodeId(n));
        break;
      }
  if (!c.diagnostics().has_errors()) {
    tell_outside(c, file, out, places.size());
    tell_empty(c, file, out);
    tell_overlaps(c, file, out);
  }
  std::erase_if(out, [](const GridCell& cell) { return cell.nodes.empty(); });
  return out;
}

}  // namespace vedette
