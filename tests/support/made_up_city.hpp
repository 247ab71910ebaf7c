// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace vedette::testing {

/// A city of ten districts that does not exist, for the scenario baotou-city: made-up towns
/// (sim/space/made_up_town) side by side and apart, joined by roads, with the places that such a
/// city's police have to do with. Lengths in decimetres, so that every step is exact.
struct MadeUpCity {
  struct Junction {
    std::int64_t x_dm = 0, y_dm = 0;  // the origin is south-west of the city
    std::uint32_t district = 0;       // index into `districts`
    std::int64_t millicalls = 0;      // calls for service a day, thousandths
    std::int64_t people = 0;
  };
  struct Road {
    std::uint32_t from = 0, to = 0;  // indices of junctions
    int speed_kmh = 0;
    bool oneway = false;
  };
  struct Place {
    std::string id, name;
    std::uint32_t junction = 0;
  };
  using Line = std::vector<std::uint32_t>;  // junctions in the order of a tour

  std::uint64_t seed = 0;
  std::vector<std::string> districts;
  std::vector<Junction> junctions;
  std::vector<Road> roads;  // strongly connected
  std::vector<Place> stations, inner_gates, police_gates, schools, outlets, fire, gas;
  std::vector<Line> railway;    // sections from west to east
  std::vector<Line> radiating;  // of each station: the junctions around it
  std::vector<Line> outlying;   // of each town apart: its middle
  Line park;                    // where horses patrol
};

struct CityOrder {
  std::uint64_t seed = 1;
  double calls_per_day = 720;  // the city's sum, to the thousandth
  std::uint32_t schools = 160;
};

/// The same bytes for the same order on every machine. Throws std::runtime_error where the order
/// leaves too little room for the places.
MadeUpCity made_up_city(const CityOrder& order);

/// id,x_m,y_m,district,calls_per_day,population
std::string junctions_csv(const MadeUpCity& city);
/// from,to,speed_kmh,oneway
std::string roads_csv(const MadeUpCity& city);
/// id,name,junction
std::string places_csv(const MadeUpCity& city, const std::vector<MadeUpCity::Place>& places);
/// section,junction
std::string railway_csv(const MadeUpCity& city);
/// The fleets that belong to single places, as a part of a scenario.
std::string fleets_yaml(const MadeUpCity& city);

}  // namespace vedette::testing
