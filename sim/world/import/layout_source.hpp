// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vedette {

/// A feature of a drawing, its curves as straight pieces. Coordinates as the file has them.
struct DrawnFeature {
  std::string layer;
  std::int64_t id = 0;  ///< as the file numbers it
  struct Part {
    enum class Kind { kPoint, kLine, kRing } kind = Kind::kPoint;
    std::vector<std::pair<double, double>> points;  ///< a ring's first point is not repeated
    bool hole = false;
  };
  std::vector<Part> parts;
  /// The field as text; nothing where there is none or it has no value.
  std::function<std::optional<std::string>(const std::string&)> field;
};

/// Reads DXF, GeoJSON, GeoPackage or Shapefile through GDAL and calls `take` for every feature, in
/// the file's order. Throws std::runtime_error with a sentence.
void each_drawn_feature(const std::string& path,
                        const std::function<void(const DrawnFeature&)>& take);

}  // namespace vedette
