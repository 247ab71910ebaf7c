// SPDX-License-Identifier: Apache-2.0
// How an operator judges an alarm: trust, picture, time; docs/plans.md.
#include "engine/equipment/condition.hpp"
#include "engine/equipment/equipment_processes.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/site/operator_desk.hpp"

namespace vedette {

// The wall may show the zone already; else its cameras are called up nearest first, until one
// answers in time.
Task<bool> OperatorDesk::find_picture(AlarmCase& alarm, std::uint32_t& camera, View& view) {
  if (alarm.plan->picture) {
    camera = alarm.plan->shown_by;
    co_return true;
  }
  for (const std::uint32_t one : site_.zones[alarm.zone].cameras) {
    camera = one;
    if (co_await picture_from(run_, who_.console, alarm, one, run_.world.network.call_up, view))
      co_return true;
  }
  co_return false;
}

// Pixel density falls with one over the distance (EN 62676-4, annex on density).
double OperatorDesk::density_factor(const AlarmCase& alarm, std::uint32_t index) const {
  const auto& table = response_.model.by_density;
  if (table.empty() || index == kNoIndex) return 1;
  const Camera& camera = site_.cameras[index];
  const PointMm spot = site_.zones[alarm.zone].spot;
  const auto dx = static_cast<double>(spot.x - camera.at.x) / 1000;
  const auto dy = static_cast<double>(spot.y - camera.at.y) / 1000;
  const double distance_m = std::max(0.001, std::sqrt(dx * dx + dy * dy));
  const double density = response_.model.density_at_range_px_m * camera.range_m / distance_m;
  if (density <= table.front().first) return table.front().second;
  for (std::size_t i = 1; i < table.size(); ++i) {
    if (density > table[i].first) continue;
    const double share = (density - table[i - 1].first) / (table[i].first - table[i - 1].first);
    return table[i - 1].second + share * (table[i].second - table[i - 1].second);
  }
  return table.back().second;
}

// What a dirty lens or a shifted camera costs.
double OperatorDesk::damage_factor(std::uint32_t camera) const {
  return camera == kNoIndex ? 1 : camera_assessment_factor(run_, camera);
}

// Linear learning (Bush & Mosteller 1955): trust moves towards the last outcome.
void OperatorDesk::learn(bool outcome) {
  const double rate = response_.model.trust_rate;
  if (rate == 0) return;
  me_.trust += rate * ((outcome ? 1.0 : 0.0) - me_.trust);
  run_.sinks.each([&](Sink& s) { s.trust(who_.entity, run_.now(), me_.trust); });
}

// One more camera of a round; while no way leads to it there is nothing to see.
void OperatorDesk::looks_at(const PlannedWork& work) {
  const Round& what = response_.rounds[work.round];
  if (what.cameras.empty()) return;
  const std::uint64_t n = work.number * what.looks + work.looks_done;
  const std::uint32_t camera = what.cameras[n % what.cameras.size()];
  const HostId host = site_.cameras[camera].host;
  if (run_.world.network.simulated && host.valid() && who_.console.valid() &&
      !camera_down(run_, camera) && !run_.carrier.could_reach(host, who_.console))
    return;
  picture_looked_at(run_, camera, who_.entity);
}

Task<bool> OperatorDesk::assess(AlarmCase& alarm) {
  const AlarmHandling& handling = site_.handling;
  const OperatorModel& model = response_.model;
  const bool real = alarm.incident->real;
  // Probability matching (Bliss, Gilson & Deaton 1995): who does not trust, does not look. Two
  // technologies at once are believed.
  bool cursory = false;
  if (model.trust_effect > 0) {
    Stream belief = run_.random.stream(alarm.plan->key, name_hash("belief"));
    cursory = belief.uniform() < model.trust_effect * (1 - me_.trust) && !alarm.confirmed;
  }
  double wrong_dismissal = handling.wrong_dismissal_probability;
  if (cursory) {
    run_.state(who_.entity, "cursory look");
    co_await work_on(alarm, draw_duration(model.cursory_s, alarm.random));
    wrong_dismissal = model.cursory_wrong_dismissal_probability;
  } else {
    std::uint32_t camera = kNoIndex;
    View view;  // over when it is judged
    const bool picture = co_await find_picture(alarm, camera, view);
    run_.state(who_.entity, picture ? "assessing" : "assessing blind");
    const Distribution& time =
        picture ? handling.assess_with_camera_s : handling.assess_without_camera_s;
    const double needed = time.sample(alarm.random) *
                          (picture ? density_factor(alarm, camera) : 1) *
                          (picture ? damage_factor(camera) : 1);
    co_await work_on(alarm, needed > 0 ? seconds(needed) : Duration{});
    if (picture && camera != kNoIndex) picture_looked_at(run_, camera, who_.entity);
  }
  // From here on a further report of the zone is a new alarm.
  if (run_.site.open_case[alarm.zone] == &alarm) run_.site.open_case[alarm.zone] = nullptr;
  const double u = alarm.random.uniform();
  if (cursory && !real) co_return false;
  co_return real ? u >= wrong_dismissal : u < handling.wrong_confirmation_probability;
}

}  // namespace vedette
