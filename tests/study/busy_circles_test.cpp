// SPDX-License-Identifier: Apache-2.0
// The simulated probability of being reached agrees with the hypercube model where both describe
// the same thing: units at fixed places, one a call, exponential times, little traffic in the line.
#include "cover/busy_circles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/statistics.hpp"
#include "cover/companions.hpp"
#include "engine/small_scenarios.hpp"
#include "measure/theory.hpp"
#include "study/replications.hpp"

namespace vedette {
namespace {

using testing::SmallCity;

std::shared_ptr<const World> two_stations(const SmallCity& city, const std::string& calls) {
  return city.world(
      city.yaml("", "{columns: 1, rows: 1}", "cars: {type: car, count: 1, at: stations}"),
      {"city.demand={calls_per_day: " + calls + "}", "city.call_types=[urgent]", "duration_h=240",
       "city.dispatch={returning_units_respond: false}"});
}

TEST_CASE("one car or none: the share of time it is free") {
  const SmallCity city;
  const auto world =
      city.world(city.yaml("", "{columns: 1, rows: 1}",
                           "cars: {type: car, count: 1, at: stations, stations: [A]}"),
                 {"city.demand={calls_per_day: 24}", "city.call_types=[urgent]"});
  const BusyCircles busy = busy_circles(*world, 10, {seconds(100000)});
  CHECK(busy.exact);
  CHECK(busy.units == 1);
  // A line with one server.
  const double load = 24.0 / 86400 * busy.service_s;
  CHECK(busy.workload == Approx(load).epsilon(1e-9));
  CHECK(busy.share_of_calls[0] == Approx(1 - load).epsilon(1e-9));
  CHECK(busy.reach.size() == 25);
  // A line without an end: calls that find nobody free are lost.
  World full = *world;
  for (DemandArea& area : full.city.areas) area.calls_per_day *= 10;
  const BusyCircles lost = busy_circles(full, 10, {seconds(100000)});
  const double more = 240.0 / 86400 * lost.service_s;
  CHECK(lost.workload == Approx(more / (1 + more)).epsilon(1e-9));
  CHECK(lost.share_of_calls[0] == Approx(1 / (1 + more)).epsilon(1e-9));
}

// Station B's car has the far corner alone; A's has all the calls next door. Ways are long beside
// the minute on the scene, so their times differ, and so do the shares of time they are busy.
TEST_CASE("each car has the service time of its own ways") {
  const SmallCity city;
  World own = *two_stations(city, "100");
  for (std::size_t a = 0; a < 25; ++a) own.city.areas[a].calls_per_day = a == 0 || a == 15 ? 50 : 0;
  for (CallType& type : own.city.call_types) type.on_scene_s = Distribution::constant(60);
  const BusyCircles busy = busy_circles(own, 10, {seconds(60)});
  REQUIRE(busy.exact);
  REQUIRE(busy.workloads.size() == 2);
  // By hand: two with a line, calls at 0 and at 15 (three sides from A, five from B, 40 s a
  // side by siren, 10 s to leave); A's is nearer to both.
  const double rate = 50.0 / 86400, side = 40, out = 10, there = 60;
  double mu_a = 1.0 / 100, mu_b = 1.0 / 100, busy_a = 0, busy_b = 0;
  const double way[2][2] = {{out, out + 3 * side}, {out + 8 * side, out + 5 * side}};
  for (int round = 0; round < 50; ++round) {
    // States: none, A, B, both. A call goes to A when it is free, else to B.
    const double l = 2 * rate;
    // p_a mu_a + p_b mu_b = l p_0; l p_0 + mu_b p_ab = (l + mu_a) p_a; mu_a p_ab = (l + mu_b) p_b.
    const double p_b = 1, p_ab = (l + mu_b) / mu_a;
    const double p_0_of_a = (l + mu_a) / l, p_0_less = mu_b * p_ab / l;
    // p_0 = p_0_of_a p_a - p_0_less, and l p_0 = mu_a p_a + mu_b p_b.
    const double p_a = (mu_b * p_b + l * p_0_less) / (l * p_0_of_a - mu_a);
    const double p_0 = p_0_of_a * p_a - p_0_less;
    const double both = p_ab / (1 - l / (mu_a + mu_b)), sum = p_0 + p_a + p_b + both;
    busy_a = (p_a + both) / sum;
    busy_b = (p_b + both) / sum;
    // Both calls are alike in number, for either car.
    mu_a = 1 / (there + (way[0][0] + way[0][1]) / 2);
    mu_b = 1 / (there + (way[1][0] + way[1][1]) / 2);
  }
  CHECK(busy.workloads[0] == Approx(busy_a).epsilon(1e-6));
  CHECK(busy.workloads[1] == Approx(busy_b).epsilon(1e-6));
}

// Simulated share of the areas' hours within each mark, and its mean over areas.
struct Simulated {
  ReachCounts counts;
  std::vector<double> share;
};
Simulated simulate(const World& own) {
  ReplicationPlan plan;
  plan.count = 20;
  plan.workers = 2;
  plan.reach_every = seconds(600);
  Simulated out;
  for (const Replication& r : Replicator(own).run(plan)) out.counts.add(*r.reach);
  const double places = static_cast<double>(own.city.areas.size());
  for (std::size_t m = 0; m < own.marks_us.size(); ++m) {
    double sum = 0;
    for (std::size_t hour = 0; hour < 24; ++hour)
      for (std::size_t a = 0; a < own.city.areas.size(); ++a) sum += out.counts.share(hour, a, m);
    out.share.push_back(sum / 24 / places);
  }
  return out;
}

TEST_CASE("two stations: simulation beside the model") {
  const SmallCity city;
  World own = *two_stations(city, "12");
  own.marks_us = {60'000'000, 100'000'000, 180'000'000};
  const Simulated simulated = simulate(own);
  std::vector<Duration> marks;
  for (const std::int64_t us : own.marks_us) marks.push_back({us});
  const BusyCircles busy = busy_circles(own, 10, marks);
  for (std::size_t m = 0; m < marks.size(); ++m) {
    INFO("mark " << m << ": " << simulated.share[m] << " for " << busy.share_of_calls[m]);
    CHECK(std::abs(simulated.share[m] - busy.share_of_calls[m]) < 0.02);
  }
}

TEST_CASE("two stations with many calls, some of which wait: simulation beside the model") {
  const SmallCity city;
  World own = *two_stations(city, "18");
  // Long beside the ways home, which the model does not know.
  for (CallType& type : own.city.call_types) type.on_scene_s = Distribution::exponential(3600);
  own.marks_us = {100'000'000, 600'000'000};
  const Simulated simulated = simulate(own);
  const BusyCircles busy = busy_circles(own, 10, {seconds(100), seconds(600)});
  CHECK(busy.workload > 0.35);
  for (std::size_t m = 0; m < 2; ++m) {
    INFO("mark " << m << ": " << simulated.share[m] << " for " << busy.share_of_calls[m]);
    CHECK(std::abs(simulated.share[m] - busy.share_of_calls[m]) < 0.03);
  }
}

// 40 s a side by siren: 90 s are two sides from either corner, six of 25 places each.
TEST_CASE("cars that are sent no farther than 90 s, in the simulation and in the model") {
  const SmallCity city;
  World own = *city.world(city.yaml("", "{columns: 1, rows: 1}",
                                    "cars: {type: car, count: 1, at: stations, reach_min: 1.5}"),
                          {"city.demand={calls_per_day: 100}", "city.call_types=[urgent]",
                           "duration_h=240", "city.dispatch={returning_units_respond: false}"});
  // Only there are calls: those of the others would wait for a car that happens to come by.
  for (std::size_t a = 0; a < 25; ++a)
    if (const std::size_t from_a = a % 5 + a / 5; from_a > 2 && from_a < 6)
      own.city.areas[a].calls_per_day = 0;
  own.marks_us = {60'000'000, 600'000'000};
  const Simulated simulated = simulate(own);
  const BusyCircles busy = busy_circles(own, 10, {seconds(60), seconds(600)});
  for (std::size_t a = 0; a < 25; ++a) {
    const std::size_t from_a = a % 5 + a / 5, from_b = 8 - from_a;
    CAPTURE(a);
    const bool near = from_a <= 2 || from_b <= 2;
    CHECK((busy.reach[a][1] > 0) == near);
    CHECK((simulated.counts.share(10, a, 1) > 0) == near);
  }
  // Each car has its own calls: free with 1 / (1 + load), and nobody stands in for it.
  const double load = 100.0 / 86400 * 6 / 25 * busy.service_s;
  CHECK(busy.reach[0][1] == Approx(1 / (1 + load)).epsilon(1e-9));
  CHECK(busy.share_of_calls[1] == Approx(1 / (1 + load)).epsilon(1e-9));
  // Calls that wait are served in the simulation and lost in the model: free with 1 - load there.
  CHECK(std::abs(simulated.share[1] - 12.0 / 25 * (1 - load)) < 0.02);
  CHECK(std::abs(simulated.share[0] * 25 / 12 - busy.share_of_calls[0]) < 0.08);
}

// A car and a van at A, as many calls for police as for fire; only the van answers both.
TEST_CASE("the model knows who may answer what") {
  const SmallCity city;
  const std::string units =
      "cars: {type: car, count: 1, at: stations, stations: [A]}\n"
      "  vans: {type: van, count: 1, at: stations, stations: [A]}\n"
      "  pumps: {type: pump, count: 5, at: stations, stations: [A]}";
  const auto kind = [](const std::string& name, const std::string& can) {
    return "models.units." + name + "={label: " + name +
           ", turnout_s: 0, turnout_on_patrol_s: 0, pause_s: 0, capabilities: [" + can +
           "], sources: {'*': 'assumption: a test'}}";
  };
  const auto type = [](const std::string& name, const std::string& capability, int seconds) {
    return fmt::format(
        "models.call_types.{}={{label: {}, share: 1, priority: 2, capability: {}, on_scene_s: {}, "
        "sources: {{'*': 'assumption: a test'}}}}",
        name, name, capability, seconds);
  };
  World own = *city.world(city.yaml("", "{columns: 1, rows: 1}", units),
                          {kind("van", "police, fire"), kind("pump", "water"),
                           type("theft", "police", 1000), type("blaze", "fire", 3000),
                           type("flood", "water", 9000), "city.call_types=[theft, blaze, flood]",
                           "city.demand={calls_per_day: 60}", "models.units.car.turnout_s=0"});
  // All at A's own junction: no way at all, so that the times are those on the scene.
  for (std::size_t a = 0; a < 25; ++a) own.city.areas[a].calls_per_day = a == 0 ? 60 : 0;
  const BusyCircles busy = busy_circles(own, 10, {seconds(1)});
  REQUIRE(busy.exact);
  REQUIRE(busy.units == 2);  // the pumps share no call with the police
  CHECK(busy.calls_per_s == Approx(40.0 / 86400));
  // By hand: states none, car, van, both. Thefts take the car before the van, blazes the van alone;
  // the van's mean time is that of the calls it gets.
  const double l = 20.0 / 86400, mu_car = 1.0 / 1000;
  double mu_van = 1.0 / 2000, car = 0, van = 0, both = 0;
  for (int round = 0; round < 100; ++round) {
    // p_car (l + l + mu_car) = l p_0 + mu_van p_both; p_van (l + mu_van) = l p_0 + mu_car p_both;
    // p_both (mu_car + mu_van) = 2 l p_car + l p_van; with p_0 = 1.
    double p_car = 0, p_van = 0, p_both = 0;
    for (int step = 0; step < 10000; ++step) {
      p_car = (l + mu_van * p_both) / (2 * l + mu_car);
      p_van = (l + mu_car * p_both) / (l + mu_van);
      p_both = (2 * l * p_car + l * p_van) / (mu_car + mu_van);
    }
    const double sum = 1 + p_car + p_van + p_both;
    car = (p_car + p_both) / sum;
    van = (p_van + p_both) / sum;
    both = p_both / sum;
    const double blazes = 1 + p_car, thefts = p_car;
    mu_van = (blazes + thefts) / (3000 * blazes + 1000 * thefts);
  }
  CHECK(busy.workloads[0] == Approx(car).epsilon(1e-6));
  CHECK(busy.workloads[1] == Approx(van).epsilon(1e-6));
  CHECK(busy.reach[0][0] == Approx(1 - both).epsilon(1e-6));
}

TEST_CASE("formulas beside the simulation agree where they describe the same thing") {
  const SmallCity city;
  // One call-taker busy a third of the time, cars enough: M/M/1 waits 150 s before 300 s.
  const auto world = city.world(
      city.yaml("", "{columns: 1, rows: 1}", "cars: {type: car, count: 6, at: stations}"),
      {"city.demand={calls_per_day: 96}", "city.call_types=[urgent]", "duration_h=240",
       "city.dispatch={desks: 1, handling_s: {exponential: {mean: 300}}, "
       "returning_units_respond: false}"});
  ReplicationPlan plan;
  plan.count = 20;
  plan.workers = 2;
  std::vector<RepFigures> figures;
  for (Replication& r : Replicator(*world).run(plan)) figures.push_back(std::move(*r.figures));
  const Summary summary = summarise(figures);
  const auto beside = beside_theory(companions(*world), summary);
  std::map<std::string, double> theory, simulated;
  for (const auto& one : beside) {
    theory[one["id"]] = one["theory"].get<double>();
    simulated[one["id"]] = one["value"].get<double>();
    CHECK(one["difference"].get<double>() ==
          one["value"].get<double>() - one["theory"].get<double>());
  }
  INFO(beside.dump(1));
  CHECK(theory.at("calls.dispatch_s.mean") == Approx(450).epsilon(0.001));
  CHECK(simulated.at("calls.dispatch_s.mean") == Approx(450).epsilon(0.05));
  CHECK(theory.at("utilisation.dispatcher") == Approx(1.0 / 3));
  CHECK(simulated.at("utilisation.dispatcher") == Approx(1.0 / 3).epsilon(0.03));
  CHECK(simulated.at("utilisation.unit") == Approx(theory.at("utilisation.unit")).epsilon(0.03));
  CHECK(simulated.at("calls.to_scene_s.mean") ==
        Approx(theory.at("calls.to_scene_s.mean")).epsilon(0.03));
  for (const Lang lang : {Lang::kEn, Lang::kZh}) CHECK_FALSE(theory_text(beside, lang).empty());
}

// The doubts of the figure's formula; nothing where there is no such row.
std::vector<std::string> doubts_of(const std::vector<Companion>& all, const std::string& figure,
                                   bool* applies = nullptr) {
  std::vector<std::string> out;
  for (const Companion& c : all) {
    if (c.figure != figure) continue;
    if (applies) *applies = c.applies;
    for (const Doubt& d : c.doubts) {
      out.emplace_back(d.id);
      const std::string en = doubt_sentence(d, Lang::kEn), zh = doubt_sentence(d, Lang::kZh);
      CHECK(en.size() > 10);
      CHECK(en != zh);
    }
  }
  return out;
}
bool among(const std::vector<std::string>& all, const char* one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

TEST_CASE("a formula says which of its assumptions do not hold") {
  const SmallCity city;
  const std::vector<std::string> one_type = {"city.demand={calls_per_day: 48}",
                                             "city.call_types=[urgent]"};
  const auto with = [&](const std::string& units, std::vector<std::string> more) {
    more.insert(more.begin(), one_type.begin(), one_type.end());
    return companions(*city.world(city.yaml("", "{columns: 2, rows: 2}", units), more));
  };
  const std::string stations = "cars: {type: car, count: 3, at: stations}";
  const std::string patrols = "cars: {type: car, count: 8, at: all_cells}";
  const std::string desks = "city.dispatch={desks: 2, handling_s: ";
  bool applies = false;
  // Exponential handling and times on scene, all at stations: nothing is wrong with the queues.
  auto all = with(stations, {desks + "{exponential: {mean: 60}}}"});
  CHECK(doubts_of(all, "calls.dispatch_s.mean").empty());
  CHECK(doubts_of(all, "calls.to_scene_s.mean", &applies).empty());
  CHECK(applies);
  CHECK(doubts_of(all, "calls.travel_s.mean", &applies) ==
        std::vector<std::string>{"fixed-places"});
  CHECK(applies);
  // Fixed times of handling; of the calls.
  all = with(stations, {desks + "60}"});
  CHECK(doubts_of(all, "calls.dispatch_s.mean") == std::vector<std::string>{"handling-spread"});
  all = with(stations, {"models.call_types.urgent.on_scene_s=900"});
  CHECK(doubts_of(all, "calls.dispatch_s.mean") == std::vector<std::string>{"service-spread"});
  // On patrol: the hypercube has no figure, the law may be used.
  all = with(patrols, {});
  CHECK(doubts_of(all, "calls.to_scene_s.mean", &applies) == std::vector<std::string>{"moving"});
  CHECK_FALSE(applies);
  CHECK(doubts_of(all, "calls.travel_s.mean", &applies).empty());
  CHECK(applies);
  // Two cars, mostly busy; limits, pre-emption, others' calls, two units a call.
  all = with("cars: {type: car, count: 2, at: all_cells, reach_min: 30}",
             {"city.dispatch={preemption: when_nearer}", "city.demand.calls_per_day=120",
              "models.call_types.urgent.units=2"});
  auto doubts = doubts_of(all, "calls.travel_s.mean", &applies);
  CHECK_FALSE(applies);
  for (const char* id : {"few-free", "reach", "dispatch-rule", "several-units"}) {
    CAPTURE(id);
    CHECK(among(doubts, id));
  }
  // Calls for some units only: the hypercube model knows them, the others do not.
  const std::string two_kinds =
      "cars: {type: car, count: 3, at: stations}\n  vans: {type: van, count: 1, at: stations}";
  const std::string van =
      "models.units.van={label: van, turnout_s: 0, turnout_on_patrol_s: 0, pause_s: 0, "
      "capabilities: [police, fire], sources: {'*': 'assumption: a test'}}";
  all = with(two_kinds, {van, "models.call_types.urgent.capability=fire"});
  CHECK(doubts_of(all, "utilisation.unit").empty());
  CHECK(among(doubts_of(all, "calls.travel_s.mean"), "other-services"));
  // Who answers none of them is among the run's units, and not among the model's.
  all = with(two_kinds, {van, "models.units.van.capabilities=[fire]"});
  CHECK(doubts_of(all, "utilisation.unit", &applies) == std::vector<std::string>{"other-units"});
  CHECK_FALSE(applies);
  CHECK(doubts_of(all, "utilisation.fleet.cars", &applies).empty());
  CHECK(applies);
  CHECK_FALSE(std::any_of(all.begin(), all.end(),
                          [](const Companion& c) { return c.figure == "utilisation.fleet.vans"; }));
}

TEST_CASE("a sparse town and one with long ways round") {
  const SmallCity city;
  World world = *city.world(
      city.yaml("", "{columns: 2, rows: 2}", "cars: {type: car, count: 8, at: all_cells}"),
      {"city.call_types=[urgent]"});
  // Calls from one corner alone: 4 of 25 places.
  for (std::size_t a = 0; a < 25; ++a)
    if (a % 5 > 1 || a / 5 > 1) world.city.areas[a].calls_per_day = 0;
  bool applies = true;
  CHECK(among(doubts_of(companions(world), "calls.travel_s.mean", &applies), "empty-area"));
  CHECK_FALSE(applies);
  // A comb: only the lowest street joins the columns, so neighbours at the top are far apart.
  World comb = *city.world(
      city.yaml("", "{columns: 2, rows: 2}", "cars: {type: car, count: 8, at: all_cells}"),
      {"city.call_types=[urgent]",
       "city.road_changes=[{from_h: 0, closed: true, roads: "
       "[[5, 6], [6, 7], [7, 8], [8, 9], [10, 11], [11, 12], [12, 13], "
       "[13, 14], [15, 16], [16, 17], [17, 18], [18, 19], [20, 21], "
       "[21, 22], [22, 23], [23, 24]]}]"});
  CHECK(among(doubts_of(companions(comb), "calls.travel_s.mean"), "detours"));
}

TEST_CASE("counts of reach go through a pipe, and add up") {
  ReachCounts counts(2, {5, 10});
  const std::int64_t a[] = {5, 11}, b[] = {6, 7};
  counts.count(3, a);
  counts.count(3, b);
  CHECK(counts.share(3, 0, 0) == 0.5);
  CHECK(counts.share(3, 0, 1) == 1);
  CHECK(counts.share(3, 1, 1) == 0.5);
  CHECK(counts.share(4, 1, 1) == 0);
  const std::string bytes = counts.to_bytes();
  ReachCounts again = ReachCounts::from_bytes(bytes);
  again.add(counts);
  CHECK(again.moments(3) == 4);
  CHECK(again.within(3, 0, 1) == 4);
  for (std::size_t n = 0; n < bytes.size(); ++n)
    CHECK_THROWS_AS(ReachCounts::from_bytes(std::string_view(bytes).substr(0, n)), InputError);
}

}  // namespace
}  // namespace vedette
