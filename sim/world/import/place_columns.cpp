// SPDX-License-Identifier: Apache-2.0
#include "world/import/place_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace vedette {

bool names_degrees(std::string_view column) {
  for (const char* chinese : {"经度", "纬度"})
    if (column.find(chinese) != std::string_view::npos) return true;
  const auto letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  std::string word;
  for (std::size_t i = 0; i <= column.size(); ++i) {
    if (i < column.size() && letter(column[i])) {
      word += static_cast<char>(column[i] | 0x20);
      continue;
    }
    for (const char* degrees : {"lon", "lng", "long", "longitude", "lat", "latitude"})
      if (word == degrees) return true;
    word.clear();
  }
  return false;
}

PlaceColumns::PlaceColumns(const Located& section, const std::optional<Located>& otherwise,
                           Diagnostics& diagnostics) {
  const auto given = [&](const char* key) {
    auto found = section.find(key);
    return found || !otherwise ? found : otherwise->find(key);
  };
  const auto system = given("coordinates");
  gcj02_ = system && system->value() == "gcj02";
  geographic_ = gcj02_ || (system && system->value() == "wgs84");
  if (geographic_) {
    for (const char* key : {"metres_per_unit", "origin"})
      if (const auto metric = section.find(key))
        diagnostics.error(metric->key_place(), fmt::format("degrees have no {}", key),
                          "the origin of longitude and latitude is city.geo_origin");
    return;
  }
  for (const char* key : {"x", "y"})
    if (const auto column = section.find(key);
        column && names_degrees(column->value().get<std::string>()))
      diagnostics.error(column->place(), "longitude and latitude are not metres on a plane",
                        "say coordinates: wgs84, or gcj02 for a public map of mainland China");
  const auto unit = given("metres_per_unit");
  if (!unit)
    diagnostics.error(section.key_place(), "metres_per_unit is missing",
                      "1 where x and y are metres; or coordinates: wgs84");
  else
    unit_ = unit->value().get<double>();
  if (const auto origin = given("origin")) {
    origin_x_ = origin->value()[0].get<double>();
    origin_y_ = origin->value()[1].get<double>();
  }
}

std::optional<PlaceColumns::Read> PlaceColumns::read(const SourceTable& table, std::size_t row,
                                                     Diagnostics& diagnostics) const {
  const auto x = table.number(row, "x", diagnostics), y = table.number(row, "y", diagnostics);
  if (!x || !y) return std::nullopt;
  bool good = true;
  const auto check = [&](const char* key, double value, double most, const char* what) {
    if (value >= -most && value <= most) return;
    diagnostics.error(table.place(row, key),
                      fmt::format("a {} of {} is not in [{}, {}]", what, value, -most, most),
                      "x is the longitude, y the latitude");
    good = false;
  };
  const auto metres = [&](const char* key, double value, double origin) {
    const double m = (value - origin) * unit_;
    if (m >= -kMaxMetres && m <= kMaxMetres) return m;
    diagnostics.error(table.place(row, key),
                      fmt::format("{} m from the origin: at most {} m", m, kMaxMetres),
                      "is metres_per_unit right? give an origin in the mapping");
    good = false;
    return 0.0;
  };
  Read out;
  if (geographic_) {
    check("x", *x, 180, "longitude");
    check("y", *y, 85, "latitude");
    const LonLat p = gcj02_ ? wgs84_of_gcj02({*x, *y}) : LonLat{*x, *y};
    out = {p.lon, p.lat};
  } else {
    out = {metres("x", *x, origin_x_), metres("y", *y, origin_y_)};
  }
  return good ? std::optional(out) : std::nullopt;
}

bool PlaceColumns::can_place(const Located& section, const std::optional<GeoFrame>& frame,
                             Diagnostics& diagnostics) const {
  if (!geographic_ || frame) return true;
  if (!diagnostics.has_errors()) {
    const auto said = section.find("coordinates");
    diagnostics.error(said ? said->place() : section.key_place(),
                      "longitude and latitude cannot be placed on the junctions' plane",
                      "give city.geo_origin: [longitude, latitude] of its point [0, 0]");
  }
  return false;
}

std::optional<PointMm> PlaceColumns::on_plane(const Read& place,
                                              const std::optional<GeoFrame>& frame,
                                              const Place& blamed, Diagnostics& diagnostics) const {
  if (!geographic_) return millimetres(place.x, place.y);
  if (!frame) return std::nullopt;
  if (frame->holds({place.x, place.y})) return frame->to_plane({place.x, place.y});
  diagnostics.error(blamed,
                    fmt::format("[{}, {}] is too far from the origin [{}, {}]", place.x, place.y,
                                frame->origin().lon, frame->origin().lat),
                    "at most 3 degrees of longitude and 10 of latitude");
  return std::nullopt;
}

}  // namespace vedette
