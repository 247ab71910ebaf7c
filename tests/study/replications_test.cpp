// SPDX-License-Identifier: Apache-2.0
// Replications on threads and by fork: the same figures and events, and a crash loses only itself.
#include "study/replications.hpp"

#include <catch2/catch.hpp>

#include "engine/small_site.hpp"
#include "study/child.hpp"
#include "study/path_simulation.hpp"
#include "world/protection.hpp"

namespace vedette {
namespace {

using testing::LogSink;
using testing::run_direct;
using testing::scenario;
using testing::SmallCity;

TEST_CASE("threads and forks agree event for event, whatever the number of workers") {
  const SmallCity city;
  const auto world = city.world(scenario(city, false));
  ReplicationPlan plan;
  plan.count = 6;
  const auto figures = [&](Workers how, unsigned workers) {
    plan.how = how;
    plan.workers = workers;
    Replicator replicator(*world);
    std::string all;
    for (const Replication& r : replicator.run(plan)) {
      REQUIRE(r.figures);
      all += r.figures->to_bytes();
    }
    return all;
  };
  const std::string threads = figures(Workers::kThreads, 1);
  CHECK(threads.size() > 1000);
#if !defined(__SANITIZE_THREAD__)
  CHECK(figures(Workers::kForks, 2) == threads);
#endif
  CHECK(figures(Workers::kThreads, 3) == threads);
  // And event for event.
  LogSink here(*world);
  run_direct(*world, here, 1, 3);
  std::string expected;
  for (const std::string& line : here.lines) expected += line + "\n";
#if !defined(__SANITIZE_THREAD__)
  Child child([&] {
    LogSink log(*world);
    Replicator replicator(*world);
    Sinks sinks;
    sinks.add(log);
    replicator.run_here(1, 3, sinks);
    std::string text;
    for (const std::string& line : log.lines) text += line + "\n";
    return text;
  });
  std::vector<Child*> one{&child};
  (void)Child::wait_for_any(one);
  const ChildResult result = child.result();
  CHECK(result.failure.empty());
  CHECK(result.bytes == expected);
#endif
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE("forked replications with a network: workers do not matter, a crash loses only itself") {
  const SmallCity city;
  const auto world = city.world(scenario(city, true), {"duration_h=6"});
  Replicator replicator(*world);
  ReplicationPlan plan;
  plan.count = 5;
  const auto one = replicator.run(plan);
  plan.workers = 3;
  plan.crash_in = 4;
  const auto three = replicator.run(plan);
  for (std::size_t i = 0; i < 5; ++i) {
    REQUIRE(one[i].figures);
    if (i == 3) {
      CHECK_FALSE(three[i].figures);
      CHECK(three[i].failure.find("signal 6") != std::string::npos);
    } else {
      REQUIRE(three[i].figures);
      CHECK(one[i].figures->to_bytes() == three[i].figures->to_bytes());
    }
  }
  plan.how = Workers::kThreads;
  CHECK_THROWS_AS(replicator.run(plan), std::invalid_argument);
}
#endif

#if !defined(__SANITIZE_THREAD__)
TEST_CASE("threat after threat is run where a network is simulated, on any number of workers") {
  const SmallCity city;
  const auto world = city.world(
      scenario(city, true), {"duration_h=2", "models.sensors.beam.detection_probability=0.5",
                             "models.sensors.thermal.detection_probability=0"});
  const Threat& thief = world->site.protection->threats.front();
  const auto outcome = [&](unsigned workers) {
    return simulate_threat(*world, thief, 12, 1, workers);
  };
  const SiteOutcome one = outcome(1), two = outcome(2);
  CHECK(one.attacks == 12);
  CHECK(one.detected.value > 0);
  CHECK(one.detected.value < 1);
  CHECK(one.interrupted.value <= one.detected.value);
  CHECK(two.attacks == one.attacks);
  CHECK(two.detected.value == one.detected.value);
  CHECK(two.interrupted.value == one.interrupted.value);
}
#endif

}  // namespace
}  // namespace vedette
