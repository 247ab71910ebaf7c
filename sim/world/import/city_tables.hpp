// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "space/point.hpp"
#include "world/import/source_table.hpp"

namespace vedette {

/// The rows of the foreign tables in our units, before they are written. Each names the row of its
/// table; a row that is left out is taken from the list and told to its table.
struct CityTables {
  struct Junction {
    std::string id;
    PointMm at;
    std::string district;
    double calls_per_day = 0;
    std::size_t row = 0;
  };
  struct Road {
    std::string from, to;
    std::optional<double> length_m, speed_kmh;  // none: straight, the road type's
    bool oneway = false;
    std::size_t row = 0;
  };
  struct Station {
    std::string id, junction, name;
    std::size_t row = 0;
  };
  struct District {
    std::string id;
    std::vector<std::string> kept;
    std::size_t row = 0;
  };

  std::optional<SourceTable> junction_table, road_table, station_table, district_table;
  std::vector<Junction> junctions;
  std::vector<Road> roads;
  std::vector<Station> stations;
  std::vector<District> districts;
  std::vector<std::string> district_columns;  // those kept

  double length_m(const Road& road) const;  ///< given or straight

 private:
  friend class CityReader;
  std::map<std::string, std::size_t, std::less<>> by_id_;  // of the junctions as read
  std::vector<PointMm> places_;
};

/// Reads what the mapping's `tables` describe. All findings go to the list; the result must not be
/// used when it has errors. Left out (and told): roads from a junction to itself or listed again,
/// junctions outside the largest part of the network in which every junction reaches every other,
/// with their roads and stations, and districts without a junction.
CityTables read_city_tables(const std::string& in, const Located& tables, Diagnostics& diagnostics);

}  // namespace vedette
