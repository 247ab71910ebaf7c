// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "space/polygon_join.hpp"
#include "world/compile/context.hpp"

namespace vedette {

/// A cell as a file draws it: parts with holes, on the city's plane. Outer rings run anticlockwise,
/// holes clockwise; no ring crosses itself.
struct DrawnCell {
  std::string name;
  std::vector<Rings> parts;
};

/// The cells of `rule.file`: a GeoJSON FeatureCollection (RFC 7946), or a GeoPackage or Shapefile
/// (through GDAL), of Polygons and MultiPolygons. Their names are the property `id`, `cell` or
/// `name`. `rule.coordinates` says that they are degrees, `rule.layer` and `rule.level` which of
/// the file's features count. Everything that is wrong is reported.
std::vector<DrawnCell> drawn_cells(CompileContext& context, const Located& rule);

}  // namespace vedette
