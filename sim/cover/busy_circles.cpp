// SPDX-License-Identifier: Apache-2.0
#include "cover/busy_circles.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <stdexcept>

#include "cover/hypercube.hpp"

namespace vedette {

namespace {

// The exact model solves 2^N states.
constexpr std::size_t kMostExactUnits = 12;
constexpr int kCalibrations = 6;
constexpr double kNoWay = 1e7;  // seconds; longer is no way at all

// Where units on duty may be, and how long each needs to each area from there.
struct Server {
  const Unit* unit;
  std::vector<NodeId> points;  // all alike
};

class Circles {
 public:
  Circles(const World& world, std::size_t hour) : city_(world.city), hour_(hour) {
    for (const Unit& unit : city_.units) {
      if (!(unit.capabilities & 1) ||
          !at_work(city_.shifts[unit.shift], static_cast<int>(hour % 24)))
        continue;
      Server server{&unit, {unit.home}};
      if (unit.beat != kNoIndex) server.points = city_.beats[unit.beat].points;
      servers_.push_back(std::move(server));
    }
    for (const DemandArea& area : city_.areas) calls_ += area.calls_per_day;
    if (servers_.empty()) throw std::invalid_argument("no unit is on duty in that hour");
    if (!(calls_ > 0)) throw std::invalid_argument("the city has no calls");
    // Types may have weeks of their own.
    for (const CallType& type : city_.call_types) {
      const double rate = type.share * (type.by_hour ? (*type.by_hour)[hour] : city_.by_hour[hour]);
      on_scene_s_ += rate * type.on_scene_s.mean();
      rate_ += rate;
    }
    if (rate_ > 0) on_scene_s_ /= rate_;
    measure();
  }

  BusyCircles solve(std::vector<Duration> marks) {
    BusyCircles out;
    out.marks = std::move(marks);
    out.units = servers_.size();
    out.exact = servers_.size() <= kMostExactUnits;
    for (const Server& server : servers_) out.moving = out.moving || server.points.size() > 1;
    std::vector<double> service(servers_.size(), on_scene_s_ + 120);
    HypercubeResult result;
    for (int round = 0; round < kCalibrations; ++round) {
      const HypercubeModel model = model_with(service);
      result = out.exact ? hypercube_exact(model) : hypercube_approximate(model);
      double all_ways = 0, all_served = 0, moved = 0;
      for (std::size_t j = 0; j < servers_.size(); ++j) {
        double way = 0, served = 0;
        for (std::size_t a = 0; a < atom_area_.size(); ++a) {
          if (mean_s_[j][atom_area_[a]] > kNoWay) continue;  // nobody drives there
          way += result.dispatch[j][a] * mean_s_[j][atom_area_[a]];
          served += result.dispatch[j][a];
        }
        all_ways += way;
        all_served += served;
        const double next = served > 0 ? on_scene_s_ + way / served : service[j];
        moved = std::max(moved, std::fabs(next - service[j]));
        service[j] = next;
      }
      out.way_s = all_served > 0 ? all_ways / all_served : 0;
      if (moved < 1e-6) break;
    }
    out.service_s = on_scene_s_ + out.way_s;
    out.workloads = result.workload;
    out.calls_per_s = calls_ * rate_ / 86400;
    out.workload = std::accumulate(result.workload.begin(), result.workload.end(), 0.0) /
                   static_cast<double>(servers_.size());
    out.all_busy = result.p_all_busy;
    reach(result, out);
    return out;
  }

 private:
  double pace(const Mode& mode) const {
    return mode.pace * (mode.in_traffic ? city_.pace_by_hour[hour_ % 24] : 1);
  }
  // Seconds from a point to an area, turnout included; no way where nobody is sent from there.
  double seconds_to(const Server& server, NodeId from, NodeId to) const {
    const Mode& mode = city_.road_states.front().modes[server.unit->mode];
    const Duration way = mode.siren->time(from, to);
    if (way == kUnreachable) return kUnreachable.seconds();
    const Distribution& turnout =
        server.unit->beat == kNoIndex ? server.unit->turnout_s : server.unit->turnout_on_patrol_s;
    const double drive_s = way.seconds() * pace(mode);
    const bool leaving_counts = city_.dispatch.rule == DispatchRule::kSoonest;
    const Duration reach = server.unit->reach;
    if (reach != kUnreachable && drive_s + (leaving_counts ? turnout.mean() : 0) > reach.seconds())
      return kUnreachable.seconds();
    return turnout.mean() + drive_s;
  }

  void measure() {
    mean_s_.assign(servers_.size(), std::vector<double>(city_.areas.size(), 0));
    for (std::size_t j = 0; j < servers_.size(); ++j)
      for (std::size_t a = 0; a < city_.areas.size(); ++a) {
        // Of the points from which it is sent.
        std::size_t points = 0;
        for (const NodeId from : servers_[j].points) {
          const double s = seconds_to(servers_[j], from, city_.areas[a].node);
          if (s > kNoWay) continue;
          mean_s_[j][a] += s;
          ++points;
        }
        mean_s_[j][a] =
            points > 0 ? mean_s_[j][a] / static_cast<double>(points) : kUnreachable.seconds();
      }
  }

