// SPDX-License-Identifier: Apache-2.0
// Patrols on small random towns against a plain replay of docs/city.md: who is where when, point by
// point, with all shortest ways found by Floyd and Warshall.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <tuple>

#include "engine/small_scenarios.hpp"
#include "support/seed.hpp"

namespace vedette {
namespace {

using testing::LogSink;
using testing::run_direct;

constexpr const char* kSource = "sources: {\"*\": \"assumption: test\"}}";

// Junctions at random, 36 km/h, a road from each to an earlier one and some more; all ways differ
// in length.
struct RandomTown {
  RandomTown(std::mt19937_64& random, std::size_t junctions) {
    const auto within = [&](std::int64_t n) {
      return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(n));
    };
    for (std::size_t i = 0; i < junctions; ++i) {
      const std::int64_t x = within(3'000'000), y = within(3'000'000);
      at.emplace_back(x, y);
    }
    seconds_to.assign(at.size(), std::vector<double>(at.size(), INFINITY));
    next.assign(at.size(), std::vector<std::size_t>(at.size(), 0));
    const auto any = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    const auto road = [&](std::size_t a, std::size_t b) {
      if (a == b || !roads.insert({std::min(a, b), std::max(a, b)}).second) return;
      const double m = std::hypot(static_cast<double>(at[a].first - at[b].first),
                                  static_cast<double>(at[a].second - at[b].second)) /
                       1000;
      seconds_to[a][b] = seconds_to[b][a] = m / 10;
      next[a][b] = b, next[b][a] = a;
    };
    for (std::size_t i = 1; i < junctions; ++i) road(i, any(i));
    for (std::size_t i = 0; i < junctions / 2; ++i) {
      const std::size_t a = any(junctions), b = any(junctions);
      road(a, b);
    }
    for (std::size_t i = 0; i < junctions; ++i) seconds_to[i][i] = 0;
    for (std::size_t k = 0; k < junctions; ++k)
      for (std::size_t i = 0; i < junctions; ++i)
        for (std::size_t j = 0; j < junctions; ++j)
          if (seconds_to[i][k] + seconds_to[k][j] < seconds_to[i][j]) {
            seconds_to[i][j] = seconds_to[i][k] + seconds_to[k][j];
            next[i][j] = next[i][k];
          }
  }
  std::shared_ptr<const World> world(const std::string& units, const std::string& pause) const {
    const auto folder = std::filesystem::path(VEDETTE_BINARY_DIR) / "patrol-oracle";
    std::filesystem::create_directories(folder);
    std::ofstream j(folder / "junctions.csv"), r(folder / "roads.csv");
    j << "id,x_m,y_m,calls_per_day\n";
    const auto metres = [](std::int64_t mm) {
      return std::to_string(mm / 1000) + "." + std::to_string(1000 + mm % 1000).substr(1);
    };
    for (std::size_t i = 0; i < at.size(); ++i)
      j << i << ',' << metres(at[i].first) << ',' << metres(at[i].second) << ",0\n";
    r << "from,to\n";
    for (const auto& [a, b] : roads) r << a << ',' << b << '\n';
    j.close(), r.close();
    const std::string text =
        std::string("vedette: 1\nname: oracle\nstart: \"2026-03-02T00:00:00+08:00\"\n") +
        "duration_h: 12\nmodels:\n  roads: {plain: {default_speed_kmh: 36, siren_factor: 2, " +
        kSource + "}\n  units: {car: {turnout_s: 0, turnout_on_patrol_s: 0, pause_s: " + pause +
        ", " + kSource + "}\n  call_types: {c: {share: 1, priority: 1, on_scene_s: 60, " + kSource +
        "}\ncity:\n  junctions: junctions.csv\n  roads: roads.csv\n" +
        "  road_type: plain\n  stations: {s: {junction: 0}}\n  demand: {calls_per_day: 0}\n" +
        "  call_types: [c]\n  dispatch: {rule: nearest}\nunits:\n" + units;
    Diagnostics diagnostics;
    auto made = load_world_text(text, (folder / "scenario.yaml").string(), {}, diagnostics);
    for (const Diagnostic& d : diagnostics.sorted()) UNSCOPED_INFO(to_text(d));
    REQUIRE(made);
    return made;
  }

