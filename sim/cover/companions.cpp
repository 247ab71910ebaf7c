// SPDX-License-Identifier: Apache-2.0
#include "cover/companions.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "cover/busy_circles.hpp"
#include "cover/erlang.hpp"
#include "cover/square_root_law.hpp"
#include "space/polygon.hpp"

namespace vedette {

namespace {

// A mean over the hours, each with its weight.
struct Mean {
  double sum = 0, weight = 0;
  void add(double value, double w) {
    sum += value * w;
    weight += w;
  }
  double value() const { return sum / weight; }
};

double area_of(const City& city) {
  double cells = 0;
  for (const Cell& cell : city.cells) cells += area_m2(cell.corners);
  if (cells > 0) return cells;
  std::vector<PointMm> places;
  for (const DemandArea& area : city.areas) {
    const RoadGraph::Node& node = city.roads->node(area.node);
    places.push_back(millimetres(node.x_m, node.y_m));
  }
  return area_m2(convex_hull(std::move(places)));
}

// Of the roads at siren speed, each metre alike.
double mean_speed_mps(const City& city) {
  const RoadGraph& roads = city.siren->graph();
  double metres = 0, seconds = 0;
  for (std::size_t a = 0; a < roads.arc_count(); ++a) {
    const RoadGraph::Arc& arc = roads.arc(ArcId(a));
    if (arc.closed()) continue;
    metres += arc.length_m;
    seconds += arc.seconds();
  }
  return seconds > 0 ? metres / seconds * city.siren->speed_factor() : 0;
}

double wait_s(double calls_per_s, double service_s, std::size_t servers) {
  if (!(service_s > 0) || !(calls_per_s > 0)) return 0;
  return mmc({calls_per_s, service_s, static_cast<int>(servers)}).mean_wait;
}

}  // namespace

std::vector<Companion> companions(const World& world) {
  const City& city = world.city;
  if (!city.present || city.replays) return {};
  const Dispatch& d = city.dispatch;
  const double handling_s = d.handling_s.mean();
  const double area = area_of(city), speed = mean_speed_mps(city);
  Mean desk_busy, dispatch, unit_busy, to_scene, travel;
  bool fixed = true;
  const auto hours = std::clamp<std::int64_t>((world.horizon.us + kHour.us - 1) / kHour.us, 1, 168);
  const int first = world.start_weekday * 24 + world.start_second_of_day / 3600;
  for (std::int64_t h = 0; h < hours; ++h) {
    BusyCircles hour;
    try {
      hour = busy_circles(world, static_cast<std::size_t>((first + h) % 168), {});
    } catch (const std::invalid_argument&) {  // nobody on duty, or no calls, in that hour
      continue;
    }
    const double calls = hour.calls_per_s, units = static_cast<double>(hour.units);
    fixed = fixed && !hour.moving;
    double waits = handling_s + wait_s(calls, hour.service_s, hour.units);
    if (d.desks != kNoIndex && d.desks > 0) {
      waits += wait_s(calls, handling_s, d.desks);
      desk_busy.add(std::min(1.0, calls * handling_s / d.desks), 1);
    }
    dispatch.add(waits, calls);
    // Nobody is turned away in a run: all that comes is served.
    const double busy = std::min(1.0, calls * hour.service_s / units);
    unit_busy.add(busy, units);
    to_scene.add(hour.way_s, calls);
    if (area > 0 && speed > 0 && busy < 1)
      travel.add(square_root_distance(area, units, busy, Metric::kRightAngle, Scatter::kRandom) /
                     speed * city.pace_by_hour[static_cast<std::size_t>((first + h) % 24)],
                 calls);
  }
  if (!(dispatch.weight > 0)) return {};
  std::vector<Companion> out;
  if (desk_busy.weight > 0) out.push_back({"utilisation.dispatcher", "erlang", desk_busy.value()});
  out.push_back({"calls.dispatch_s.mean", "erlang", dispatch.value()});
  out.push_back({"utilisation.unit", "hypercube", unit_busy.value()});
  if (fixed) out.push_back({"calls.to_scene_s.mean", "hypercube", to_scene.value()});
  if (travel.weight > 0) out.push_back({"calls.travel_s.mean", "square-root", travel.value()});
  return out;
}

}  // namespace vedette