  // Areas with calls are atoms; units in the order of their mean time, ties by number.
  HypercubeModel model_with(const std::vector<double>& service_s) {
    HypercubeModel model;
    model.queue = false;
    for (const double s : service_s) model.service_rate.push_back(1 / s);
    atom_area_.clear();
    for (std::size_t a = 0; a < city_.areas.size(); ++a) {
      const double rate = city_.areas[a].calls_per_day * rate_ / 86400;
      if (!(rate > 0)) continue;
      HypercubeAtom atom;
      atom.call_rate = rate;
      atom.preference.resize(servers_.size());
      std::iota(atom.preference.begin(), atom.preference.end(), std::size_t{0});
      std::stable_sort(atom.preference.begin(), atom.preference.end(),
                       [&](std::size_t i, std::size_t j) { return mean_s_[i][a] < mean_s_[j][a]; });
      // The approximation needs whole lists: there who is not sent stands last.
      if (servers_.size() <= kMostExactUnits)
        std::erase_if(atom.preference, [&](std::size_t j) { return mean_s_[j][a] > kNoWay; });
      if (atom.preference.empty()) continue;  // nobody is sent there
      model.atoms.push_back(std::move(atom));
      atom_area_.push_back(a);
    }
    if (model.atoms.empty()) throw std::invalid_argument("there are no calls in that hour");
    return model;
  }

  void reach(const HypercubeResult& result, BusyCircles& out) const {
    out.reach.assign(city_.areas.size(), std::vector<double>(out.marks.size(), 0));
    out.share_of_calls.assign(out.marks.size(), 0);
    if (out.moving) {
      reach_of_moving(result, out);
      return;
    }
    const double reached = 1 - (result.p_lost > 0 ? result.p_lost : 0);
    double listed_calls = 0;
    for (const std::size_t a : atom_area_) listed_calls += city_.areas[a].calls_per_day;
    for (std::size_t k = 0; k < atom_area_.size(); ++k) {
      const std::size_t a = atom_area_[k];
      // The shares of this area's calls that go to each unit. The approximation's need not add up.
      double total = city_.areas[a].calls_per_day / listed_calls;
      if (!out.exact) {
        total = 0;
        for (std::size_t j = 0; j < servers_.size(); ++j) total += result.dispatch[j][k];
      }
      if (!(total > 0)) continue;
      for (std::size_t j = 0; j < servers_.size(); ++j) {
        const double share = reached * result.dispatch[j][k] / total;
        if (share <= 0) continue;
        const double each = share / static_cast<double>(servers_[j].points.size());
        for (const NodeId from : servers_[j].points) {
          const double s = seconds_to(servers_[j], from, city_.areas[a].node);
          for (std::size_t m = 0; m < out.marks.size(); ++m)
            if (s <= out.marks[m].seconds()) out.reach[a][m] += each;
        }
      }
      for (std::size_t m = 0; m < out.marks.size(); ++m)
        out.share_of_calls[m] += out.reach[a][m] * city_.areas[a].calls_per_day;
    }
    for (double& share : out.share_of_calls) share /= calls_;
  }

  // Units on patrol: whoever is nearest at that moment goes. Somebody is near enough unless
  // everyone is busy or elsewhere; units independent, each free with its own share.
  void reach_of_moving(const HypercubeResult& result, BusyCircles& out) const {
    std::vector<double> nobody(out.marks.size());
    for (const std::size_t a : atom_area_) {
      std::fill(nobody.begin(), nobody.end(), 1.0);
      for (std::size_t j = 0; j < servers_.size(); ++j) {
        std::vector<double> near(out.marks.size(), 0);
        for (const NodeId from : servers_[j].points) {
          const double s = seconds_to(servers_[j], from, city_.areas[a].node);
          for (std::size_t m = 0; m < out.marks.size(); ++m) near[m] += s <= out.marks[m].seconds();
        }
        const double free =
            (1 - result.workload[j]) / static_cast<double>(servers_[j].points.size());
        for (std::size_t m = 0; m < out.marks.size(); ++m) nobody[m] *= 1 - free * near[m];
      }
      for (std::size_t m = 0; m < out.marks.size(); ++m) {
        out.reach[a][m] = 1 - nobody[m];
        out.share_of_calls[m] += out.reach[a][m] * city_.areas[a].calls_per_day;
      }
    }
    for (double& share : out.share_of_calls) share /= calls_;
  }

  const City& city_;
  std::size_t hour_;
  std::vector<Server> servers_;
  double calls_ = 0, on_scene_s_ = 0;
  double rate_ = 0;                          // of all types in that hour, relative to the mean hour
  std::vector<std::vector<double>> mean_s_;  // [server][area]
  std::vector<std::size_t> atom_area_;
};

}  // namespace

bool at_work(const Shift& shift, int hour) {
  const std::int32_t now = hour * 3600 + 1800;
  if (shift.from_s == shift.to_s) return true;
  return shift.from_s < shift.to_s ? shift.from_s <= now && now < shift.to_s
                                   : now >= shift.from_s || now < shift.to_s;
}

BusyCircles busy_circles(const World& world, std::size_t hour, std::vector<Duration> marks) {
  return Circles(world, hour).solve(std::move(marks));
}

}  // namespace vedette
