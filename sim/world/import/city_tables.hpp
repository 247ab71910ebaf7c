// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "space/geo_frame.hpp"
#include "space/point.hpp"
#include "world/document/document.hpp"
#include "world/import/import_report.hpp"

namespace vedette {

/// Foreign rows in our units, before they are written. Each names the row that it comes from; one
/// that is left out is taken from its list and told to its table.
struct CityTables {
  struct RowOf {
    std::uint32_t table = 0;  // index into `tables`
    std::int64_t line = 0;
  };
  struct Junction {
    std::string id;
    PointMm at;
    std::string district;
    double calls_per_day = 0;
    double population = 0;
    RowOf row;
  };
  struct Road {
    std::string from, to;
    std::optional<double> length_m, speed_kmh;     // none: straight, the road type's
    std::optional<double> seconds, siren_seconds;  // none: by length and speed
    bool oneway = false;
    RowOf row;
  };
  struct Station {
    std::string id, junction, name;
    std::optional<PointMm> place;  // then the junction is looked for
    double snap_limit_m = 0;
    Place said_at;  // where the file or the mapping names it
    RowOf row;
  };
  struct District {
    std::string id;
    std::vector<std::string> kept;
    RowOf row;
  };
  struct Snapped {
    std::string station, junction;
    double distance_m = 0;
  };
  /// Which columns the files have.
  struct Columns {
    bool district = false, calls = false, population = false;
    bool length = false, speed = false, seconds = false, siren_seconds = false;
    bool stations = false, station_names = false, districts = false;
  };

  std::vector<ImportedTable> tables;
  std::vector<Junction> junctions;
  std::vector<Road> roads;
  std::vector<Station> stations;
  std::vector<District> districts;
  std::vector<std::string> district_columns;  // those kept
  Columns columns;
  std::optional<GeoFrame> frame;  // where longitude and latitude have been given
  std::vector<Snapped> snapped;   // stations that were given by place
  Json details = Json::object();  // for the report

  std::uint32_t add_table(ImportedTable table) {
    tables.push_back(std::move(table));
    return static_cast<std::uint32_t>(tables.size() - 1);
  }
  void drop(RowOf row, DropReason reason) { tables[row.table].drop(reason, row.line); }
  /// Makes junctions known by id; called once they are all there. The first of two counts.
  void index();
  /// The place of a junction that was there when they were indexed.
  std::optional<PointMm> place_of(std::string_view id) const;
  double length_m(const Road& road) const;  ///< given or straight
  std::vector<std::string> junction_ids() const;

 private:
  std::map<std::string, PointMm, std::less<>> by_id_;
};

/// Reads what the mapping describes: `tables` of junctions and roads, or a map (`osm`, `geojson`),
/// then the stations, districts and points of demand. All findings go to the list; the result must
/// not be used when it has errors. Left out (and told): roads from a junction to itself, rows of
/// tables listed again, junctions outside the largest part of the network in which every junction
/// reaches every other, with their roads and stations, places further from a junction than the
/// snap limit, and districts without a junction.
CityTables read_city_tables(const std::string& in, const Document& mapping,
                            Diagnostics& diagnostics);

}  // namespace vedette
