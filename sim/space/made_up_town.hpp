// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "space/point.hpp"
#include "space/road_graph.hpp"

namespace vedette {

/// A plausible town that does not exist, for scenarios that need streets but no real place: about
/// 500 junctions on 8 x 6 km, a river with three bridges, an old town inside a ring road, radial
/// roads, suburbs, one-way pairs, and a plot for a walled facility at the western edge.
struct MadeUpTown {
  struct Junction {
    double x_m = 0;  // to 0.1 m; the origin is the south-western corner of the map
    double y_m = 0;
    std::uint32_t district = 0;           // index into `districts`
    std::int64_t millicalls_per_day = 0;  // calls for the police, thousandths
  };
  struct Road {
    std::uint32_t from = 0;  // indices of junctions
    std::uint32_t to = 0;
    double length_m = 0;  // straight, to 0.1 m
    int speed_kmh = 0;    // 60 arterial, 40 collector, 30 local
    bool oneway = false;
  };
  struct Station {
    std::string name;
    std::uint32_t junction = 0;
  };
  std::uint64_t seed = 0;
  std::vector<std::string> districts;  // old-town, new-town, east, west
  std::vector<Junction> junctions;     // from the centre outwards
  std::vector<Road> roads;
  std::vector<Station> stations;
  std::vector<PointMm> river;  // centre line, north to south
  double river_width_m = 0;
  // The free plot, 400 m x 300 m: its south-western corner, and the junction before its gate,
  // which is in the middle of the south side.
  double plot_x_m = 0, plot_y_m = 0;
  std::uint32_t gate_junction = 0;
};

struct TownOrder {
  std::uint64_t seed = 1;
  double calls_per_day = 90;   // in [0, 1e6]; the town's sum, to the thousandth
  std::uint32_t stations = 6;  // in [0, 100]
};

/// The same bytes for the same order on every machine. The roads are strongly connected.
/// Throws InputError where the order is out of bounds.
MadeUpTown made_up_town(const TownOrder& order);

/// Its roads for driving: nodes named "1", "2" … as in the files.
RoadGraph road_graph(const MadeUpTown& town);

/// The files of a town folder; each starts with a comment line that names generator and seed.
/// id,x_m,y_m,district,calls_per_day
std::string junctions_csv(const MadeUpTown& town);
/// from,to,length_m,speed_kmh,oneway (yes or no)
std::string roads_csv(const MadeUpTown& town);
/// id,name,junction
std::string stations_csv(const MadeUpTown& town);
/// x_m,y_m,width_m: the river's centre line, for drawing
std::string river_csv(const MadeUpTown& town);

}  // namespace vedette
