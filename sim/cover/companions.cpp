// SPDX-License-Identifier: Apache-2.0
#include "cover/companions.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <stdexcept>

#include "cover/busy_circles.hpp"
#include "cover/erlang.hpp"
#include "cover/square_root_law.hpp"

namespace vedette {

namespace {

// Where calls are less even, the law is a tenth too long for units that lie as they do.
constexpr double kUneven = 0.8;

// A mean over the hours, each with its weight.
struct Mean {
  double sum = 0, weight = 0;
  void add(double value, double w) {
    sum += value * w;
    weight += w;
  }
  double value() const { return sum / weight; }
};

double wait_s(double calls_per_s, double service_s, std::size_t servers) {
  if (!(service_s > 0) || !(calls_per_s > 0)) return 0;
  return mmc({calls_per_s, service_s, static_cast<int>(servers)}).mean_wait;
}

double spread_of(const Distribution& d) {
  return d.mean() > 0 ? std::sqrt(d.variance()) / d.mean() : 1;
}

// How busy each fleet is with calls, by the hypercube model.
class FleetLoads {
 public:
  explicit FleetLoads(const City& city) : city_(city), answers_(city.units.size(), 0) {}

  // Nobody is turned away in a run: what the model's units lose, they serve.
  void add(const BusyCircles& hour, double calls) {
    const double served = std::accumulate(hour.workloads.begin(), hour.workloads.end(), 0.0);
    const double more = served > 0 ? calls * hour.service_s / served : 1;
    for (std::size_t j = 0; j < hour.who.size(); ++j) {
      answers_[hour.who[j]] = 1;
      fleets_[city_.units[hour.who[j]].fleet].add(std::min(1.0, hour.workloads[j] * more), 1);
    }
  }
  // Share of the units that answer none of these calls in any hour.
  double others() const {
    return static_cast<double>(std::count(answers_.begin(), answers_.end(), 0)) /
           static_cast<double>(answers_.size());
  }
  // The busiest first: those with the most hours of work.
  void put(const std::vector<Doubt>& doubts, std::vector<Companion>& out) const {
    std::vector<std::pair<std::string, Mean>> order(fleets_.begin(), fleets_.end());
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& a, const auto& b) { return a.second.sum > b.second.sum; });
    for (const auto& [fleet, busy] : order)
      out.push_back({"utilisation.fleet." + fleet, "hypercube", busy.value(), true, doubts});
  }

 private:
  const City& city_;
  std::vector<char> answers_;
  std::map<std::string, Mean> fleets_;
};

// Formulas that speak of rates, where there are none.
std::vector<Companion> none_for_a_trace(const City& city) {
  std::vector<Companion> out;
  if (city.dispatch.desks != kNoIndex)
    out.push_back({"utilisation.dispatcher", "erlang", 0, false, {{"trace"}}});
  out.push_back({"calls.dispatch_s.mean", "erlang", 0, false, {{"trace"}}});
  out.push_back({"utilisation.unit", "hypercube", 0, false, {{"trace"}}});
  out.push_back({"calls.travel_s.mean", "square-root", 0, false, {{"trace"}}});
  return out;
}

}  // namespace

std::vector<Companion> companions(const World& world) {
  const City& city = world.city;
  if (!city.present) return {};
  if (city.replays) return none_for_a_trace(city);
  const Dispatch& d = city.dispatch;
  const double handling_s = d.handling_s.mean();
  const LawGround ground = law_ground(world);
  const bool law = ground.area_m2 > 0 && ground.speed_mps > 0;
  Mean desk_busy, dispatch, unit_busy, to_scene, travel, metres, free_units, service;
  bool fixed = true;
  FleetLoads loads(city);
  BusyHours hours_of(world);
  const auto hours = std::clamp<std::int64_t>((world.horizon.us + kHour.us - 1) / kHour.us, 1, 168);
  const int first = world.start_weekday * 24 + world.start_second_of_day / 3600;
  for (std::int64_t h = 0; h < hours; ++h) {
    BusyCircles hour;
    try {
      hour = hours_of.solve(static_cast<std::size_t>((first + h) % 168), {});
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
    service.add(hour.service_s, calls);
    // Nobody is turned away in a run: all that comes is served.
    const double busy = std::min(1.0, calls * hour.service_s / units);
    unit_busy.add(busy, units);
    loads.add(hour, calls);
    to_scene.add(hour.way_s, calls);
    free_units.add(units * (1 - busy), calls);
    if (!law || busy >= 1) continue;
    const double way =
        square_root_distance(ground.area_m2, units, busy, Metric::kRightAngle, Scatter::kRandom);
    metres.add(way, calls);
    travel.add(
        way / ground.speed_mps * city.pace_by_hour[static_cast<std::size_t>((first + h) % 24)],
        calls);
  }
  if (!(dispatch.weight > 0)) return {};
  const std::vector<Doubt> all = doubts_of_all(world);
  std::vector<Doubt> desks;
  if (d.desks != kNoIndex) doubt_spread("handling-spread", spread_of(d.handling_s), desks);
  std::vector<Doubt> waits = all;
  waits.insert(waits.begin(), desks.begin(), desks.end());
  doubt_spread("service-spread", service_spread(city, service.value()), waits);
  std::vector<Companion> out;
  if (desk_busy.weight > 0)
    out.push_back({"utilisation.dispatcher", "erlang", desk_busy.value(), true, {}});
  out.push_back({"calls.dispatch_s.mean", "erlang", dispatch.value(), true, waits});
  // The model knows who may answer what.
  std::vector<Doubt> model = all;
  std::erase_if(model, [](const Doubt& one) { return one.id == "other-services"; });
  if (const double others = loads.others(); others > 0) {
    out.push_back({"utilisation.unit", "hypercube", 0, false, {{"other-units", 100 * others}}});
    std::vector<Doubt> each = model;
    if (!fixed) each.push_back({"moving"});
    loads.put(each, out);
  } else {
    out.push_back({"utilisation.unit", "hypercube", unit_busy.value(), true, model});
  }
  if (fixed)
    out.push_back({"calls.to_scene_s.mean", "hypercube", to_scene.value(), true, model});
  else
    out.push_back({"calls.to_scene_s.mean", "hypercube", 0, false, {{"moving"}}});
  Companion by_law{"calls.travel_s.mean", "square-root", 0, true, {}};
  if (travel.weight > 0) {
    by_law.value = travel.value();
    by_law.applies = law_applies(city, ground, metres.value(), free_units.value(), by_law.doubts);
    if (ground.even < kUneven)
      by_law.doubts.push_back({"uneven-calls", by_law.value * std::sqrt(ground.even)});
    by_law.doubts.insert(by_law.doubts.end(), all.begin(), all.end());
  } else {
    by_law.applies = false;
    by_law.doubts.push_back({law ? "none-free" : "no-area"});
  }
  out.push_back(std::move(by_law));
  return out;
}

}  // namespace vedette
