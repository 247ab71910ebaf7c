// SPDX-License-Identifier: Apache-2.0
#include "cover/busy_circles.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <span>
#include <stdexcept>
#include <tuple>

#include "cover/hypercube.hpp"

namespace vedette {

namespace {

// The exact model solves 2^N states.
constexpr std::size_t kMostExactUnits = 12;
constexpr int kCalibrations = 6, kMostIterations = 1000;
constexpr double kMostLoad = 0.99;  // of a line of calls
constexpr double kNoWay = 1e7;      // seconds; longer is no way at all
// What a place without calls counts as, so that the model has an answer for it too.
constexpr double kHardlyAny = 1e-12;

// A unit on duty: where it may be, all of these places alike, and the mean way from there.
struct Server {
  const Unit* unit;
  std::span<const NodeId> points;
  const std::vector<double>* way_s;  // [area]: kNoWay or more where nobody is sent
  double turnout_s = 0, pace = 1;    // how long the way takes: turnout_s + pace * way_s
};

// Calls that the same units may answer.
struct CallClass {
  std::vector<char> can;  // [server]
  double rate = 0, on_scene_s = 0;
};

}  // namespace

// Mean ways of units at the same places do not change with the hour, unless it limits how far they
// are sent.
struct BusyHours::Ways {
  using Key = std::tuple<std::uint32_t, std::size_t, std::uint32_t, std::int64_t, double, double>;
  std::map<Key, std::vector<double>> means;
};

namespace {

class Circles {
 public:
  Circles(const World& world, std::size_t hour, BusyHours::Ways& ways)
      : city_(world.city), hour_(hour), ways_(ways) {
    for (const DemandArea& area : city_.areas) calls_ += area.calls_per_day;
    if (!(calls_ > 0)) throw std::invalid_argument("the city has no calls");
    find_servers();
    find_classes();
    find_atoms();
  }

  BusyCircles solve(std::vector<Duration> marks) {
    BusyCircles out;
    out.marks = std::move(marks);
    out.units = servers_.size();
    out.exact = servers_.size() <= kMostExactUnits;
    for (const Server& server : servers_) {
      out.moving = out.moving || server.points.size() > 1;
      out.who.push_back(static_cast<std::uint32_t>(server.unit - city_.units.data()));
    }
    std::vector<double> service(servers_.size(), on_scene_s_ + 120);
    HypercubeResult result;
    for (int round = 0; round < kCalibrations; ++round) {
      set_service(service);
      // Workloads move little from round to round.
      result = out.exact ? hypercube_exact(model_)
                         : hypercube_approximate(model_, kMostIterations, result.workload);
      double all_ways = 0, all_scenes = 0, all_served = 0, moved = 0;
      for (std::size_t j = 0; j < servers_.size(); ++j) {
        double way = 0, scenes = 0, served = 0;
        for (std::size_t k = 0; k < atoms_.size(); ++k) {
          const double share = result.dispatch[j][k];
          if (share <= 0 || !sent(j, k)) continue;
          way += share * seconds_to(j, atoms_[k].area);
          scenes += share * classes_[atoms_[k].of].on_scene_s;
          served += share;
        }
        all_ways += way;
        all_scenes += scenes;
        all_served += served;
        const double next = served > 0 ? (scenes + way) / served : service[j];
        moved = std::max(moved, std::fabs(next - service[j]));
        service[j] = next;
      }
      out.way_s = all_served > 0 ? all_ways / all_served : 0;
      out.service_s = (all_served > 0 ? all_scenes / all_served : on_scene_s_) + out.way_s;
      if (moved < 1e-6) break;
    }
    out.workloads = result.workload;
    out.calls_per_s = calls_ * rate_ / 86400;
    out.workload = std::accumulate(result.workload.begin(), result.workload.end(), 0.0) /
                   static_cast<double>(servers_.size());
    out.all_busy = result.p_all_busy;
    if (!out.marks.empty()) reach(result, out);
    return out;
  }

 private:
  // An area's calls of one class.
  struct Atom {
    std::size_t area, of;
  };

