// SPDX-License-Identifier: Apache-2.0
// The simulated probability of being reached agrees with the hypercube model where both describe
// the same thing: units at fixed places, one a call, exponential times, little traffic in the line.
#include "cover/busy_circles.hpp"

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
  // Loss system with one server: free with 1 / (1 + load).
  const double load = 24.0 / 86400 * busy.service_s;
  CHECK(busy.workload == Approx(load / (1 + load)).epsilon(1e-9));
  CHECK(busy.share_of_calls[0] == Approx(1 / (1 + load)).epsilon(1e-9));
  CHECK(busy.reach.size() == 25);
}

TEST_CASE("two stations: simulation beside the model") {
  const SmallCity city;
  const auto world = two_stations(city, "12");
  ReplicationPlan plan;
  plan.count = 20;
  plan.workers = 2;
  plan.reach_every = seconds(600);
  World own = *world;
  own.marks_us = {60'000'000, 100'000'000, 180'000'000};
  const auto replications = Replicator(own).run(plan);
  std::vector<Duration> marks;
  for (const std::int64_t us : own.marks_us) marks.push_back({us});
  const BusyCircles busy = busy_circles(own, 10, marks);
  for (std::size_t m = 0; m < marks.size(); ++m) {
    Accumulator share;
    for (const Replication& r : replications) {
      double sum = 0;
      for (std::size_t hour = 0; hour < 24; ++hour)
        for (std::size_t a = 0; a < own.city.areas.size(); ++a) sum += r.reach->share(hour, a, m);
      share.add(sum / 24 / static_cast<double>(own.city.areas.size()));
    }
    INFO("mark " << m << ": " << share.mean() << " for " << busy.share_of_calls[m]);
    CHECK(std::abs(share.mean() - busy.share_of_calls[m]) < 0.02);
  }
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
