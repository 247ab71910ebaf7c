// SPDX-License-Identifier: Apache-2.0
// How long the ways take: for every way to get about and every state of the roads.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "world/compile/city_parts.hpp"

namespace vedette {

namespace {

// Seconds per arc in one state of the roads; infinite: closed.
using ArcSeconds = std::vector<double>;

constexpr double kClosed = std::numeric_limits<double>::infinity();

struct Change {
  Time from, to;
  std::vector<ArcId> arcs;
  double factor = 1;  // of the seconds
};

std::vector<Change> read_changes(CompileContext& c, const Located& city) {
  std::vector<Change> out;
  const auto list = city.find("road_changes");
  if (!list) return out;
  const RoadGraph& roads = *c.world().city.roads;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const Located at = list->at(i);
    Change change;
    const auto moment = [&](const char* key, double otherwise) {
      return Time{0} + seconds(3600 * c.number(at.find(key), otherwise));
    };
    change.from = moment("from_h", 0);
    change.to = at.find("to_h") ? moment("to_h", 0) : kNever;
    if (change.to <= change.from)
      c.error(at.find("to_h")->place(), "to_h must be later than from_h");
    const auto closed = at.find("closed"), speed = at.find("speed_factor");
    const bool shut = closed && closed->value().get<bool>();
    if (shut == speed.has_value())
      c.error(at.place(), "a change of roads is either closed: true or a speed_factor");
    change.factor = shut ? kClosed : 1 / c.number(speed, 1);
    const auto pairs = at.find("roads");
    for (std::size_t a = 0; !pairs && a < roads.arc_count(); ++a) change.arcs.push_back(ArcId(a));
    for (std::size_t k = 0; pairs && k < pairs->size(); ++k) {
      const Located pair = pairs->at(k);
      const auto a = c.junction(c.text(pair.at(0)), pair.at(0).place());
      const auto b = c.junction(c.text(pair.at(1)), pair.at(1).place());
      if (!a || !b) continue;
      const std::size_t before = change.arcs.size();
      for (const auto& [from, to] : {std::pair(*a, *b), std::pair(*b, *a)})
        for (const RoadGraph::Step& step : roads.out(from))
          if (step.node == to) change.arcs.push_back(step.arc);
      if (change.arcs.size() == before)
        c.error(pair.place(), fmt::format("there is no road between '{}' and '{}'",
                                          roads.node(*a).name, roads.node(*b).name));
    }
    out.push_back(std::move(change));
  }
  return out;
}

// What a day of a run will ask for, roughly: for each call who is nearest and the way there and
// back, and a patrol's next point every five minutes. Tells only how travel times are found, never
// what they are.
TravelUse use_a_day(CompileContext& c, const Located& city, double calls_per_day) {
  if (const auto demand = city.find("demand"))
    if (const auto rate = demand->find("calls_per_day"))
      if (rate->value().is_number()) calls_per_day = rate->value().get<double>();
  // A fleet divides the map into beats. What a patrol asks while it chooses its next point counts
  // like a second way.
  double legs = 0, maps = 0, units = 0;
  const auto fleets = c.root().find("units");
  for (std::size_t i = 0; fleets && i < fleets->size(); ++i) {
    const Typed fleet = c.typed(fleets->at(i), "units");
    const auto at = fleet.find("at"), count = fleet.find("count");
    if (!count || !count->value().is_number()) continue;
    const double some = count->value().get<double>();
    const bool waits = at && at->value() == "stations";
    units += waits ? some * static_cast<double>(c.world().city.stations.size()) : some;
    if (!at || waits || some < 1) continue;
    legs += 2 * 288 * some;
    maps += 2 * 288;
  }
  units = std::max(units, 1.0);
  const double ways = 2 * calls_per_day + legs;
  maps += 2 * calls_per_day / units;
  return {ways, calls_per_day, units, ways > 0 ? maps / ways : 1};
}

// The tables of one state of the roads.
class ModeTables {
 public:
  ModeTables(CompileContext& c, std::span<const double> siren_seconds, const TravelUse& use_a_day)
      : c_(c), siren_seconds_(siren_seconds), use_a_day_(use_a_day) {
    const RoadGraph& roads = *c.world().city.roads;
    for (std::size_t i = 0; i < roads.arc_count(); ++i)
      ordinary_.push_back(roads.arc(ArcId(i)).seconds());
    siren_factor_ = c.world().city.siren_factor;
  }

