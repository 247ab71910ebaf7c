// SPDX-License-Identifier: Apache-2.0
// What sets sensors off that is no threat: by sensor, and by technology in bursts.
#include <algorithm>

#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"
#include "engine/site/site_processes.hpp"
#include "world/protection.hpp"

namespace vedette {

namespace {

double most(const ByWeather& values, bool any_weather) {
  if (!any_weather) return of(values, WeatherState::kClear);
  return *std::max_element(values.begin(), values.end());
}

// A Poisson process whose rate follows the weather: candidates at the greatest rate, each kept with
// probability rate / greatest rate (thinning; Lewis & Shedler 1979). Where the rate is always the
// same every candidate is kept, without a draw.
class Arrivals {
 public:
  Arrivals(Stream random, double per_day, const ByWeather& factor, bool any_weather)
      : random_(random),
        factor_(factor),
        most_(most(factor, any_weather)),
        thinned_(any_weather &&
                 std::any_of(factor.begin(), factor.end(), [&](double f) { return f != most_; })),
        mean_s_(86400 / (per_day * most_)) {}
  Duration gap() { return seconds(random_.exponential() * mean_s_); }
  bool kept(WeatherState now) { return !thinned_ || random_.uniform() * most_ < of(factor_, now); }

 private:
  Stream random_;
  ByWeather factor_;
  double most_;
  bool thinned_;
  double mean_s_;
};

Process nuisance_source(Run& run, std::uint32_t index) {
  const Sensor& sensor = run.world.site.sensors[index];
  const std::uint64_t sensor_hash = run.world.entities[sensor.entity.index()].hash;
  Arrivals arrivals(run.stream(sensor.entity, "nuisance"), sensor.nuisance_per_day,
                    run.world.site.protection->sensors[index].nuisance_factor,
                    run.world.weather != nullptr);
  for (std::uint64_t n = 0;; ++n) {
    (void)co_await Delay(run.calendar, arrivals.gap());
    if (!arrivals.kept(run.weather)) continue;
    if (run.site.protection.blind[index] > 0) {
      report_missed(run, index);
      continue;
    }
    const SensorReport report{index, nullptr, run.now(),
                              run.random.stream(sensor_hash, name_hash("report") + n)};
    run.calendar.start(sense(run, report));
  }
}

Process report_in_burst(Run& run, std::uint32_t sensor, Duration after, Stream random) {
  (void)co_await Delay(run.calendar, after);
  if (run.site.protection.blind[sensor] > 0) {
    report_missed(run, sensor);
    co_return;
  }
  const SensorReport report{sensor, nullptr, run.now(), random};
  run.calendar.start(sense(run, report));
}

Process bursts(Run& run, std::size_t index) {
  const Technology& technology = run.world.site.protection->technologies[index];
  Arrivals arrivals(run.random.stream("technology/" + technology.name, "bursts"), 1,
                    technology.bursts_per_day, run.world.weather != nullptr);
  for (std::uint64_t n = 0;; ++n) {
    (void)co_await Delay(run.calendar, arrivals.gap());
    if (!arrivals.kept(run.weather)) continue;
    run.log(Topic::kWeather, {}, "burst");
    // Each sensor has its own draws: adding one changes nothing for the others.
    for (const std::uint32_t sensor : technology.sensors) {
      const EntityId entity = run.world.site.sensors[sensor].entity;
      Stream random =
          run.random.stream(run.world.entities[entity.index()].hash, name_hash("burst") + n);
      if (random.uniform() >= technology.burst_share) continue;
      const Duration after = seconds(random.uniform() * technology.burst_within.seconds());
      run.calendar.start(report_in_burst(run, sensor, after, random));
    }
  }
}

}  // namespace

void start_nuisance(Run& run) {
  const Site& site = run.world.site;
  if (!site.protection) return;
  const bool any_weather = run.world.weather != nullptr;
  for (std::uint32_t i = 0; i < site.sensors.size(); ++i)
    if (site.sensors[i].nuisance_per_day *
            most(site.protection->sensors[i].nuisance_factor, any_weather) >
        0)
      run.calendar.start(nuisance_source(run, i));
  for (std::size_t i = 0; i < site.protection->technologies.size(); ++i) {
    const Technology& technology = site.protection->technologies[i];
    if (technology.burst_share > 0 && most(technology.bursts_per_day, any_weather) > 0)
      run.calendar.start(bursts(run, i));
  }
}

}  // namespace vedette
