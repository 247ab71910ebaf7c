// SPDX-License-Identifier: Apache-2.0
#include "engine/site/access.hpp"

#include <algorithm>
#include <limits>
#include <string_view>

#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"

namespace vedette {

namespace {

const DoorWay& way_of(const Run& run, std::uint32_t door) {
  return run.world.site.layout->doors[door];
}
DoorState& state_of(Run& run, std::uint32_t door) {
  return *run.site.access->doors[door];
}
EntityId entity_of(const Run& run, std::uint32_t door) {
  return run.world.site.doors[door].entity;
}

bool in_shift(const Run& run, std::uint32_t index) {
  const Shift& shift = run.world.city.shifts[index];
  if (shift.from_s == shift.to_s) return true;
  const std::int64_t second = (run.now().us / kSecond.us + run.world.start_second_of_day) % 86400;
  if (shift.from_s < shift.to_s) return second >= shift.from_s && second < shift.to_s;
  return second >= shift.from_s || second < shift.to_s;
}

bool open_to_all(const DoorWay& way, const DoorState& door) {
  if (door.forced) return true;
  if (door.lockdowns > 0) return false;
  return door.unlocked || way.lock == Lock::kNone || (!door.powered && way.fail_safe);
}

// A badge against the area's book; soft ones only tell.
enum class Book { kInOrder, kTold, kRefused };
Book check_book(const Layout& layout, const DoorWay& way, int from, const Passer& passer) {
  const std::uint32_t here = way.area[from], there = way.area[1 - from];
  if (here == there) return Book::kInOrder;
  Book found = Book::kInOrder;
  const auto against = [&](std::uint32_t area, bool violated) {
    if (area == kNowhere || !violated) return;
    if (layout.areas[area].anti_passback == AntiPassback::kHard) found = Book::kRefused;
    if (layout.areas[area].anti_passback == AntiPassback::kSoft && found == Book::kInOrder)
      found = Book::kTold;
  };
  against(here, passer.area != here);
  against(there, passer.area == there);
  return found;
}

// How a closed door is opened by this person now, or why not.
struct Way {
  Lock by = Lock::kNone;
  std::string_view refusal;      // ONVIF's reason; empty: opens
  bool let_in_by_staff = false;  // by whoever sees an officer or visitor through
};

// Officers and visitors do not walk alone: where they have no badge of their own for a door,
// somebody opens it for them; for visitors not while it is locked down.
Way accompanied(const DoorState& door, Lock lock, const Passer& passer, Way refused) {
  if (passer.kind == PersonClass::kGuard) return refused;
  if (passer.kind == PersonClass::kVisitor && door.lockdowns > 0) return refused;
  return {lock, {}, true};
}
Way way_for(const Run& run, std::uint32_t index, int from, const Passer& passer) {
  const Layout& layout = *run.world.site.layout;
  const DoorWay& way = layout.doors[index];
  const DoorState& door = *run.site.access->doors[index];
  if (open_to_all(way, door)) return {};
  const Badge* const badge = passer.badge == kNowhere ? nullptr : &layout.badges[passer.badge];
  if (door.lockdowns > 0 && (!badge || (badge->doors[index] && !badge->in_lockdown)))
    return accompanied(door, way.lock, passer, {way.lock, badge ? "LockedDown" : "Unauthorized"});
  if (!badge || !badge->doors[index])
    return accompanied(door, way.lock, passer, {way.lock, "Unauthorized"});
  if (!in_shift(run, badge->shift))
    return accompanied(door, way.lock, passer, {way.lock, "NotPermittedAtThisTime"});
  const bool reader = way.lock == Lock::kBadge && door.powered;
  if (!reader) {
    if (way.lock != Lock::kNone && !badge->keys) return {way.lock, "NoKey"};
    return {way.lock == Lock::kNone ? Lock::kNone : Lock::kKey, {}};
  }
  if (check_book(layout, way, from, passer) == Book::kRefused)
    return {Lock::kBadge, "Antipassback"};
  return {Lock::kBadge, {}};
}

void tell_mode(Run& run, std::uint32_t index) {
  const DoorWay& way = way_of(run, index);
  const DoorState& door = state_of(run, index);
  const bool open = open_to_all(way, door) && way.lock != Lock::kNone;
  const std::string_view mode = door.lockdowns > 0 ? "LockedDown" : open ? "Unlocked" : "Locked";
  run.log(Topic::kDoorMode, entity_of(run, index), mode);
  run.state(entity_of(run, index), mode);
}

void tell_changed(Run& run) {
  run.site.access->changed.fire();
  run.site.access->changed.reset();
}

void set_open(Run& run, std::uint32_t index, bool open) {
  DoorState& door = state_of(run, index);
  if (door.open == open) return;
  door.open = open;
  if (open)
    door.shut.reset();
  else
    door.shut.fire();
  run.log(Topic::kDoorState, entity_of(run, index), open ? "Open" : "Closed");
}

// The leaf is shut some time after the last person.
Process shut_later(Run& run, std::uint32_t index, std::uint32_t passage) {
  (void)co_await Delay(run.calendar, way_of(run, index).close);
  DoorState& door = state_of(run, index);
  if (door.passages == passage && !door.forced) set_open(run, index, false);
}

// Waits at least until `until`, whatever comes; remembers that something came.
Task<> stay_until(Run& run, Time until, bool& interrupted) {
  for (;;) {
    if (run.now() >= until) co_return;
    const bool stayed = co_await Delay(run.calendar, until);
    if (!stayed) interrupted = true;
  }
}

void tally(Run& run, TallyKind kind, EntityId who, std::uint32_t door, Time from) {
  const Tally told{kind, who, entity_of(run, door), from, run.now()};
  run.sinks.each([&](Sink& s) { s.tally(told); });
}

}  // namespace

AccessState::AccessState(const Layout& layout, Calendar& calendar) : changed(calendar) {
  for (std::size_t i = 0; i < layout.doors.size(); ++i)
    doors.push_back(std::make_unique<DoorState>(calendar));
}

void start_access(Run& run) {
  const auto& layout = run.world.site.layout;
  if (layout && layout->access_control)
    run.site.access = std::make_shared<AccessState>(*layout, run.calendar);
}

bool lets_through(const Run& run, std::uint32_t door, int from, const Passer& passer) {
  return way_for(run, door, from, passer).refusal.empty();
}

Task<Passage> pass_door(Run& run, std::uint32_t index, int from, Passer& passer,
                        bool& interrupted) {
  const Layout& layout = *run.world.site.layout;
  const DoorWay& way = layout.doors[index];
  DoorState& door = state_of(run, index);
  const EntityId entity = entity_of(run, index);
  const Time came = run.now();
  const Grant leaf = co_await door.leaf.acquire();
  if (!leaf) co_return Passage::kInterrupted;

  Way by = way_for(run, index, from, passer);
  if (by.by != Lock::kNone) {
    const Distribution& own = by.by == Lock::kBadge ? way.read_s : way.key_s;
    const Distribution& time = by.let_in_by_staff && way.admits ? way.admit_s : own;
    if (!co_await Delay(run.calendar, draw_duration(time, passer.doors)))
      co_return Passage::kInterrupted;
    by = way_for(run, index, from, passer);  // a lockdown may have come in between
  }
  if (!by.refusal.empty()) {
    run.log(Topic::kAccessDenied, passer.who, by.refusal, entity);
    if (by.refusal == "Antipassback") run.log(Topic::kAntiPassback, passer.who, "refused", entity);
    tally(run, TallyKind::kRefused, passer.who, index, came);
    co_return Passage::kRefused;
  }
  if (by.let_in_by_staff) {
    run.log(Topic::kDoorAccess, passer.who, "admitted", entity);
  } else if (by.by == Lock::kBadge) {
    if (check_book(layout, way, from, passer) == Book::kTold)
      run.log(Topic::kAntiPassback, passer.who, "told", entity);
    run.log(Topic::kDoorAccess, passer.who, "granted", entity);
  }
  if (way.interlock != kNowhere) {
    DoorState& partner = state_of(run, way.interlock);
    while (partner.open) {
      const bool shut = co_await partner.shut.wait();
      if (!shut) co_return Passage::kInterrupted;
    }
  }
  const std::uint32_t passage = ++door.passages;
  if (!door.open) {
    set_open(run, index, true);
    co_await stay_until(run, run.now() + draw_duration(way.open_s, passer.doors), interrupted);
  }
  tally(run, TallyKind::kPassage, passer.who, index, came);
  passer.area = way.area[1 - from];
  co_await stay_until(run, run.now() + way.across, interrupted);
  run.calendar.start(shut_later(run, index, passage));
  co_return Passage::kPassed;
}

Duration force_time(Run& run, std::uint32_t index, Stream& random) {
  if (!run.site.access || !way_of(run, index).controlled) return {};
  const DoorState& door = state_of(run, index);
  if (door.open || open_to_all(way_of(run, index), door)) return {};
  return draw_duration(way_of(run, index).break_s, random);
}

void forced_open(Run& run, std::uint32_t index, EntityId who, Time since) {
  DoorState& door = state_of(run, index);
  if (door.forced) return;
  door.forced = true;
  set_open(run, index, true);
  run.log(Topic::kDoorAlarm, entity_of(run, index), "DoorForcedOpen", who);
  tally(run, TallyKind::kForced, who, index, since);
  tell_changed(run);
}

Task<bool> force_door(Run& run, std::uint32_t index, EntityId who, Stream& random) {
  const Time since = run.now();
  const Duration time = force_time(run, index, random);
  if (time.us == 0) co_return true;
  if (!co_await Delay(run.calendar, time)) co_return false;
  forced_open(run, index, who, since);
  co_return true;
}

void set_lockdown(Run& run, std::uint32_t area, bool on) {
  if (!run.site.access) return;
  const Layout& layout = *run.world.site.layout;
  for (std::uint32_t i = 0; i < layout.doors.size(); ++i) {
    const DoorWay& way = layout.doors[i];
    if (!way.controlled || (way.area[0] != area && way.area[1] != area)) continue;
    DoorState& door = state_of(run, i);
    if (!on && door.lockdowns == 0) continue;
    door.lockdowns += on ? 1 : std::numeric_limits<std::uint32_t>::max();
    tell_mode(run, i);
  }
  tell_changed(run);
}

void set_unlocked(Run& run, std::uint32_t door, bool on) {
  if (!run.site.access || !way_of(run, door).controlled) return;
  state_of(run, door).unlocked = on;
  tell_mode(run, door);
  tell_changed(run);
}

bool lock_by_plan(Run& run, std::uint32_t index, bool on) {
  if (!run.site.access || !way_of(run, index).controlled) return false;
  DoorState& door = state_of(run, index);
  if (door.locked_by_plan == on && door.unlocked == !on) return true;
  if (on && !door.locked_by_plan) ++door.lockdowns;
  if (!on && door.locked_by_plan) --door.lockdowns;
  door.locked_by_plan = on;
  door.unlocked = !on;
  tell_mode(run, index);
  tell_changed(run);
  return true;
}

bool end_lock_by_plan(Run& run, std::uint32_t index) {
  if (!run.site.access || !way_of(run, index).controlled) return false;
  DoorState& door = state_of(run, index);
  if (!door.locked_by_plan && !door.unlocked) return true;
  if (door.locked_by_plan) --door.lockdowns;
  door.locked_by_plan = door.unlocked = false;
  tell_mode(run, index);
  tell_changed(run);
  return true;
}

namespace {

void set_power(Run& run, std::uint32_t door, bool on) {
  if (!run.site.access || !way_of(run, door).controlled) return;
  if (state_of(run, door).powered == on) return;
  state_of(run, door).powered = on;
  run.log(Topic::kDoorFault, entity_of(run, door), on ? "NotInFault" : "FaultDetected");
  tell_mode(run, door);
  tell_changed(run);
}

}  // namespace

void power_lost(Run& run, std::uint32_t door) {
  set_power(run, door, false);
}
void power_back(Run& run, std::uint32_t door) {
  set_power(run, door, true);
}

std::shared_ptr<const TravelTable> ways_without(Run& run, const std::vector<std::uint32_t>& doors,
                                                double speed_factor) {
  auto& known = run.site.access->detours[{doors, speed_factor}];
  if (known) return known;
  if (speed_factor != 1) {
    known = std::make_shared<TravelTable>(ways_without(run, doors)->scaled(speed_factor));
    return known;
  }
  const Site& site = run.world.site;
  std::vector<double> times;
  for (std::size_t a = 0; a < site.walk->arc_count(); ++a) {
    const std::uint32_t door = site.layout->door_of_arc[a];
    const bool closed = door != kNowhere && std::binary_search(doors.begin(), doors.end(), door);
    times.push_back(closed ? std::numeric_limits<double>::infinity()
                           : site.walk->arc(ArcId(a)).seconds());
  }
  std::vector<NodeId> destinations;  // the same ones
  for (std::size_t n = 0; n < site.walk->node_count(); ++n)
    if (site.walking->has(NodeId(n))) destinations.push_back(NodeId(n));
  known = std::make_shared<TravelTable>(std::make_shared<RoadGraph>(site.walk->with_seconds(times)),
                                        destinations);
  return known;
}

}  // namespace vedette
