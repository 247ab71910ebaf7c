// SPDX-License-Identifier: Apache-2.0
// Visitors on a house whose times are constants: the way in through a badge door, who waits for a
// place and for a guard (against the recursion of Lindley), who is turned away, and a lockdown.
#include "engine/site/visitors.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/site/access.hpp"
#include "engine/site/site_processes.hpp"
#include "engine/small_facility.hpp"
#include "support/seed.hpp"

namespace vedette {
namespace {

using testing::load_facility;
using testing::LogSink;
using testing::small_facility;

struct VisitLog : LogSink {
  using LogSink::LogSink;
  void tally(const Tally& t) override { told[t.kind].push_back(t); }
  std::map<TallyKind, std::vector<Tally>> told;
  std::vector<std::pair<double, double>> spans(TallyKind kind) const {
    std::vector<std::pair<double, double>> out;
    if (const auto of = told.find(kind); of != told.end())
      for (const Tally& t : of->second) out.emplace_back(t.from.seconds(), t.to.seconds());
    std::sort(out.begin(), out.end());
    return out;
  }
};

std::string house(const std::string& visits) {
  return small_facility("  visits:\n    family: {" + visits +
                        ", enters_at: outside, to: west-room}\n");
}

// A run of so many seconds in which `also` happens at the beginning.
struct Played {
  Played(const std::string& text, std::uint64_t seed, double seconds_long,
         void (*also)(Run&) = nullptr)
      : world(load_facility(text)), log(*world) {
    sinks.add(log);
    DirectCarrier carrier(world->network.hosts.size());
    Run run(*world, Random(seed, 1), carrier, sinks);
    start_site(run);
    if (also) also(run);
    carrier.run(run.calendar, Time{0} + seconds(seconds_long));
  }
  std::shared_ptr<const World> world;
  VisitLog log;
  Sinks sinks;
};

constexpr double kWayIn = 10 / 1.5 + 2 + 3;  // 10 m, the badge door opened by staff

TEST_CASE("a party is checked in, walks in through the door, stays and walks out") {
  const Played p(house("hours: [[\"00:00\", \"01:00\"]], per_day: 3, check_in_s: 60, stay_s: 300, "
                       "places: 20"),
                 testing::seed(), 7000);
  const auto waits = p.log.spans(TallyKind::kVisitorWait),
             ways = p.log.spans(TallyKind::kVisitorWayIn),
             whole = p.log.spans(TallyKind::kVisitorLeft);
  REQUIRE(waits.size() == whole.size());
  REQUIRE(ways.size() == whole.size());
  for (std::size_t i = 0; i < whole.size(); ++i) {
    CHECK(waits[i].first == waits[i].second);
    CHECK(waits[i].first < 3600);
    // Others in the door would make it longer; so few hardly ever meet there.
    if (i == 0 || whole[i].first - whole[i - 1].first > 30) {
      CHECK(ways[i].first == Approx(waits[i].second + 60).margin(1e-5));
      CHECK(ways[i].second - ways[i].first >= kWayIn - 1e-5);
      CHECK(whole[i].second - whole[i].first >= 60 + 2 * kWayIn + 300 - 1e-5);
    }
  }
}

TEST_CASE("those for whom there is no place wait in line, and are turned away at the end") {
  const std::uint64_t seed = testing::seed();
  INFO("seed " << seed);
  const Played p(house("hours: [[\"00:00\", \"01:00\"]], per_day: 40, check_in_s: 60, "
                       "stay_s: 300"),
                 seed, 7000);
  const auto waits = p.log.spans(TallyKind::kVisitorWait),
             whole = p.log.spans(TallyKind::kVisitorLeft),
             away = p.log.spans(TallyKind::kVisitorTurnedAway);
  REQUIRE(waits.size() > 3);
  REQUIRE_FALSE(away.empty());
  // One place: served in order of arrival, the next when the one before has gone.
  double free_at = 0;
  for (std::size_t i = 0; i < waits.size(); ++i) {
    CHECK(waits[i].second == Approx(std::max(waits[i].first, free_at)).margin(1e-5));
    if (i < whole.size()) free_at = whole[i].second;
  }
  for (const auto& [came, ended] : away) {
    CHECK(ended == Approx(3600));
    CHECK(came >= waits.back().first);
  }
}

TEST_CASE("the only guard goes along and is missing meanwhile") {
  const std::uint64_t seed = testing::seed();
  const Played p(house("hours: [[\"00:00\", \"01:00\"]], per_day: 40, stay_s: 300, places: 9, "
                       "staff: [g1]"),
                 seed, 7000);
  const auto waits = p.log.spans(TallyKind::kVisitorWait),
             whole = p.log.spans(TallyKind::kVisitorLeft);
  REQUIRE(whole.size() > 3);
  std::vector<double> begins, ends;
  for (const auto& w : waits) begins.push_back(w.second);
  for (const auto& w : whole) ends.push_back(w.second);
  std::sort(begins.begin(), begins.end());
  std::sort(ends.begin(), ends.end());
  for (std::size_t i = 1; i < begins.size(); ++i) CHECK(begins[i] >= ends[i - 1] - 1e-6);
  // Sorted by when they came: nobody overtakes.
  for (std::size_t i = 1; i < waits.size(); ++i) CHECK(waits[i].second >= waits[i - 1].second);
}

TEST_CASE("in a lockdown visitors stand in front of the door") {
  const Played p(house("hours: [[\"00:00\", \"01:00\"]], per_day: 30, stay_s: 300, places: 9"),
                 testing::seed(), 3500, [](Run& run) { set_lockdown(run, 0, true); });
  CHECK_FALSE(p.log.spans(TallyKind::kVisitorWait).empty());
  CHECK(p.log.spans(TallyKind::kVisitorWayIn).empty());
  CHECK_FALSE(p.log.spans(TallyKind::kRefused).empty());
}

TEST_CASE("as many come as were asked for, within their hours") {
  const std::string text =
      house("hours: [[\"23:30\", \"00:30\"], [\"01:00\", \"01:30\"]], per_day: 90, stay_s: 1, "
            "places: 99");
  double n = 0;
  constexpr int kRuns = 60;
  for (int seed = 1; seed <= kRuns; ++seed) {
    const Played p(text, static_cast<std::uint64_t>(seed), 7200);
    for (const auto& [came, served] : p.log.spans(TallyKind::kVisitorWait)) {
      CHECK((came < 1800 || (came >= 3600 && came < 5400)));
      n += came == served;
    }
  }
  // 60 a day and hour: in each run half an hour and half an hour of them. Three standard errors.
  CHECK(n / kRuns == Approx(60).margin(3 * std::sqrt(60.0 / kRuns)));
}

}  // namespace
}  // namespace vedette
