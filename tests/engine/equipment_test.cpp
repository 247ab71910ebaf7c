// SPDX-License-Identifier: Apache-2.0
// Conditions, failures and repairs against what is known by hand; docs/equipment.md.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "engine/equipment/condition.hpp"
#include "engine/equipment/equipment_state.hpp"
#include "engine/tallies.hpp"
#include "support/seed.hpp"
#include "world/equipment.hpp"

namespace vedette {
namespace {

using testing::kQuiet;
using testing::run_direct;
using testing::scenario;
using testing::SmallCity;
using testing::tallies_of;
using testing::TallySink;
using testing::with_models;

std::uint32_t element_named(const World& world, std::string_view kind, std::string_view name) {
  for (std::uint32_t e = 0; e < world.equipment->elements.size(); ++e) {
    const Element& what = world.equipment->elements[e];
    if (element_kind_name(what.kind) == kind && world.entities[what.entity.index()].name == name)
      return e;
  }
  FAIL("no such element");
  return 0;
}

constexpr const char* kFailureModels = R"(
  failures:
    seen: {mtbf_h: 20, heartbeat_s: 60, repair_s: {exponential: {mean: 3600}},
           sources: {"*": "assumption: test"}}
    hidden: {mtbf_h: 20, repair_s: 600, sources: {"*": "assumption: test"}}
    worn: {mtbf_h: 100, shape: 3, heartbeat_s: 60, repair_s: 3600, replaces: true, spare: part,
           sources: {"*": "assumption: test"}}
    leak: {mtbf_h: 20, effect: degraded, delay_s: 2, worsens_s: 7200, heartbeat_s: 1, repair_s: 600,
           sources: {"*": "assumption: test"}}
)";

std::shared_ptr<const World> failing(const SmallCity& city, const std::string& equipment,
                                     double hours, std::vector<std::string> more = {}) {
  more.insert(more.end(),
              {"city.demand={calls_per_day: 0}", "site.intruders.thief=null", "units.cars.count=0",
               "site.tours.t.rest_s=1000000", "duration_h=" + std::to_string(hours)});
  return city.world(with_models(scenario(city, false, "equipment:\n" + equipment), kFailureModels),
                    more);
}

TEST_CASE("with repair, availability is that of the formula") {
  const SmallCity city;
  // One technician for each: failure 20 h, heartbeat 30 s in the mean, repair 1 h.
  const auto world = failing(city, R"(  failures: [{type: seen, of: [{kind: host}]}]
  technicians: {all: {count: 6}}
)",
                             8000);
  std::int64_t down_us = 0;
  for (const Tally& t : tallies_of(*world, TallyKind::kDownOwn)) down_us += (t.to - t.from).us;
  const double a = 1 - static_cast<double>(down_us) / (6.0 * 8000 * 3600e6);
  const double mean_down_h = 1 + 30.0 / 3600;
  // 6 x 8000 / 21 = 2286 cycles: sd of the share is about sqrt(2) mean_down / sqrt(n) / cycle.
  const double sd = std::sqrt(2.0 / 2286) * mean_down_h / 21;
  CHECK(a == Approx(20 / (20 + mean_down_h)).margin(4 * sd));
}

TEST_CASE("one technician for all: as many wait as Markov says") {
  const SmallCity city;
  const auto world =
      failing(city, R"(  failures: [{type: seen, of: [{kind: host}]}]
  technicians: {one: {count: 1}}
)",
              8000, {"models.failures.seen.mtbf_h=5", "models.failures.seen.heartbeat_s=0.001"});
  std::int64_t down_us = 0;
  for (const Tally& t : tallies_of(*world, TallyKind::kDownOwn)) down_us += (t.to - t.from).us;
  const double mean_down = static_cast<double>(down_us) / (8000 * 3600e6);
  // Machine repair with N = 6, one repairman: p_j ~ 6!/(6-j)! (1/5)^j.
  double weight = 1, sum = 1, mean = 0;
  for (int j = 1; j <= 6; ++j) {
    weight *= (7 - j) / 5.0;
    sum += weight;
    mean += j * weight;
  }
  CHECK(mean_down == Approx(mean / sum).epsilon(0.08));
}

