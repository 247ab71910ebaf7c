// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

namespace vedette::test {

struct OpenedFeature {
  std::map<std::string, std::string> values;  ///< as GDAL says them; nulls are not in it
  std::string wkt;                            ///< empty: no geometry
  bool valid = false;                         ///< as GEOS sees it
};

struct OpenedLayer {
  std::string name;
  std::string authority;                      ///< "EPSG:4326"; empty: no reference system
  std::string geometry;                       ///< "Point", "Line String", "Multi Polygon"
  std::map<std::string, std::string> fields;  ///< name → GDAL's type
  std::vector<OpenedFeature> features;
  double number(std::size_t row, const std::string& field) const {
    return std::stod(features.at(row).values.at(field));
  }
};

/// Every layer of a file, through GDAL's reader; throws std::runtime_error where it cannot.
std::vector<OpenedLayer> opened(const std::string& path);
/// The layer of that name; throws std::out_of_range.
const OpenedLayer& layer_named(const std::vector<OpenedLayer>& layers, const std::string& name);

/// Of geometries as well-known text: area, area of a outside of b, distance.
double area(const std::string& a);
double area_outside(const std::string& a, const std::string& b);
double distance(const std::string& a, const std::string& b);

}  // namespace vedette::test
