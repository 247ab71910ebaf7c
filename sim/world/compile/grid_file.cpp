// SPDX-License-Identifier: Apache-2.0
#include "world/compile/grid_file.hpp"

#include <fmt/format.h>

#include <cmath>
#include <set>

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
  if (out.size() < 3 || twice_area_mm2(out) == 0) {
    c.error(ring.place(), "a cell needs three corners that are not in one line");
    return std::nullopt;
  }
  return out;
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
  std::erase_if(out, [](const GridCell& cell) { return cell.nodes.empty(); });
  return out;
}

}  // namespace vedette
