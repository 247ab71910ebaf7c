// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "export/layer.hpp"
#include "measure/summary.hpp"
#include "space/geo_frame.hpp"

namespace vedette::gis {

/// What has been written of a layer.
struct Written {
  std::string layer;
  std::uint64_t features = 0;
};

/// Where the local plane lies on the globe, and when time 0 is. Without an origin coordinates stay
/// metres of the plane, and what is written names no reference system; with one they are longitude
/// and latitude (EPSG:4326), rounded to 1e-9 degrees (0.1 mm).
struct Reference {
  std::optional<LonLat> origin;
  std::string start;  ///< ISO 8601
};

// All write the same bytes for the same input, and throw InputError where `path` is unusable (its
// folder is missing, something else stands there) and std::runtime_error with a sentence where
// writing fails halfway (disk full); what stood there before is then kept.

/// One GeoPackage with all layers. Overwrites a GeoPackage, but no other file.
std::vector<Written> write_geopackage(const std::string& path, const std::vector<Layer>& layers,
                                      const Reference& reference);
/// FOLDER/LAYER.geojson each (RFC 7946; without an origin in metres of the plane, for want of
/// which RFC 7946 knows no word). Where the path ends in .geojson or .json: that file, and there
/// must be one layer.
std::vector<Written> write_geojson(const std::string& path, const std::vector<Layer>& layers,
                                   const Reference& reference);
/// FOLDER/LAYER.csv each: points as columns east_m, north_m (and lon, lat), other shapes as `wkt`,
/// in degrees where there is an origin. Moments are ISO 8601 UTC.
std::vector<Written> write_csv(const std::string& folder, const std::vector<Layer>& layers,
                               const Reference& reference);
/// FOLDER/figures.csv: id, label, unit, mean, low, high, n; low and high are empty without an
/// interval.
void write_figures_csv(const std::string& folder, const Summary& summary, Lang lang);

// Parts of these.

/// Makes the folder; throws InputError where that cannot be.
void make_folder(const std::string& folder);
/// `path` with `.part` before its extension: written first, then renamed.
std::string part_of(const std::string& path);
/// Takes the place of `path`; throws std::runtime_error.
void put_in_place(const std::string& part, const std::string& path);

}  // namespace vedette::gis
