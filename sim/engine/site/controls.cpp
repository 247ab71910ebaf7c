// SPDX-License-Identifier: Apache-2.0
// What a plan can change on the site: doors, lights, the video wall.
#include "engine/run.hpp"
#include "engine/site/access.hpp"
#include "engine/site/plan_run.hpp"

namespace vedette {

void set_locked(Run& run, std::uint32_t door, bool locked) {
  if (lock_by_plan(run, door, locked)) return;
  ResponseState& state = *run.site.response;
  if (state.door_locked[door] == locked) return;
  state.door_locked[door] = locked;
  const EntityId who = run.world.site.doors[door].entity;
  run.log(Topic::kDoorMode, who, locked ? "locked" : "unlocked");
  run.state(who, locked ? "locked" : "unlocked");
}

void release_door(Run& run, std::uint32_t door) {
  if (end_lock_by_plan(run, door)) return;
  ResponseState& state = *run.site.response;
  if (!state.door_locked[door]) return;
  state.door_locked[door] = false;
  run.log(Topic::kDoorMode, run.world.site.doors[door].entity, "unlocked");
  run.state(run.world.site.doors[door].entity, "unlocked");
}

void set_light(Run& run, std::uint32_t zone, bool on) {
  ResponseState& state = *run.site.response;
  if (state.zone_lit[zone] == on) return;
  state.zone_lit[zone] = on;
  run.log(Topic::kLight, run.world.site.zones[zone].entity, on ? "on" : "off");
}

bool take_slot(Run& run, AlarmCase& alarm) {
  PlanRun& plan = *alarm.plan;
  const std::uint32_t room = plan.plan->room;
  RoomState& state = *run.site.response->rooms[room];
  if (state.slots_used == run.world.site.response->rooms[room].wall_slots) return false;
  ++state.slots_used;
  ++plan.slots;
  return true;
}

void release_slots(Run& run, AlarmCase& alarm) {
  PlanRun& plan = *alarm.plan;
  if (plan.slots == 0) return;
  run.site.response->rooms[plan.plan->room]->slots_used -= plan.slots;
  plan.slots = 0;
  plan.wall.clear();
  run.log(Topic::kWall, alarm.incident->place, "released", {}, alarm.incident->id);
}

}  // namespace vedette
