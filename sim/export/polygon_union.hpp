// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "export/layer.hpp"

namespace vedette::gis {

/// The union of polygons (GEOS's cascaded union, through GDAL).
class PolygonUnion {
 public:
  PolygonUnion();
  ~PolygonUnion();
  PolygonUnion(const PolygonUnion&) = delete;
  PolygonUnion& operator=(const PolygonUnion&) = delete;

  /// Simple polygons of any number; throws std::runtime_error where GEOS gives up.
  void add(const std::vector<Polygon>& polygons);
  /// What has been added so far, without shared points, rounded to 1 mm; holes under 1 m² are left
  /// out. In a fixed order.
  std::vector<Rings> polygons() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vedette::gis
