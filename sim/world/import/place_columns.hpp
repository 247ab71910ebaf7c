// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "space/geo_frame.hpp"
#include "world/import/source_table.hpp"

namespace vedette {

/// Whether a column's name says that it holds degrees: lon, Lat, gcj_lng, 经度 …
bool names_degrees(std::string_view column);

/// Two columns `x` and `y` of a table: metres on a plane (or what `metres_per_unit` and `origin`
/// make of them), or longitude and latitude (`coordinates: wgs84` or `gcj02`).
class PlaceColumns {
 public:
  struct Read {
    double x = 0, y = 0;  // metres, or WGS 84 degrees
  };
  /// Findings about the section go to the list. What it does not say is as in `otherwise`, the
  /// section of the junctions, if there is one.
  PlaceColumns(const Located& section, const std::optional<Located>& otherwise,
               Diagnostics& diagnostics);
  bool geographic() const { return geographic_; }
  /// A cell that is no number, or no place, is reported.
  std::optional<Read> read(const SourceTable& table, std::size_t row,
                           Diagnostics& diagnostics) const;
  /// Whether degrees can be placed: told once for the section, and not after other errors (a table
  /// of junctions that cannot be read has no frame either).
  bool can_place(const Located& section, const std::optional<GeoFrame>& frame,
                 Diagnostics& diagnostics) const;
  /// On the city's plane. Nothing without a frame; nothing, and a finding, for degrees far from it.
  std::optional<PointMm> on_plane(const Read& place, const std::optional<GeoFrame>& frame,
                                  const Place& blamed, Diagnostics& diagnostics) const;

 private:
  bool geographic_ = false, gcj02_ = false;
  double unit_ = 1, origin_x_ = 0, origin_y_ = 0;
};

}  // namespace vedette