  bool on_duty(const Unit& unit) const {
    return unit.capabilities != 0 &&
           at_work(city_.shifts[unit.shift], static_cast<int>(hour_ % 24));
  }
  double rate_of(const CallType& type) const {
    return type.share * (type.by_hour ? (*type.by_hour)[hour_] : city_.by_hour[hour_]);
  }

  // The police, and whoever shares calls with them, directly or by way of others.
  void find_servers() {
    Capabilities asked = 1, group = 1;
    for (const CallType& type : city_.call_types)
      if (rate_of(type) > 0) asked |= type.capability;
    for (Capabilities before = 0; before != group;) {
      before = group;
      for (const Unit& unit : city_.units)
        if (on_duty(unit) && (unit.capabilities & group & asked))
          group |= unit.capabilities & asked;
    }
    bool police = false;
    for (const Unit& unit : city_.units) {
      if (!on_duty(unit) || !(unit.capabilities & group)) continue;
      police = police || (unit.capabilities & 1);
      servers_.push_back(server_of(unit));
    }
    if (!police) throw std::invalid_argument("no unit is on duty in that hour");
  }

  void find_classes() {
    const auto class_of = [&](Capabilities capability) -> CallClass* {
      std::vector<char> can;
      for (const Server& s : servers_) can.push_back((s.unit->capabilities & capability) != 0);
      if (std::find(can.begin(), can.end(), 1) == can.end()) return nullptr;
      for (CallClass& known : classes_)
        if (known.can == can) return &known;
      classes_.push_back({std::move(can)});
      return &classes_.back();
    };
    class_of(1);  // the first: whom a place asks for
    for (const CallType& type : city_.call_types) {
      const double rate = rate_of(type);
      CallClass* const of = rate > 0 ? class_of(type.capability) : nullptr;
      if (!of) continue;
      of->rate += rate;
      of->on_scene_s += rate * type.on_scene_s.mean();
    }
    for (CallClass& of : classes_) {
      rate_ += of.rate;
      on_scene_s_ += of.on_scene_s;
      if (of.rate > 0) of.on_scene_s /= of.rate;
    }
    if (!(rate_ > 0)) throw std::invalid_argument("there are no calls in that hour");
    on_scene_s_ /= rate_;
  }

  // Seconds of the way alone, by siren; no way where nobody is sent from there.
  double way_from(const Unit& unit, NodeId from, NodeId to, double turnout_s, double pace) const {
    const Duration way = city_.road_states.front().modes[unit.mode].siren->time(from, to);
    if (way == kUnreachable) return kUnreachable.seconds();
    const bool leaving_counts = city_.dispatch.rule == DispatchRule::kSoonest;
    if (unit.reach != kUnreachable &&
        way.seconds() * pace + (leaving_counts ? turnout_s : 0) > unit.reach.seconds())
      return kUnreachable.seconds();
    return way.seconds();
  }

  Server server_of(const Unit& unit) {
    const Mode& mode = city_.road_states.front().modes[unit.mode];
    const bool patrols = unit.beat != kNoIndex;
    Server out{&unit, {&unit.home, 1}, nullptr};
    if (patrols) out.points = city_.beats[unit.beat].points;
    out.turnout_s = (patrols ? unit.turnout_on_patrol_s : unit.turnout_s).mean();
    out.pace = mode.pace * (mode.in_traffic ? city_.pace_by_hour[hour_ % 24] : 1);
    const bool far = unit.reach == kUnreachable;
    auto& means = ways_.means[{unit.beat, patrols ? 0 : unit.home.index(), unit.mode, unit.reach.us,
                               far ? 0 : out.turnout_s, far ? 1 : out.pace}];
    if (means.empty()) {
      const std::size_t areas = city_.areas.size();
      means.assign(areas, 0);
      std::vector<std::size_t> points(areas, 0);  // of those from which it is sent
      for (const NodeId from : out.points)        // row by row of the table
        for (std::size_t a = 0; a < areas; ++a) {
          const double s = way_from(unit, from, city_.areas[a].node, out.turnout_s, out.pace);
          if (s > kNoWay) continue;
          means[a] += s;
          ++points[a];
        }
      for (std::size_t a = 0; a < areas; ++a)
        means[a] =
            points[a] > 0 ? means[a] / static_cast<double>(points[a]) : kUnreachable.seconds();
    }
    out.way_s = &means;
    return out;
  }

