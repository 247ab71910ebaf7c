// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "space/point.hpp"

namespace vedette {

/// A place on the WGS 84 ellipsoid in degrees: longitude in [-180, 180], latitude in [-90, 90].
struct LonLat {
  double lon = 0;
  double lat = 0;
  constexpr bool operator==(const LonLat&) const = default;
};

/// Metres between two places along the ellipsoid, by the radii of curvature at their middle
/// latitude (Gauss's mid-latitude formula without its corrections; Bomford, Geodesy, 1980, 2.13).
/// Relative error below 1e-7 up to 1 km, 1e-5 up to 50 km, for latitudes within ±80°.
double distance_m(LonLat a, LonLat b);

/// A local plane in metres about an origin: x to the east, y to the north. Transverse Mercator on
/// WGS 84 with its central meridian through the origin and scale 1 there (Snyder, Map Projections:
/// A Working Manual, USGS PP 1395, 1987, eq. 8-9, 8-10 and 3-21). Angles are kept; lengths at x
/// metres from the meridian are too long by x² / (2 R²): 8 mm a kilometre at 25 km, 31 mm a
/// kilometre at 50 km, so distances within 50 km of the origin are off by at most 3.1e-5. The
/// same bits on every processor; whole millimetres.
class GeoFrame {
 public:
  /// The origin's latitude must be within ±80° and its longitude within ±180°; throws
  /// std::invalid_argument.
  explicit GeoFrame(LonLat origin);
  LonLat origin() const { return origin_; }
  /// Whether a place lies near enough for the series: 3° of longitude and 10° of latitude.
  bool holds(LonLat place) const;
  /// On the plane, rounded to 1 mm. `place` must be one that the frame holds.
  PointMm to_plane(LonLat place) const;
  /// The place at a point of the plane, to 1e-9 degrees (0.1 mm).
  LonLat to_lon_lat(PointMm point) const;

 private:
  LonLat origin_;
  double arc_m_ = 0;  // of the meridian, from the equator to the origin
};

/// From WGS 84 to GCJ-02, the coordinates of public maps in mainland China, by the algorithm that
/// is generally published (the official one is not). Outside the rectangle 72.004°-137.8347° E,
/// 0.8293°-55.8271° N both are the same.
LonLat gcj02_of_wgs84(LonLat wgs);
/// Its inverse, by iteration: forward again it differs by less than 1e-9 degrees. Against the
/// official transformation the published algorithm is known to differ by up to some metres.
LonLat wgs84_of_gcj02(LonLat gcj);

}  // namespace vedette