  std::int64_t us(std::size_t a, std::size_t b) const {
    return std::llround(seconds_to[a][b] * 1e6);
  }

  std::vector<std::pair<std::int64_t, std::int64_t>> at;  // millimetres
  std::set<std::pair<std::size_t, std::size_t>> roads;
  std::vector<std::vector<double>> seconds_to;
  std::vector<std::vector<std::size_t>> next;  // on the way to
};

struct Visit {
  std::int64_t us;
  std::size_t junction;
  int car;
};

struct Visits : LogSink {
  using LogSink::LogSink;
  void tally(const Tally& t) override {
    if (t.kind != TallyKind::kVisit) return;
    const std::string& car = world.entities[t.who.index()].name;
    for (std::size_t a = 0; a < world.city.areas.size(); ++a)
      if (world.city.areas[a].entity == t.place)
        all.push_back({t.to.us, a, std::stoi(car.substr(car.rfind('-') + 1)) - 1});
  }
  std::vector<Visit> all;
};

// Longest idle as docs/city.md says it, with visits in passing and claims, without pauses.
std::vector<Visit> replay_longest_idle(const RandomTown& town, const std::vector<std::size_t>& beat,
                                       std::size_t cars, std::int64_t end_us) {
  std::vector<Visit> out;
  std::vector<std::int64_t> last(town.at.size(), -1);
  std::multiset<std::size_t> claimed;
  std::vector<std::size_t> at(cars), to(cars);
  // A car passes or reaches a junction: when, which car, where.
  std::multimap<std::int64_t, std::pair<std::size_t, std::size_t>> events;
  const auto set_out = [&](std::size_t car, std::int64_t now) {
    const auto rank = [&](std::size_t p) {
      return std::tuple(claimed.count(p) > 0, last[p], town.us(at[car], p));
    };
    std::size_t best = at[car];
    for (const std::size_t p : beat)
      if (p != at[car] && (best == at[car] || rank(p) < rank(best))) best = p;
    to[car] = best;
    claimed.insert(best);
    // Rounded as the run does it: the way, and what is left of it in between.
    const std::int64_t there = now + town.us(at[car], best);
    for (std::size_t here = at[car]; here != best;) {
      here = town.next[here][best];
      events.insert({there - town.us(here, best), {car, here}});
    }
  };
  // One after the other each is on its point and chooses the next.
  for (std::size_t car = 0; car < cars; ++car) {
    at[car] = beat[car * beat.size() / cars];
    last[at[car]] = 0;
    out.push_back({0, at[car], static_cast<int>(car)});
    set_out(car, 0);
  }
  while (!events.empty() && events.begin()->first <= end_us) {
    const auto [when, what] = *events.begin();
    events.erase(events.begin());
    const auto [car, junction] = what;
    if (std::find(beat.begin(), beat.end(), junction) != beat.end()) {
      last[junction] = when;
      out.push_back({when, junction, static_cast<int>(car)});
    }
    if (junction != to[car]) continue;
    at[car] = junction;
    claimed.erase(claimed.find(junction));
    set_out(car, when);
  }
  return out;
}

std::vector<std::size_t> shuffled(std::mt19937_64& random, std::size_t n) {
  std::vector<std::size_t> out(n);
  for (std::size_t i = 0; i < n; ++i) out[i] = i;
  for (std::size_t i = n; i > 1; --i) std::swap(out[i - 1], out[random() % i]);
  return out;
}

std::string listed(const std::vector<std::size_t>& beat) {
  std::string out;
  for (const std::size_t p : beat) out += (out.empty() ? "" : ", ") + std::to_string(p);
  return out;
}

TEST_CASE("longest idle on random towns, visit by visit") {
  const std::uint64_t seed = vedette::testing::seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 12; ++round) {
    const RandomTown town(random, 6 + random() % 8);
    std::vector<std::size_t> beat = shuffled(random, town.at.size());
    beat.resize(4 + random() % (beat.size() - 3));
    const std::size_t cars = 1 + random() % 3;
    const std::string list = listed(beat);
    CAPTURE(round, cars, list);
    const auto world =
        town.world("  cars: {type: car, count: " + std::to_string(cars) + ", at: beat, beat: [" +
                       list + "], route: {rule: longest_idle}}\n",
                   "0");
    Visits visits(*world);
    run_direct(*world, visits);
    const auto expected = replay_longest_idle(town, beat, cars, 12 * kHour.us);
    REQUIRE(visits.all.size() > 100);
    for (std::size_t i = 0; i < std::min(visits.all.size(), expected.size()); ++i) {
      CAPTURE(i, visits.all[i].us, expected[i].us);
      REQUIRE(visits.all[i].junction == expected[i].junction);
      REQUIRE(visits.all[i].car == expected[i].car);
      REQUIRE(visits.all[i].us == expected[i].us);
    }
    // At the very end of the run some may be or not.
    REQUIRE(std::max(visits.all.size(), expected.size()) <=
            std::min(visits.all.size(), expected.size()) + 3);
  }
}

