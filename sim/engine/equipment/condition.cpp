// SPDX-License-Identifier: Apache-2.0
#include "engine/equipment/condition.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "engine/equipment/equipment_processes.hpp"
#include "engine/run.hpp"
#include "engine/site/access.hpp"
#include "engine/site/site_processes.hpp"
#include "world/protection.hpp"

namespace vedette {

namespace {

ElementState& state_of(Run& run, std::uint32_t element) {
  return run.equipment->elements[element];
}
const ElementState& state_of(const Run& run, std::uint32_t element) {
  return run.equipment->elements[element];
}

// What outages of scenario and exercise have always said is "off"; others say why.
std::string_view off_word(DownCause cause) {
  switch (cause) {
    case DownCause::kOwn:
      return "failed";
    case DownCause::kCommon:
      return "struck";
    case DownCause::kPower:
      return "no power";
    case DownCause::kRoom:
      return "room out";
    case DownCause::kPlanned:
      return "planned work";
    default:
      return "off";
  }
}

Topic topic_of(Element::Kind kind, bool on) {
  if (kind == Element::Kind::kLink) return Topic::kLinkStatus;
  if (kind == Element::Kind::kSupply) return Topic::kPowerFailure;
  return on ? Topic::kHardwareRepaired : Topic::kHardwareFailure;
}

// The camera's own host is on when neither of the two is down.
void set_host(Run& run, std::uint32_t host) {
  const Equipment& plan = *run.world.equipment;
  const std::uint32_t camera = plan.camera_of_host[host];
  const bool up =
      is_up(run, plan.of_host[host]) && (camera == kNoIndex || is_up(run, plan.of_camera[camera]));
  if (run.carrier.host_is_on(HostId(std::size_t{host})) != up)
    run.carrier.set_host(HostId(std::size_t{host}), up);
}

void take_effect(Run& run, const Element& what, bool up) {
  switch (what.kind) {
    case Element::Kind::kHost:
      set_host(run, what.index);
      break;
    case Element::Kind::kLink:
      run.carrier.set_link(LinkId(std::size_t{what.index}), up);
      break;
    case Element::Kind::kCamera: {
      const HostId host = run.world.site.cameras[what.index].host;
      if (host.valid()) set_host(run, host.value);
      break;
    }
    case Element::Kind::kSensor:
      set_seeing(run, what.index, up);
      break;
    case Element::Kind::kDoor:
      if (up)
        power_back(run, what.index);
      else
        power_lost(run, what.index);
      break;
    default:
      break;
  }
}

void tell(Run& run, const Element& what, bool up, std::string_view word, EntityId by) {
  run.log(topic_of(what.kind, up), what.entity, word, by);
  // Sensors and doors have words of their own.
  if (what.kind != Element::Kind::kDoor && what.kind != Element::Kind::kSensor)
    run.state(what.entity, up ? "on" : "off");
}

void tell_degraded(Run& run, const Element& what) {
  run.log(Topic::kHardwareFailure, what.entity, "degraded");
  run.state(what.entity, "degraded");
}

PowerLoss on_power_loss(const Run& run, std::uint32_t sensor) {
  return run.world.site.protection->sensors[sensor].on_power_loss;
}

// What the panel sees of a sensor that goes down or comes back.
void panel_sees(Run& run, std::uint32_t element, DownCause cause, bool up) {
  ElementState& state = state_of(run, element);
  const std::uint32_t sensor = run.world.equipment->elements[element].index;
  const std::uint32_t zone = run.world.site.sensors[sensor].zone;
  const bool power = cause == DownCause::kPower;
  if (up ? state.fault_shown : !power || on_power_loss(run, sensor) != PowerLoss::kSilent) {
    state.fault_shown = !up;
    zone_fault(run, zone, !up);
  }
  if (up || !power || on_power_loss(run, sensor) != PowerLoss::kAlarm) return;
  // The relay falls off: for the panel a report like any other.
  const EntityId who = run.world.site.sensors[sensor].entity;
  const Stream draws =
      run.random.stream(run.world.entities[who.index()].hash,
                        name_hash("power loss") + static_cast<std::uint64_t>(run.now().us));
  run.calendar.start(sense(run, {sensor, nullptr, run.now(), draws}));
}

void span_ends(Run& run, std::uint32_t element) {
  const ElementState& state = state_of(run, element);
  const Tally tally{down_tally(static_cast<std::size_t>(state.reason)),
                    run.world.equipment->elements[element].entity, state.by, state.since,
                    run.now()};
  run.sinks.each([&](Sink& s) { s.tally(tally); });
}

void known_changes(Run& run, std::uint32_t element, std::uint32_t before) {
  const Element& what = run.world.equipment->elements[element];
  const std::uint32_t now = state_of(run, element).known;
  if (what.kind == Element::Kind::kSensor && (before == 0) != (now == 0))
    sensor_known_out(run, what.index, now > 0);
  // Whoever knows that a switch is dead knows why the cameras behind it are dark; nobody else does.
  ElementState& state = state_of(run, element);
  if (state.down == 0 || (now > 0) == state.along_known) return;
  state.along_known = now > 0;
  for (const auto& [other, cause] : what.takes_along) {
    std::uint32_t& known = state_of(run, other).known;
    const std::uint32_t other_before = known;
    known = state.along_known ? known + 1 : known - 1;
    known_changes(run, other, other_before);
  }
}

template <class Value, class Combine>
Value over_degraded(const Run& run, std::uint32_t element, Value start, Combine combine) {
  for (const std::uint32_t type : state_of(run, element).degraded)
    start = combine(start, run.world.equipment->types[type]);
  return start;
}

}  // namespace

void take_down(Run& run, std::uint32_t element, const Down& why) {
  ElementState& state = state_of(run, element);
  const Element& what = run.world.equipment->elements[element];
  ++state.causes[static_cast<std::size_t>(why.cause)];
  const bool first = state.down++ == 0;
  state.known += why.known;
  if (first) {
    state.reason = why.cause;
    state.by = why.by;
    state.since = run.now();
    take_effect(run, what, false);
    tell(run, what, false, off_word(why.cause), why.by);
    if (what.kind == Element::Kind::kSensor) panel_sees(run, element, why.cause, false);
    state.along_known = state.known > 0;
    for (const auto& [other, cause] : what.takes_along)
      take_down(run, other, {cause, what.entity, state.along_known});
    look_at_coverage(run);
  }
  known_changes(run, element, state.known - why.known);
  if (what.kind == Element::Kind::kSupply && why.cause != DownCause::kPower)
    power_changed(run, element);
}

void bring_back(Run& run, std::uint32_t element, const Down& why) {
  ElementState& state = state_of(run, element);
  const Element& what = run.world.equipment->elements[element];
  std::uint16_t& counted = state.causes[static_cast<std::size_t>(why.cause)];
  if (counted == 0 || state.down == 0 || state.known < static_cast<std::uint32_t>(why.known))
    throw std::logic_error("an element comes back from what never took it down");
  --counted;
  --state.down;
  state.known -= why.known;
  if (state.down == 0) {
    span_ends(run, element);
    state.since = kUnset;
    take_effect(run, what, true);
    tell(run, what, true, "on", {});
    if (!state.degraded.empty()) tell_degraded(run, what);
    if (what.kind == Element::Kind::kSensor) panel_sees(run, element, why.cause, true);
    const bool along_known = std::exchange(state.along_known, false);
    for (const auto& [other, cause] : what.takes_along)
      bring_back(run, other, {cause, what.entity, along_known});
    look_at_coverage(run);
  } else if (counted == 0 && why.cause == state.reason) {
    // The time from here on counts to the first of the causes that remain.
    span_ends(run, element);
    state.since = run.now();
    state.by = {};
    for (std::size_t c = kDownCauses; c-- > 0;)
      if (state.causes[c] > 0) state.reason = static_cast<DownCause>(c);
  }
  // A sensor that was silent without power, and does not answer now that it has power again.
  if (what.kind == Element::Kind::kSensor && state.down > 0 && counted == 0 &&
      why.cause == DownCause::kPower && !state.fault_shown)
    panel_sees(run, element, state.reason, false);
  known_changes(run, element, state.known + why.known);
  if (what.kind == Element::Kind::kSupply && why.cause != DownCause::kPower)
    power_changed(run, element);
}

bool power_loss_known(const Run& run, std::uint32_t element) {
  const Element& what = run.world.equipment->elements[element];
  return what.kind != Element::Kind::kSensor ||
         on_power_loss(run, what.index) != PowerLoss::kSilent;
}

void becomes_known(Run& run, std::uint32_t element, Down& why) {
  if (why.known) return;
  why.known = true;
  const std::uint32_t before = state_of(run, element).known++;
  known_changes(run, element, before);
}

void set_degraded(Run& run, std::uint32_t element, std::uint32_t type, bool on) {
  const Element& what = run.world.equipment->elements[element];
  std::vector<std::uint32_t>& list = state_of(run, element).degraded;
  if (on) {
    list.push_back(type);
  } else {
    const auto it = std::find(list.begin(), list.end(), type);
    if (it == list.end()) throw std::logic_error("an element was not degraded in this way");
    list.erase(it);
  }
  if (!is_up(run, element) || list.size() != (on ? 1u : 0u)) return;
  if (on) {
    tell_degraded(run, what);
    return;
  }
  run.log(Topic::kHardwareRepaired, what.entity, "on");
  run.state(what.entity, "on");
}

bool is_up(const Run& run, std::uint32_t element) {
  return state_of(run, element).down == 0;
}

bool camera_down(const Run& run, std::uint32_t camera) {
  return !is_up(run, run.world.equipment->of_camera[camera]);
}

bool camera_known_down(const Run& run, std::uint32_t camera) {
  return state_of(run, run.world.equipment->of_camera[camera]).known > 0;
}

double camera_assessment_factor(const Run& run, std::uint32_t camera) {
  return over_degraded(run, run.world.equipment->of_camera[camera], 1.0,
                       [](double f, const FailureType& t) { return f * t.assessment_factor; });
}

double sensor_detection_factor(const Run& run, std::uint32_t sensor) {
  return over_degraded(run, run.world.equipment->of_sensor[sensor], 1.0,
                       [](double f, const FailureType& t) { return f * t.detection_factor; });
}

Duration host_delay(const Run& run, HostId host) {
  return over_degraded(run, run.world.equipment->of_host[host.index()], Duration{},
                       [](Duration d, const FailureType& t) { return d + t.delay; });
}

}  // namespace vedette
