// SPDX-License-Identifier: Apache-2.0
// Where calls for service come from.
#include <cmath>

#include "engine/city/city_processes.hpp"
#include "engine/kernel/process.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"

namespace vedette {

namespace {

// Non-homogeneous Poisson process by inversion of its cumulated rate, which is straight within each
// hour of the day (Cinlar 1975): the next call comes where the area under the rate, from now on,
// reaches one unit-exponential draw. One draw per call, so streams of compared designs stay in
// step.
class Arrivals {
 public:
  Arrivals(const City& city, double per_day, int start_second_of_day)
      : by_hour_(city.by_hour),
        start_us_(static_cast<std::int64_t>(start_second_of_day) * kSecond.us) {
    per_us_ = per_day / static_cast<double>(kDay.us);
    for (const double h : by_hour_) flat_ = flat_ && h == 1.0;
  }
  Time next(Time now, double draw) const {
    if (flat_) return now + Duration{std::llround(draw / per_us_)};
    std::int64_t t = now.us;
    for (;;) {
      const std::int64_t local = (t + start_us_) % kDay.us;
      const double rate = per_us_ * by_hour_[static_cast<std::size_t>(local / kHour.us)];
      const std::int64_t left = kHour.us - local % kHour.us;
      const double area = rate * static_cast<double>(left);
      if (draw < area) return Time{t + std::llround(draw / rate)};
      draw -= area;
      t += left;
    }
  }

 private:
  std::array<double, 24> by_hour_;
  std::int64_t start_us_;
  double per_us_ = 0;
  bool flat_ = true;
};

std::uint16_t draw_type(const City& city, Stream& random) {
  double u = random.uniform();
  std::size_t last = 0;
  for (std::size_t i = 0; i < city.call_types.size(); ++i) {
    if (city.call_types[i].share <= 0) continue;
    last = i;
    if (u < city.call_types[i].share) break;
    u -= city.call_types[i].share;
  }
  return static_cast<std::uint16_t>(last);
}

// The calls of one demand area. The n-th call of an area has draws of its own, so it is the same
// call (type, time on scene) whatever the police do.
Process calls_of(Run& run, const DemandArea& area) {
  const City& city = run.world.city;
  const Entity& entity = run.world.entities[area.entity.index()];
  const Arrivals arrivals(city, area.calls_per_day, run.world.start_second_of_day);
  Stream gaps = run.stream(area.entity, "arrivals");
  const std::uint64_t purpose = name_hash("call");
  const Time end = Time{0} + run.world.horizon;
  for (std::uint64_t n = 0;; ++n) {
    const Time at = arrivals.next(run.now(), gaps.exponential());
    if (at > end) co_return;
    (void)co_await Delay(run.calendar, at);
    CallCase& call = new_case(run);
    call.random = run.random.stream(entity.hash, purpose + (n + 1) * 0x9e3779b97f4a7c15u);
    call.node = area.node;
    call.cell = area.cell;
    Incident& incident = run.new_incident();
    incident.kind = IncidentKind::kCall;
    incident.type = draw_type(city, call.random);
    incident.priority = static_cast<std::uint8_t>(city.call_types[incident.type].priority);
    incident.x_m = entity.x_m;
    incident.y_m = entity.y_m;
    incident.place = area.entity;
    incident[Stage::kOccurred] = incident[Stage::kPoliceCalled] = run.now();
    call.on_scene = draw_duration(city.call_types[incident.type].on_scene_s, call.random);
    call.incident = &incident;
    run.open(incident);
    receive_call(run, call);
  }
}

}  // namespace

CallCase& new_case(Run& run) {
  CityState& city = run.city;
  if (city.free_cases.empty()) {
    city.all_cases.push_back(std::make_unique<CallCase>());
    return *city.all_cases.back();
  }
  CallCase* const call = city.free_cases.back();
  city.free_cases.pop_back();
  call->alarm = nullptr;
  return *call;
}

void end_case(Run& run, CallCase& call) {
  run.close(*call.incident);
  run.city.free_cases.push_back(&call);
}

void start_calls(Run& run) {
  for (const DemandArea& area : run.world.city.areas)
    if (area.calls_per_day > 0) run.calendar.start(calls_of(run, area));
}

}  // namespace vedette
