// SPDX-License-Identifier: Apache-2.0
#include "cli/circle_sources.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "cover/busy_circles.hpp"
#include "world/name_pattern.hpp"

namespace vedette::cli {

namespace {

// The roads as they are at that hour, the first time it comes.
const RoadState& roads_at(const World& world, std::optional<int> hour) {
  const auto& states = world.city.road_states;
  Time then{0};
  if (hour) then = Time{((*hour * 3600 - world.start_second_of_day + 86400) % 86400) * kSecond.us};
  std::size_t state = 0;
  while (state + 1 < states.size() && states[state + 1].from <= then) ++state;
  return states[state];
}

// Of what a unit is sent to at most, the part for the way; dispatch by the soonest counts the mean
// turnout too. Negative: it is sent nowhere.
Duration on_the_way(const City& city, const Unit& u) {
  if (u.reach == kUnreachable || city.dispatch.rule != DispatchRule::kSoonest) return u.reach;
  const Distribution& leaving = u.beat == kNoIndex ? u.turnout_s : u.turnout_on_patrol_s;
  return u.reach - seconds(leaving.mean());
}

class Chosen {
 public:
  Chosen(const World& world, const SourceChoice& choice)
      : world_(world), choice_(choice), used_(choice.from.size()) {}

  bool station(const Station& s) {
    return takes("stations", {name(s.entity)}) && in_district(s.node);
  }
  // Those that can be sent to police calls; one that is named also if it cannot.
  bool unit(const Unit& u) {
    const bool wanted = takes("units", {name(u.entity), u.fleet}, u.capabilities & 1);
    return wanted && in_district(u.home) &&
           (!choice_.hour || at_work(world_.city.shifts[u.shift], *choice_.hour));
  }
  std::string unknown() const {
    for (std::size_t i = 0; i < used_.size(); ++i)
      if (!used_[i]) return choice_.from[i];
    return {};
  }

 private:
  const std::string& name(EntityId id) const { return world_.entities[id.index()].name; }
  bool in_district(NodeId node) const {
    return choice_.district == kNoIndex ||
           world_.city.areas[node.index()].district == choice_.district;
  }
  bool takes(const std::string& kind, const std::vector<std::string>& names, bool of_kind = true) {
    bool out = false;
    for (std::size_t i = 0; i < used_.size(); ++i) {
      const std::string& wanted = choice_.from[i];
      const bool word = wanted == "stations" || wanted == "units" || wanted == "both";
      const bool named = std::any_of(names.begin(), names.end(),
                                     [&](const std::string& n) { return fits(wanted, n); });
      used_[i] = used_[i] || word || named;
      out = out || named || (of_kind && (wanted == kind || wanted == "both"));
    }
    return out;
  }

  const World& world_;
  const SourceChoice& choice_;
  std::vector<bool> used_;
};

}  // namespace

std::vector<CircleDrivers> circle_drivers(const World& world, const SourceChoice& choice,
                                          std::string& unknown) {
  const City& city = world.city;
  const RoadState& roads = roads_at(world, choice.hour);
  std::vector<CircleDrivers> out;
  std::map<std::pair<std::uint32_t, Duration>, std::size_t> alike;
  const auto add = [&](NodeId node, std::uint32_t mode, Duration most) {
    const auto [at, is_new] = alike.try_emplace({mode, most}, out.size());
    if (is_new) {
      const Mode& m = roads.modes[mode];
      double pace = m.pace;
      if (choice.hour && m.in_traffic)
        pace *= city.pace_by_hour[static_cast<std::size_t>(*choice.hour)];
      out.push_back({&m.siren->graph(), m.siren->speed_factor() / pace, most, {}});
    }
    out[at->second].sources.push_back({node, choice.turnout});
  };
  Chosen chosen(world, choice);
  for (const Station& s : city.stations)
    if (chosen.station(s)) add(s.node, 0, kUnreachable);
  for (const Unit& u : city.units)
    if (const Duration most = on_the_way(city, u); chosen.unit(u) && most.us >= 0)
      add(u.home, u.mode, most);
  unknown = chosen.unknown();
  return out;
}

ReachQuestion reach_question(const World& world, const SourceChoice& choice, bool free_only,
                             std::string& unknown) {
  SourceChoice any_hour = choice;
  any_hour.hour.reset();
  Chosen chosen(world, any_hour);
  ReachQuestion out;
  out.free_only = free_only;
  out.turnout = choice.turnout;
  out.hour = choice.hour;
  for (const Station& s : world.city.stations)
    if (chosen.station(s)) out.stations.push_back(s.node);
  for (const Unit& u : world.city.units) out.units.push_back(chosen.unit(u));
  unknown = chosen.unknown();
  return out;
}

bool some_go_about(const World& world, const ReachQuestion& question) {
  const City& city = world.city;
  for (std::size_t i = 0; i < city.units.size(); ++i) {
    const Unit& u = city.units[i];
    if (!question.units[i]) continue;
    if (u.beat == kNoIndex && city.dispatch.move_up != MoveUp::kNone) return true;
    if (u.beat == kNoIndex) continue;
    const auto& points = city.beats[u.beat].points;
    if (std::any_of(points.begin(), points.end(), [&](NodeId p) { return p != u.home; }))
      return true;
  }
  return false;
}

std::vector<std::string> source_names(const World& world) {
  std::vector<std::string> out{"stations", "units", "both"};
  for (const Station& s : world.city.stations) out.push_back(world.entities[s.entity.index()].name);
  for (const Unit& u : world.city.units) {
    if (out.back() != u.fleet) out.push_back(u.fleet);
  }
  for (const Unit& u : world.city.units) out.push_back(world.entities[u.entity.index()].name);
  return out;
}

}  // namespace vedette::cli
