// SPDX-License-Identifier: Apache-2.0
// The weather: stationary shares are exactly those given, drawn runs keep to them, the calendar's
// months are right, and the whole city slows down.
#include <catch2/catch.hpp>

#include <cmath>
#include <random>

#include "engine/small_scenarios.hpp"
#include "support/seed.hpp"
#include "world/weather.hpp"

namespace vedette {
namespace {

using testing::LogSink;
using testing::run_direct;
using testing::SmallCity;

TEST_CASE("the chain's stationary shares are the climate's, for any memories") {
  const std::uint64_t seed = testing::seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  const auto uniform = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
  for (int round = 0; round < 200; ++round) {
    Climate climate;
    for (auto& month : climate.share)
      for (double& share : month) share = random() % 4 == 0 ? 0 : uniform();
    for (auto& month : climate.share) month[0] += 0.1;
    for (auto& hour : climate.by_hour)
      for (double& weight : hour) weight = 0.1 + uniform();
    for (double& memory : climate.memory_h) memory = 1 + 20 * uniform();
    const int month = static_cast<int>(random() % 12), hour = static_cast<int>(random() % 24);
    const ByWeather pi = weather_shares(climate, month, hour);
    ByWeather next{};
    for (std::size_t i = 0; i < kWeatherStates; ++i) {
      const ByWeather row = weather_step(climate, month, hour, static_cast<WeatherState>(i));
      double sum = 0;
      for (std::size_t k = 0; k < kWeatherStates; ++k) {
        CHECK(row[k] >= 0);
        sum += row[k];
        next[k] += pi[i] * row[k];
      }
      CHECK(sum == Approx(1).margin(1e-12));
    }
    for (std::size_t k = 0; k < kWeatherStates; ++k) CHECK(next[k] == Approx(pi[k]).margin(1e-12));
  }
}

TEST_CASE("months and hours of the local calendar") {
  CHECK(days_from_civil(1970, 1, 1) == 0);
  CHECK(days_from_civil(2026, 3, 2) == 20514);
  Weather w;
  w.start_day = days_from_civil(2024, 2, 28);
  w.start_second_of_day = 22 * 3600;
  CHECK(w.hour_at(Time{0}) == 22);
  CHECK(w.month_at(Time{0}) == 1);
  CHECK(w.month_at(Time{25 * kHour.us}) == 1);  // 29 February
  CHECK(w.month_at(Time{26 * kHour.us}) == 2);
  CHECK(w.hour_at(Time{26 * kHour.us}) == 0);
}

// Seconds spent in each weather, from the events.
struct Shares : Sink {
  RecordLevel wants() const override { return RecordLevel::kEvents; }
  void event(const Event& e) override {
    if (e.topic != Topic::kWeather) return;
    if (since != kUnset) seconds[static_cast<std::size_t>(now)] += (e.at - since).seconds();
    now = *weather_from(e.text);
    since = e.at;
  }
  void finish(Time end) override {
    seconds[static_cast<std::size_t>(now)] += (end - since).seconds();
  }
  WeatherState now = WeatherState::kClear;
  Time since = kUnset;
  ByWeather seconds{};
};

TEST_CASE("a drawn year has the climate's weather") {
  const SmallCity city;
  auto text = city.yaml("weather: {climate: test}\n");
  text.insert(text.find("models:\n") + 8, R"(  climates:
    test:
      share_by_month:
        clear: [6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6]
        rain: [3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3]
        fog: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
      memory_h: {clear: 3, rain: 2, fog: 1}
      sources: {"*": "assumption: test"}
)");
  const auto world = city.world(text, {"city.demand={calls_per_day: 0}", "duration_h=87600"});
  Shares shares;
  run_direct(*world, shares);
  const double all = 87600.0 * 3600;
  // Ten years of hours that hang together over some three: standard error below 0.004.
  CHECK(shares.seconds[0] / all == Approx(0.6).margin(0.016));
  CHECK(shares.seconds[1] / all == Approx(0.3).margin(0.016));
  CHECK(shares.seconds[2] / all == Approx(0.1).margin(0.008));
  CHECK(shares.seconds[3] == 0);
}

TEST_CASE("bad weather slows the streets by its factor") {
  const SmallCity city;
  const auto mean = [&](const std::string& more) {
    auto text =
        city.yaml(more, "{columns: 1, rows: 1}", "cars: {type: car, count: 1, at: stations}");
    text.insert(text.find("models:\n") + 8,
                "  weather_effects: {ice: {road_time_factor: {snow: 3}, sources: {\"*\": "
                "\"assumption: test\"}}}\n");
    const auto world = city.world(text, {"city.demand={calls_per_day: 2}",
                                         "models.units.car.turnout_s=0", "duration_h=2400"});
    LogSink log(*world, RecordLevel::kNone);
    run_direct(*world, log);
    double sum = 0, n = 0;
    for (const Incident& i : log.closed)
      if (i.has(Stage::kPoliceArrived) && i.has(Stage::kPoliceEnRoute)) {
        sum += i.between(Stage::kPoliceEnRoute, Stage::kPoliceArrived).seconds();
        ++n;
      }
    REQUIRE(n > 100);
    return sum / n;
  };
  // Two stations with a car each wait for few calls; the same calls in both.
  const double dry = mean(""),
               snow = mean("weather: {given: [{from_h: 0, state: snow}], effects: ice}\n");
  CHECK(snow / dry == Approx(3).margin(0.25));
}

}  // namespace
}  // namespace vedette