  // For roads that stay like that for so long.
  std::vector<Mode> make(const ArcSeconds& factor, bool changed, Duration lasting) {
    use_ = use_a_day_;
    use_.ways *= lasting.seconds() / 86400;
    use_.nearest *= lasting.seconds() / 86400;
    const auto& roads = c_.world().city.roads;
    std::vector<Mode> modes;
    Mode car;
    car.name = "car";
    if (changed)
      car.travel = table(graph_with(ordinary_, factor));
    else
      car.travel = table(roads);
    if (!siren_seconds_.empty()) {
      car.siren = table(graph_with(siren_seconds_, factor));
    } else {
      car.siren = siren_factor_ == 1.0
                      ? car.travel
                      : std::make_shared<TravelTable>(car.travel->scaled(siren_factor_));
    }
    modes.push_back(std::move(car));
    const auto models = c_.root().find("models");
    const auto kinds = models ? models->find("modes") : std::nullopt;
    for (std::size_t i = 0; kinds && i < kinds->size(); ++i) {
      const Located kind = kinds->at(i);
      Mode mode;
      mode.name = kinds->key(i);
      const auto factor_key = kind.find("speed_factor"), own = kind.find("speed_kmh");
      if (factor_key.has_value() == own.has_value()) {
        if (!told_)
          c_.error(kinds->at(i).key_place(), "a mode has either speed_factor or speed_kmh");
        mode.travel = mode.siren = modes.front().travel;
      } else if (factor_key) {
        mode.pace = 1 / factor_key->value().get<double>();
        mode.travel = modes.front().travel;
        mode.siren = modes.front().siren;
      } else {
        mode.in_traffic = false;
        if (!used(mode.name)) {  // a table that nobody asks for is not made
          mode.travel = mode.siren = modes.front().travel;
          modes.push_back(std::move(mode));
          continue;
        }
        const double metres_a_second = own->value().get<double>() / 3.6;
        ArcSeconds walk;
        for (std::size_t a = 0; a < roads->arc_count(); ++a)
          walk.push_back(roads->arc(ArcId(a)).length_m / metres_a_second);
        mode.travel = table(graph_with(walk, shut_only(factor)));
        const double siren = c_.number(kind.find("siren_factor"), 1);
        mode.siren =
            siren == 1.0 ? mode.travel : std::make_shared<TravelTable>(mode.travel->scaled(siren));
      }
      modes.push_back(std::move(mode));
    }
    told_ = true;
    return modes;
  }

 private:
  // Slow traffic does not slow who walks; a closed road is closed to all.
  static ArcSeconds shut_only(ArcSeconds factor) {
    for (double& f : factor)
      if (f != kClosed) f = 1;
    return factor;
  }
  std::shared_ptr<const TravelTable> table(std::shared_ptr<const RoadGraph> graph) const {
    return std::make_shared<TravelTable>(std::move(graph), std::span<const NodeId>{}, 1,
                                         TravelTable::kMaxBytes, use_);
  }
  bool used(const std::string& mode) const {
    const auto fleets = c_.root().find("units");
    for (std::size_t i = 0; fleets && i < fleets->size(); ++i) {
      const auto name = c_.typed(fleets->at(i), "units").find("mode");
      if (name && name->value() == mode) return true;
    }
    return false;
  }
  std::shared_ptr<const RoadGraph> graph_with(std::span<const double> base,
                                              const ArcSeconds& factor) const {
    std::vector<double> out(base.begin(), base.end());
    for (std::size_t i = 0; i < out.size() && !factor.empty(); ++i)
      out[i] = factor[i] == kClosed ? kClosed : std::min(out[i] * factor[i], kMaxArcSeconds);
    return std::make_shared<RoadGraph>(c_.world().city.roads->with_seconds(out));
  }

  CompileContext& c_;
  std::span<const double> siren_seconds_;
  TravelUse use_a_day_, use_;
  bool told_ = false;  // what is wrong with the modes
  ArcSeconds ordinary_;
  double siren_factor_ = 1;
};

void read_pace(CompileContext& c, const Located& city) {
  City& out = c.world().city;
  out.pace_by_hour.fill(1.0);
  const Typed speeds = c.typed(city, "roads", "road_type");
  const auto hours = speeds.find("speed_by_hour");
  for (std::size_t h = 0; hours && h < 24; ++h) {
    out.pace_by_hour[h] = 1 / hours->value()[h].get<double>();
    out.even_pace = out.even_pace && out.pace_by_hour[h] == 1;
  }
}

}  // namespace

void compile_travel(CompileContext& c, const Located& city, std::span<const double> siren_seconds,
                    double calls_per_day) {
  City& out = c.world().city;
  ModeTables tables(c, siren_seconds, use_a_day(c, city, calls_per_day));
  const std::vector<Change> changes = read_changes(c, city);
  const Time end = Time{0} + c.world().horizon;
  std::set<Time> moments{Time{0}};
  for (const Change& change : changes)
    for (const Time at : {change.from, change.to})
      if (at <= end) moments.insert(at);
  // Until the next change, or the end.
  const auto lasting = [&](Time at) {
    const auto next = moments.upper_bound(at);
    return (next == moments.end() ? end : *next) - at;
  };
  for (const Time at : moments) {
    ArcSeconds factor(changes.empty() ? 0 : out.roads->arc_count(), 1.0);
    bool changed = false;
    for (const Change& change : changes) {
      if (change.from > at || at >= change.to) continue;
      changed = true;
      for (const ArcId arc : change.arcs) factor[arc.index()] *= change.factor;
    }
    out.road_states.push_back({at, tables.make(factor, changed || at > Time{0}, lasting(at))});
  }
  // The ordinary roads, also where a change holds from the beginning on.
  const bool changed_at_once =
      std::any_of(changes.begin(), changes.end(), [](const Change& change) {
        return change.from <= Time{0} && Time{0} < change.to;
      });
  const std::vector<Mode> ordinary =
      changed_at_once
          ? tables.make(ArcSeconds(out.roads->arc_count(), 1.0), true, c.world().horizon)
          : out.road_states.front().modes;
  out.travel = ordinary.front().travel;
  out.siren = ordinary.front().siren;
  read_pace(c, city);
}

}  // namespace vedette
