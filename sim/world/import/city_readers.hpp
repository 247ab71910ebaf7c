// SPDX-License-Identifier: Apache-2.0
// The parts of read_city_tables; not for others.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "world/import/city_tables.hpp"
#include "world/import/place_columns.hpp"
#include "world/import/source_table.hpp"

namespace vedette {

/// Junctions, roads, stations and districts from CSV files, as `tables` describes them.
class TableReader {
 public:
  TableReader(const std::string& in, const Located& mapping, CityTables& city,
              Diagnostics& diagnostics);
  void read_network();
  void read_stations_and_districts();
  /// Where the districts stand, for what is found out later.
  Place districts_place() const { return districts_ ? districts_->header_place() : Place{}; }

 private:
  using Seen = std::map<std::string, int, std::less<>>;
  std::optional<Located> section(const char* role) const;
  std::optional<SourceTable> open(const char* role, const std::vector<std::string_view>& columns);
  double factor(const char* role, const char* key) const;
  std::string id_text(const SourceTable& table, std::size_t row, const char* key) const;
  std::string new_id(const SourceTable& table, std::size_t row, const char* what, Seen& seen);
  std::string junction(const SourceTable& table, std::size_t row, const char* key);
  std::optional<double> amount(const SourceTable& table, std::size_t row, const char* key,
                               double unit, double low, double high, const char* what);
  bool is_oneway(const SourceTable& table, std::size_t row, bool otherwise);
  void read_junctions(const SourceTable& table);
  void check_roads_section(const Located& section, const SourceTable& table);
  void read_roads(const SourceTable& table);
  void read_stations(const SourceTable& table);
  void read_districts(const SourceTable& table);

  const std::string& in_;
  Located mapping_;
  CityTables& city_;
  Diagnostics& diagnostics_;
  std::optional<SourceTable> junctions_, roads_, stations_, districts_;
  bool whole_ids_ = false;
  std::size_t unknown_ = 0;
};

/// Roads of an OpenStreetMap file, with its amenities as stations.
void read_osm_city(const std::string& in, const Located& mapping, CityTables& city,
                   Diagnostics& diagnostics);
/// Roads of a GeoJSON file.
void read_geojson_city(const std::string& in, const Located& mapping, CityTables& city,
                       Diagnostics& diagnostics);

/// The frame about `mapping.city.geo_origin`, or else about the middle of `places`; no frame, and a
/// finding, where that is too near to a pole.
std::optional<GeoFrame> frame_for(const Located& mapping, const std::vector<LonLat>& places,
                                  const Place& blamed, Diagnostics& diagnostics);

/// Stations that the mapping lists, and points of demand.
class PointReader {
 public:
  PointReader(const std::string& in, const Located& mapping, CityTables& city,
              Diagnostics& diagnostics)
      : in_(in), mapping_(mapping), city_(city), diagnostics_(diagnostics) {}
  void read();
  /// Once the junctions that stay are known: gives every station given by place its junction, and
  /// the junctions their share of the demand.
  void put_at_junctions();

 private:
  struct Point {
    std::string id;
    PointMm at;
    double population = 0, calls_per_day = 0;
    CityTables::RowOf row;
  };
  void read_listed_stations();
  void read_demand(const Located& section);
  void put_stations();
  void put_demand();

  const std::string& in_;
  Located mapping_;
  CityTables& city_;
  Diagnostics& diagnostics_;
  std::vector<Point> points_;
  bool over_junctions_ = false, as_districts_ = false;
  double snap_limit_m_ = 0;
};

/// Stations and demand are not moved further than this, unless the mapping says so.
inline constexpr double kUsualSnapLimitM = 200;

}  // namespace vedette