  // Mean seconds to an area, turnout included.
  double seconds_to(std::size_t j, std::size_t area) const {
    const Server& server = servers_[j];
    const double way = (*server.way_s)[area];
    return way > kNoWay ? kUnreachable.seconds() : server.turnout_s + server.pace * way;
  }
  bool sent(std::size_t j, std::size_t atom) const {
    return classes_[atoms_[atom].of].can[j] && (*servers_[j].way_s)[atoms_[atom].area] <= kNoWay;
  }

  // Each area's calls of each class; units in the order of their mean time, then by number.
  void find_atoms() {
    std::vector<double> times(servers_.size());
    std::vector<std::size_t> order(servers_.size());
    for (std::size_t a = 0; a < city_.areas.size(); ++a) {
      for (std::size_t j = 0; j < servers_.size(); ++j) times[j] = seconds_to(j, a);
      // In a run whoever happens to be nearer goes: those on patrol at the same points take turns.
      const auto turn = [&](std::size_t j) -> std::uint64_t {
        if (servers_[j].points.size() == 1) return j;
        const std::uint64_t mixed = (j + 1) * 0x9e3779b97f4a7c15u ^ (a + 1) * 0xbf58476d1ce4e5b9u;
        return (mixed ^ mixed >> 29) * 0x94d049bb133111ebu >> 32;
      };
      std::iota(order.begin(), order.end(), std::size_t{0});
      std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) {
        return std::tuple(times[i], turn(i), i) < std::tuple(times[j], turn(j), j);
      });
      for (std::size_t of = 0; of < classes_.size(); ++of) {
        HypercubeAtom atom;
        atom.call_rate = city_.areas[a].calls_per_day * classes_[of].rate / 86400;
        if (of == 0) atom.call_rate = std::max(atom.call_rate, calls_ * rate_ * kHardlyAny / 86400);
        if (!(atom.call_rate > 0)) continue;
        const auto goes = [&](std::size_t j) { return classes_[of].can[j] && times[j] <= kNoWay; };
        for (const std::size_t j : order)
          if (goes(j)) atom.preference.push_back(j);
        if (atom.preference.empty()) continue;  // nobody is sent there
        whole_lists_ = whole_lists_ && atom.preference.size() == order.size();
        atoms_.push_back({a, of});
        model_.atoms.push_back(std::move(atom));
      }
    }
  }

  // Calls wait where every unit may take every one; as long as that line does not grow for ever.
  void set_service(const std::vector<double>& mean_s) {
    model_.service_rate.clear();
    double service = 0, calls = 0;
    for (const double s : mean_s) service += model_.service_rate.emplace_back(1 / s);
    for (const HypercubeAtom& atom : model_.atoms) calls += atom.call_rate;
    model_.queue = whole_lists_ && calls < kMostLoad * service;
  }

  void reach(const HypercubeResult& result, BusyCircles& out) const {
    out.reach.assign(city_.areas.size(), std::vector<double>(out.marks.size(), 0));
    out.share_of_calls.assign(out.marks.size(), 0);
    if (out.moving)
      reach_of_moving(result, out);
    else
      reach_of_waiting(result, out);
    for (std::size_t a = 0; a < city_.areas.size(); ++a)
      for (std::size_t m = 0; m < out.marks.size(); ++m)
        out.share_of_calls[m] += out.reach[a][m] * city_.areas[a].calls_per_day;
    for (double& share : out.share_of_calls) share /= calls_;
  }