TEST_CASE("shared tours of random towns: every point every T / K, from the first round on") {
  const std::uint64_t seed = vedette::testing::seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 12; ++round) {
    const RandomTown town(random, 5 + random() % 8);
    const std::vector<std::size_t> beat = shuffled(random, town.at.size());
    const auto cars = static_cast<int>(1 + random() % 6), pause = static_cast<int>(random() % 200);
    const std::string list = listed(beat);
    double tour_s = pause * static_cast<double>(beat.size());
    for (std::size_t i = 0; i < beat.size(); ++i)
      tour_s += town.seconds_to[beat[i]][beat[(i + 1) % beat.size()]];
    CAPTURE(round, cars, pause, list);
    const auto world =
        town.world("  cars: {type: car, count: " + std::to_string(cars) + ", at: beat, beat: [" +
                       list + "], route: {rule: fixed_tour}}\n",
                   std::to_string(pause));
    Visits visits(*world);
    run_direct(*world, visits);
    std::map<std::size_t, std::vector<double>> at;
    for (const Visit& v : visits.all) at[v.junction].push_back(static_cast<double>(v.us) * 1e-6);
    REQUIRE(at.size() == beat.size());
    for (const auto& [junction, times] : at) {
      CAPTURE(junction);
      // Nobody pauses where he begins: the rounds come earlier by that, once.
      REQUIRE(times.front() <= tour_s / cars + 1e-3);
      for (std::size_t i = 1; i < times.size(); ++i) {
        const double interval = times[i] - times[i - 1];
        if (times[i - 1] > tour_s)
          REQUIRE(interval == Approx(tour_s / cars).margin(1e-3));
        else
          REQUIRE(interval <= tour_s / cars + 1e-3);
      }
    }
  }
}

TEST_CASE("cars on a tour begin in step though hand-overs differ in length") {
  std::mt19937_64 random(7);
  const RandomTown town(random, 8);
  const auto world = town.world(
      "  cars: {type: car, count: 5, at: beat, beat: [0, 1, 2, 3, 4, 5, 6, 7], shift: late, "
      "handover_s: {uniform: {low: 0, high: 100}}, route: {rule: fixed_tour}}\n"
      "shifts: {late: {from: \"02:00\", to: \"11:00\"}}\n",
      "0");
  Visits visits(*world);
  run_direct(*world, visits);
  int exact = 0;
  for (int car = 0; car < 5; ++car) {
    const auto first = std::find_if(visits.all.begin(), visits.all.end(),
                                    [&](const Visit& v) { return v.car == car; });
    REQUIRE(first != visits.all.end());
    // All have taken over after 50 s in the mean, after 100 s at the latest.
    const double wait_s = world->city.units[static_cast<std::size_t>(car)].tour_wait.seconds();
    const double place_s = 7200 + 50 + wait_s;
    const double at_s = static_cast<double>(first->us) * 1e-6;
    CAPTURE(car, wait_s, at_s);
    CHECK(at_s >= place_s - 2e-6);
    CHECK(at_s <= std::max(place_s, 7300.0) + 2e-6);
    exact += std::abs(at_s - place_s) < 2e-6;
    if (wait_s >= 50) CHECK(std::abs(at_s - place_s) < 2e-6);
  }
  CHECK(exact >= 2);
}

}  // namespace
}  // namespace vedette