TEST_CASE("what nobody supervises is noticed at the next inspection") {
  const SmallCity city;
  const auto world =
      failing(city, R"(  failures: [{type: hidden, of: [{kind: host, names: [server]}]}]
  technicians: {all: {count: 2}}
  planned_work:
    rounds: {kind: inspection, per_year: 365, duration_s: 1800, between: ["10:00", "10:01"],
             checks: [{kind: host}]}
)",
              2400);
  TallySink sink;
  run_direct(*world, sink);
  const auto noticed = sink.of(TallyKind::kFailureNoticed);
  REQUIRE(noticed.size() > 20);
  for (const Tally& t : noticed) {
    const std::int64_t second = t.to.us / 1'000'000 % 86400;
    CHECK(second >= 10 * 3600 + 1800);
    CHECK(second <= 10 * 3600 + 60 + 1800);
    CHECK((t.to - t.from).us <= kDay.us + 61 * kSecond.us);
  }
  CHECK(sink.of(TallyKind::kInspection).size() == 100);
}

TEST_CASE("parts that are not there are waited for, and ordered in time") {
  const SmallCity city;
  const auto world = failing(city, R"(  failures: [{type: worn, of: [{kind: host}]}]
  technicians: {all: {count: 6}}
  spares: {part: {stock: 1, reorder_at: 0, order: 1, lead_s: 864000}}
)",
                             4000);
  TallySink sink;
  run_direct(*world, sink);
  CHECK(sink.of(TallyKind::kSpareMissing).size() > 5);
  const auto replaced = sink.of(TallyKind::kReplaced);
  REQUIRE(replaced.size() > 10);
  // Never more than were there or came: one and one in ten days for each order.
  CHECK(replaced.size() <= 1 + sink.of(TallyKind::kFailed).size());
}

TEST_CASE("spare parts: what jobs wait for is ordered; as many are missing as Markov says") {
  const SmallCity city;
  const auto world = failing(
      city, R"(  failures: [{type: worn, of: [{kind: host}]}]
  technicians: {all: {count: 6}}
  spares: {part: {stock: 1, reorder_at: 0, order: 1, lead_s: {exponential: {mean: 48000}}}}
)",
      60'000,
      {"models.failures.worn.shape=1", "models.failures.worn.heartbeat_s=0.001",
       "models.failures.worn.repair_s=1"});
  TallySink sink;
  run_direct(*world, sink);
  // j orders under way: each comes after 48000 s in the mean; six hosts fail every 100 h but for
  // the j - 1 that wait. In the lead time 0.8 are wanted: P(Poisson(0.8) >= 1) = 0.55, a little
  // less as those that wait do not fail.
  double weight = 1, wanted = 6, missing = 0;
  for (int j = 1; j <= 7; ++j) {
    weight *= (j == 1 ? 6 : 8 - j) / 100.0 * 48000 / 3600 / j;
    wanted += weight * (7 - j);
    missing += weight * (7 - j);
  }
  const double n = static_cast<double>(sink.of(TallyKind::kFailed).size());
  REQUIRE(n > 2500);
  CHECK(static_cast<double>(sink.of(TallyKind::kSpareMissing).size()) / n ==
        Approx(missing / wanted).margin(4 * std::sqrt(2 * 0.25 / n)));
}

TEST_CASE("a leak slows a server, and then it dies") {
  const SmallCity city;
  const auto world =
      failing(city, R"(  failures: [{type: leak, of: [{kind: host, names: [server]}]}]
  technicians: {all: {count: 1}}
)",
              2000);
  TallySink sink;
  run_direct(*world, sink);
  const auto degraded = sink.of(TallyKind::kDegraded), down = sink.of(TallyKind::kDownOwn);
  REQUIRE(down.size() > 20);
  for (std::size_t i = 0; i < down.size(); ++i) {
    CHECK((down[i].from - degraded[i].from).us == 7200 * 1'000'000LL);
    CHECK((down[i].to - down[i].from).us >= 600 * 1'000'000LL);
    CHECK((down[i].to - down[i].from).us <= 601 * 1'000'000LL);
  }
}