  void reach_of_waiting(const HypercubeResult& result, BusyCircles& out) const {
    const double reached = 1 - (model_.queue ? result.p_all_busy : result.p_lost);
    const double all_service =
        std::accumulate(model_.service_rate.begin(), model_.service_rate.end(), 0.0);
    double listed = 0;
    for (const HypercubeAtom& atom : model_.atoms) listed += atom.call_rate;
    std::vector<double> direct(servers_.size());
    for (std::size_t k = 0; k < atoms_.size(); ++k) {
      if (atoms_[k].of != 0) continue;
      // The shares of this atom's calls to which each unit goes at once. With whole lists the
      // approximation's need not add up.
      const double all = model_.atoms[k].call_rate / listed;
      double total = 0;
      for (std::size_t j = 0; j < servers_.size(); ++j) {
        const double waited =
            model_.queue ? all * result.p_all_busy * model_.service_rate[j] / all_service : 0;
        total += direct[j] = std::max(0.0, result.dispatch[j][k] - waited);
      }
      if (!whole_lists_ || (out.exact && !model_.queue)) total = all;
      if (!(total > 0)) continue;
      for (std::size_t j = 0; j < servers_.size(); ++j) {
        if (!sent(j, k)) continue;
        const double share = reached * direct[j] / total;
        const double s = seconds_to(j, atoms_[k].area);
        for (std::size_t m = 0; m < out.marks.size(); ++m)
          if (s <= out.marks[m].seconds()) out.reach[atoms_[k].area][m] += share;
      }
    }
  }

  // Units on patrol: whoever is nearest at that moment goes. Somebody is near enough unless
  // everyone is busy or elsewhere; units independent, each free with its own share.
  void reach_of_moving(const HypercubeResult& result, BusyCircles& out) const {
    std::vector<double> nobody(out.marks.size()), near(out.marks.size());
    for (std::size_t a = 0; a < city_.areas.size(); ++a) {
      std::fill(nobody.begin(), nobody.end(), 1.0);
      for (std::size_t j = 0; j < servers_.size(); ++j) {
        const Server& server = servers_[j];
        if (!classes_[0].can[j]) continue;
        std::fill(near.begin(), near.end(), 0.0);
        for (const NodeId from : server.points) {
          const double way =
              way_from(*server.unit, from, city_.areas[a].node, server.turnout_s, server.pace);
          if (way > kNoWay) continue;
          const double s = server.turnout_s + server.pace * way;
          for (std::size_t m = 0; m < out.marks.size(); ++m) near[m] += s <= out.marks[m].seconds();
        }
        const double free = (1 - result.workload[j]) / static_cast<double>(server.points.size());
        for (std::size_t m = 0; m < out.marks.size(); ++m) nobody[m] *= 1 - free * near[m];
      }
      for (std::size_t m = 0; m < out.marks.size(); ++m) out.reach[a][m] = 1 - nobody[m];
    }
  }

  const City& city_;
  std::size_t hour_;
  BusyHours::Ways& ways_;
  std::vector<Server> servers_;
  std::vector<CallClass> classes_;
  double calls_ = 0, on_scene_s_ = 0;
  double rate_ = 0;  // of all classes in that hour, relative to all calls in the mean hour
  std::vector<Atom> atoms_;
  HypercubeModel model_;
  bool whole_lists_ = true;  // every unit goes to every call
};

}  // namespace

bool at_work(const Shift& shift, int hour) {
  const std::int32_t now = hour * 3600 + 1800;
  if (shift.from_s == shift.to_s) return true;
  return shift.from_s < shift.to_s ? shift.from_s <= now && now < shift.to_s
                                   : now >= shift.from_s || now < shift.to_s;
}

BusyHours::BusyHours(const World& world) : world_(world), ways_(std::make_unique<Ways>()) {}
BusyHours::~BusyHours() = default;

BusyCircles BusyHours::solve(std::size_t hour, std::vector<Duration> marks) {
  return Circles(world_, hour, *ways_).solve(std::move(marks));
}

BusyCircles busy_circles(const World& world, std::size_t hour, std::vector<Duration> marks) {
  return BusyHours(world).solve(hour, std::move(marks));
}

}  // namespace vedette
