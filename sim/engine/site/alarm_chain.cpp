// SPDX-License-Identifier: Apache-2.0
// From the sensor to the operators' queue, and from a confirmed alarm to its end.
#include <algorithm>

#include "engine/city/city_processes.hpp"
#include "engine/equipment/condition.hpp"
#include "engine/kernel/signal.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"
#include "engine/site/escort.hpp"
#include "engine/site/officers.hpp"
#include "engine/site/plan_run.hpp"
#include "engine/site/site_processes.hpp"
#include "world/protection.hpp"

namespace vedette {

namespace {

HostId central(const Site& site) {
  return site.platform.valid() ? site.platform : site.server;
}

struct Shown {
  explicit Shown(Calendar& calendar) : first(calendar) {}
  Signal first;
};

Process push(Run& run, std::shared_ptr<Shown> shown, HostId console, EntityId place,
             IncidentId incident) {
  co_await deliver(run, central(run.world.site), console, place, incident);
  shown->first.fire();
}

}  // namespace

Task<> show_in_room(Run& run, AlarmCase& alarm, std::uint32_t room) {
  const Site& site = run.world.site;
  std::vector<HostId> consoles;
  for (std::size_t i = 0; i < site.operators.size(); ++i) {
    const HostId console = site.operators[i].console;
    if (site.response->operators[i].room == room && console.valid() &&
        std::find(consoles.begin(), consoles.end(), console) == consoles.end())
      consoles.push_back(console);
  }
  const Incident& incident = *alarm.incident;
  if (consoles.size() <= 1) {
    // Named first: g++ 12 evaluates both sides of a choice among the arguments of a co_await.
    const HostId console = consoles.empty() ? HostId() : consoles.front();
    co_await deliver(run, central(site), console, incident.place, incident.id);
    co_return;
  }
  const auto shown = std::make_shared<Shown>(run.calendar);
  for (const HostId console : consoles)
    run.calendar.start(push(run, shown, console, incident.place, incident.id));
  (void)co_await shown->first.wait();
}

AlarmCase& open_alarm(Run& run, std::uint32_t zone_index, std::uint32_t type, bool real,
                      Time occurred, Stream random) {
  const Site& site = run.world.site;
  const Zone& zone = site.zones[zone_index];
  run.site.all_cases.push_back(std::make_shared<AlarmCase>());
  AlarmCase& alarm = *run.site.all_cases.back();
  Incident& incident = run.new_incident();
  incident.kind = IncidentKind::kAlarm;
  incident.type = static_cast<std::uint16_t>(type);
  incident.priority = static_cast<std::uint8_t>(site.alarm_types[type].priority);
  incident.real = real;
  const ZonePlace place = place_of_zone(run, zone_index);
  incident.x_m = place.x_m;
  incident.y_m = place.y_m;
  incident.place = zone.entity;
  incident[Stage::kOccurred] = occurred;
  alarm.zone = zone_index;
  alarm.random = random;
  alarm.incident = &incident;
  run.open(incident);
  begin_plan(run, alarm);
  return alarm;
}

namespace {

std::uint32_t type_of(const Site& site, const SensorReport& report) {
  if (report.tamper)
    for (std::uint32_t i = 0; i < site.alarm_types.size(); ++i)
      if (site.alarm_types[i].name == "tamper") return i;
  return site.sensors[report.sensor].alarm_type;
}

Topic topic_of(const Run& run, const SensorReport& report) {
  if (report.tamper) return Topic::kTamper;
  switch (run.world.site.protection->sensors[report.sensor].kind) {
    case AlarmKind::kDoor:
      return Topic::kDoorAlarm;
    case AlarmKind::kMotion:
      return Topic::kMotion;
    case AlarmKind::kDuress:
      return Topic::kDuress;
    case AlarmKind::kAnkleTag:
    case AlarmKind::kCordon:
      return Topic::kGeofence;
    case AlarmKind::kMedical:
    case AlarmKind::kFire:
      return Topic::kDigitalInput;
    case AlarmKind::kTamper:
      return Topic::kTamper;
    default:
      return Topic::kLineCrossed;
  }
}

// What a report of a sensor is about has been told; whether it arrives is told too.
void reported(Run& run, AlarmCase& alarm, const SensorReport& report) {
  const EntityId sensor = run.world.site.sensors[report.sensor].entity;
  const EntityId zone = run.world.site.zones[alarm.zone].entity;
  const bool there = alarm.incident->has(Stage::kAtServer);
  if (!there) alarm.reports.push_back({sensor, report.occurred});
  for (const TallyKind kind : {TallyKind::kReport, TallyKind::kReportArrived}) {
    if (kind == TallyKind::kReportArrived && !there) break;
    const Tally tally{kind, sensor, zone, report.occurred, run.now()};
    run.sinks.each([&](Sink& s) { s.tally(tally); });
  }
}

void arrived(Run& run, AlarmCase& alarm) {
  const EntityId zone = run.world.site.zones[alarm.zone].entity;
  for (const auto& [sensor, occurred] : alarm.reports) {
    const Tally tally{TallyKind::kReportArrived, sensor, zone, occurred, run.now()};
    run.sinks.each([&](Sink& s) { s.tally(tally); });
  }
  alarm.reports.clear();
}

void belongs_to(AlarmCase& alarm, IntruderState* who) {
  if (!who) return;
  who->detected = true;
  alarm.incident->real = true;
  if (std::find(alarm.intruders.begin(), alarm.intruders.end(), who) == alarm.intruders.end())
    alarm.intruders.push_back(who);
}

// From the panel to the operators' queue. An alarm lives until somebody has judged it.
Process transmit(Run& run, AlarmCase& alarm, EntityId sensor) {
  const Site& site = run.world.site;
  co_await deliver(run, site.zones[alarm.zone].panel, site.server, sensor, alarm.incident->id);
  run.stamp(*alarm.incident, Stage::kAtServer);
  arrived(run, alarm);
  if (site.platform.valid()) {
    co_await deliver(run, site.server, site.platform, sensor, alarm.incident->id);
    run.stamp(*alarm.incident, Stage::kAtPlatform);
  }
  co_await show_in_room(run, alarm, alarm.plan->plan->room);
  enter_queue(run, alarm);
}

}  // namespace

AlarmCase& sensor_report(Run& run, const SensorReport& report) {
  const Site& site = run.world.site;
  const Sensor& sensor = site.sensors[report.sensor];
  const EntityId zone = site.zones[sensor.zone].entity;
  const Topic topic = topic_of(run, report);
  // A further report from a zone whose alarm is not judged yet belongs to that alarm.
  AlarmCase* const known = run.site.open_case[sensor.zone];
  if (known && run.now() - (*known->incident)[Stage::kSensed] <= site.handling.merge_window) {
    run.log(topic, sensor.entity, "confirms", zone, known->incident->id);
    reported(run, *known, report);
    belongs_to(*known, report.who);
    return *known;
  }
  AlarmCase& alarm = open_alarm(run, sensor.zone, type_of(site, report), report.who != nullptr,
                                report.occurred, report.random);
  run.site.open_case[sensor.zone] = &alarm;
  reported(run, alarm, report);
  belongs_to(alarm, report.who);
  run.log(topic, sensor.entity, "alarm", zone, alarm.incident->id);
  run.stamp(*alarm.incident, Stage::kSensed, sensor.entity);
  run.stamp(*alarm.incident, Stage::kAtPanel);  // sensors are wired to the panel's contacts
  run.calendar.start(transmit(run, alarm, sensor.entity));
  return alarm;
}

void concluded(Run& run, AlarmCase& alarm) {
  if (alarm.under_way > 0 && --alarm.under_way > 0) return;
  finish_plan(run, alarm, false);
  run.stamp(*alarm.incident, Stage::kCleared);
  run.close(*alarm.incident);
  auto& all = run.site.all_cases;
  all.erase(std::find_if(all.begin(), all.end(),
                         [&](const std::shared_ptr<AlarmCase>& c) { return c.get() == &alarm; }));
}

std::size_t dispatch_guards(Run& run, AlarmCase& alarm, std::size_t count,
                            const std::string& brigade) {
  const Site& site = run.world.site;
  const NodeId spot = site.zones[alarm.zone].walk_node;
  if (!spot.valid()) return 0;  // outside the walls
  std::vector<std::pair<std::int64_t, std::size_t>> free;
  for (std::size_t i = 0; i < run.site.guards.size(); ++i) {
    GuardState& guard = run.site.guards[i];
    if (!guard.free || (!brigade.empty() && site.response->brigades[i] != brigade)) continue;
    const NodeId next = guard.mover.next_node(run.now());
    free.push_back({(guard.mover.to_next_node(run.now()) + site.walking->time(next, spot)).us, i});
  }
  std::sort(free.begin(), free.end());
  const std::size_t sent = std::min(free.size(), count);
  for (std::size_t k = 0; k < sent; ++k) {
    GuardState& guard = run.site.guards[free[k].second];
    guard.free = false;
    guard.order = &alarm;
    ++alarm.under_way;
    guard.process.interrupt();
  }
  return sent;
}

void police_called(Run& run, AlarmCase& alarm) {
  const World& world = run.world;
  Incident& incident = *alarm.incident;
  run.stamp(incident, Stage::kPoliceCalled);
  CallCase& call = new_case(run);
  const CallType& type = world.city.call_types[world.site.handling.police_call_type];
  const NodeId outside = place_of_zone(run, alarm.zone).junction;
  const NodeId where = outside.valid() ? outside : world.site.gate;
  const auto& gate = world.city.roads->node(where);
  call.random = run.random.stream(name_hash("police"), alarm.random.bits());
  call.node = where;
  call.cell = world.city.areas[where.index()].cell;
  Incident& made = run.new_incident();
  made.kind = IncidentKind::kCall;
  made.type = static_cast<std::uint16_t>(world.site.handling.police_call_type);
  made.priority = static_cast<std::uint8_t>(type.priority);
  made.real = incident.real;
  made.x_m = gate.x_m;
  made.y_m = gate.y_m;
  made.place = world.city.areas[where.index()].entity;
  made.parent = incident.id;
  made[Stage::kOccurred] = incident[Stage::kOccurred];
  made[Stage::kPoliceCalled] = run.now();
  ++alarm.under_way;
  call.incident = &made;
  prepare_case(run, call);
  call.alarm = &alarm;
  run.open(made);
  receive_call(run, call);
}

void police_stage(Run& run, AlarmCase& alarm, Stage stage, EntityId unit) {
  run.stamp(*alarm.incident, stage, unit);
  const Stage spot = enters_site(run, alarm) ? Stage::kPoliceAtSpot : Stage::kPoliceArrived;
  if (stage == spot) police_reach(alarm);
  if (stage == Stage::kPoliceArrived) happened(run, alarm, PlanMoment::kPoliceArrived);
  if (stage == Stage::kPoliceAtSpot) happened(run, alarm, PlanMoment::kPoliceAtSpot);
}

void police_done(Run& run, AlarmCase& alarm) {
  concluded(run, alarm);
}

}  // namespace vedette