TEST_CASE("Weibull lives have the mean that was asked for; used ones have less to go") {
  const SmallCity city;
  const char* const equipment = R"(  failures: [{type: worn, of: [{kind: host}], age_y: 0}]
  technicians: {all: {count: 6}}
)";
  const auto fresh = failing(city, equipment, 8000);
  const double n = static_cast<double>(tallies_of(*fresh, TallyKind::kFailed).size());
  // A cycle is 100 h and about 1 h; the coefficient of variation of a Weibull of shape 3 is 0.363.
  CHECK(n == Approx(6 * 8000 / 101.0).margin(4 * 0.363 * std::sqrt(6 * 8000 / 101.0)));
  double first_fresh = 0, first_used = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed)
    first_fresh += tallies_of(*fresh, TallyKind::kFailed, seed).front().from.seconds();
  const auto used = failing(city, equipment, 8000, {"equipment.failures.0.age_y=0.01"});
  for (std::uint64_t seed = 1; seed <= 40; ++seed)
    first_used += tallies_of(*used, TallyKind::kFailed, seed).front().from.seconds();
  CHECK(first_used < 0.5 * first_fresh);
}

TEST_CASE("one device more changes no failure of the others") {
  const SmallCity city;
  const auto few =
      failing(city,
              "  failures: [{type: seen, of: [{kind: host, names: [server, radio]}]}]\n"
              "  technicians: {all: {count: 6}}\n",
              500);
  const auto more = failing(
      city, "  failures: [{type: seen, of: [{kind: host}]}]\n  technicians: {all: {count: 6}}\n",
      500);
  const auto of_server = [](const World& world) {
    std::vector<std::int64_t> at;
    for (const Tally& t : tallies_of(world, TallyKind::kFailed))
      if (world.entities[t.place.index()].name == "server") at.push_back(t.from.us);
    return at;
  };
  CHECK(!of_server(*few).empty());
  CHECK(of_server(*few) == of_server(*more));
}

TEST_CASE("a guard stands in for a dead beam, and goes back when it is mended") {
  const SmallCity city;
  const auto world =
      city.world(with_models(scenario(city, false, R"(equipment:
  failures: [{type: once, of: [{kind: sensor, names: [north-beam]}], age_y: 0}]
  technicians: {all: {count: 1, travel_s: 1800}}
  compensation: {after_s: 300}
)"),
                             R"(
  failures:
    once: {mtbf_h: 3, shape: 20, heartbeat_s: 10, repair_s: 600, sources: {"*": "assumption: test"}}
)"),
                 {"city.demand={calls_per_day: 0}", "duration_h=6", "site.intruders.thief=null"});
  TallySink sink;
  run_direct(*world, sink);
  const auto stands = sink.of(TallyKind::kStandIn);
  REQUIRE(stands.size() == 1);
  const auto noticed = sink.of(TallyKind::kFailureNoticed).front();
  CHECK((stands[0].from - noticed.to).us == 300 * 1'000'000LL);
  CHECK((stands[0].to - noticed.to).us == 2400 * 1'000'000LL);
  CHECK(world->entities[stands[0].who.index()].name == "g1");  // the nearer one
}

TEST_CASE("a sensor that is out reports nothing, and what it would have said is counted lost") {
  const SmallCity city;
  const auto world = city.world(scenario(city, false, R"(equipment:
  what_if: {a: {element: north-beam, from_s: 0}, b: {element: north-thermal, from_s: 0}}
)"),
                                {"city.demand={calls_per_day: 0}", "duration_h=3"});
  TallySink sink;
  run_direct(*world, sink);
  CHECK(sink.of(TallyKind::kReport).size() == 2);
  CHECK(sink.of(TallyKind::kReportArrived).empty());
}

// Causes come and go at random: never below nothing, up exactly when none is left.
TEST_CASE("counted causes") {
  const std::uint64_t seed = testing::seed();
  CAPTURE(seed);
  const SmallCity city;
  const auto world = city.world(scenario(city, false), kQuiet);
  DirectCarrier carrier(world->network.hosts.size(), {});
  TallySink sink;
  Sinks sinks;
  sinks.add(sink);
  Run run(*world, Random(1, 1), carrier, sinks);
  run.equipment->posts.resize(world->site.zones.size());
  run.equipment->uncovered_since.assign(world->site.zones.size(), kUnset);
  Stream draws = Random(seed, 1).stream("test", "causes");
  const std::uint32_t camera = element_named(*world, "camera", "cam");
  const std::uint32_t host = element_named(*world, "host", "cam");
  std::vector<std::pair<std::uint32_t, Down>> held;
  for (int step = 0; step < 5000; ++step) {
    if (held.empty() || draws.uniform() < 0.5) {
      const std::uint32_t e = draws.uniform() < 0.5 ? camera : host;
      const Down why{static_cast<DownCause>(draws.below(kDownCauses)), {}, draws.uniform() < 0.5};
      take_down(run, e, why);
      held.emplace_back(e, why);
    } else {
      const auto at = static_cast<std::ptrdiff_t>(draws.below(held.size()));
      bring_back(run, held[static_cast<std::size_t>(at)].first,
                 held[static_cast<std::size_t>(at)].second);
      held.erase(held.begin() + at);
    }
    const auto count = [&](std::uint32_t e) {
      return std::count_if(held.begin(), held.end(), [&](const auto& h) { return h.first == e; });
    };
    CHECK(is_up(run, camera) == (count(camera) == 0));
    CHECK(is_up(run, host) == (count(host) == 0));
    // The camera's host carries messages when neither is down.
    CHECK(carrier.host_is_on(world->site.cameras[0].host) == (count(camera) + count(host) == 0));
  }
  CHECK_THROWS_AS(bring_back(run, element_named(*world, "host", "radio"), {}), std::logic_error);
}

// A switch that feeds cameras, and one of them, go down and come back at random: why the camera is
// dark is known where somebody knows of a cause of its own, or of the switch that is down.
TEST_CASE("what is known of a camera behind a dead switch") {
  const std::uint64_t seed = testing::seed();
  CAPTURE(seed);
  Diagnostics diagnostics;
  const auto world = load_world(std::string(VEDETTE_SOURCE_DIR) + "/scenarios/wuhai-centre",
                                {"units=null", "site.visits=null"}, diagnostics);
  REQUIRE(world);
  std::uint32_t feeder = 0, fed = 0, camera = 0;
  for (std::uint32_t e = 0; e < world->equipment->elements.size() && fed == 0; ++e)
    for (const auto& [other, cause] : world->equipment->elements[e].takes_along)
      if (world->equipment->elements[other].kind == Element::Kind::kCamera) {
        feeder = e;
        fed = other;
        camera = world->equipment->elements[other].index;
      }
  REQUIRE(fed != 0);
  DirectCarrier carrier(world->network.hosts.size(), {});
  Sinks sinks;
  Run run(*world, Random(1, 1), carrier, sinks);
  run.equipment->posts.resize(world->site.zones.size());
  run.equipment->uncovered_since.assign(world->site.zones.size(), kUnset);
  run.network.line_down.assign(world->network.links.size(), false);
  run.network.line_failures.assign(world->network.links.size(), 0);
  Stream draws = Random(seed, 1).stream("test", "known");
  std::vector<std::pair<std::uint32_t, Down>> held;
  for (int step = 0; step < 2000; ++step) {
    const double what = draws.uniform();
    if (held.empty() || what < 0.45) {
      const Down why{DownCause::kOwn, {}, draws.uniform() < 0.4};
      held.emplace_back(draws.uniform() < 0.6 ? feeder : fed, why);
      take_down(run, held.back().first, why);
    } else {
      const std::size_t i = draws.below(held.size());
      if (what < 0.6) {
        becomes_known(run, held[i].first, held[i].second);
      } else {
        bring_back(run, held[i].first, held[i].second);
        held.erase(held.begin() + static_cast<std::ptrdiff_t>(i));
      }
    }
    bool known = false;
    for (const auto& [element, why] : held) known |= why.known;
    CHECK(camera_down(run, camera) == !held.empty());
    CHECK(camera_known_down(run, camera) == known);
  }
}

}  // namespace
}  // namespace vedette
