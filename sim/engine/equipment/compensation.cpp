// SPDX-License-Identifier: Apache-2.0
// Guards who stand where a sensor of the perimeter is known to be out, taken off their tours.
#include <algorithm>

#include "engine/equipment/equipment_processes.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/run.hpp"
#include "world/protection.hpp"
#include "world/response.hpp"

namespace vedette {

namespace {

constexpr Duration kAskAgain = 5 * kMinute;

bool may_stand(const Run& run, std::size_t guard) {
  const GuardState& state = run.site.guards[guard];
  const std::string& brigade = run.world.equipment->compensation.brigade;
  return state.free && !state.order && !state.stand.valid() &&
         run.site.pair_of[guard] == kNoIndex &&
         (brigade.empty() || run.world.site.response->brigades[guard] == brigade);
}

// The nearest guard who may; false: there is none.
bool post_guard(Run& run, std::uint32_t zone) {
  const Site& site = run.world.site;
  const NodeId spot = site.zones[zone].walk_node;
  std::uint32_t best = kNoIndex;
  std::int64_t nearest_us = 0;
  for (std::uint32_t g = 0; g < run.site.guards.size(); ++g) {
    if (!may_stand(run, g)) continue;
    GuardState& guard = run.site.guards[g];
    const std::int64_t way = (guard.mover.to_next_node(run.now()) +
                              site.walking->time(guard.mover.next_node(run.now()), spot))
                                 .us;
    if (best != kNoIndex && way >= nearest_us) continue;
    best = g;
    nearest_us = way;
  }
  if (best == kNoIndex) return false;
  PostState& post = run.equipment->posts[zone];
  post.guard = best;
  post.since = run.now();
  run.site.guards[best].stand = spot;
  run.site.guards[best].process.interrupt();
  return true;
}

Process stand_in(Run& run, std::uint32_t zone, Duration after) {
  PostState& post = run.equipment->posts[zone];
  (void)co_await Delay(run.calendar, after);
  while (post.out > 0 && post.guard == kNoIndex && !post_guard(run, zone))
    (void)co_await Delay(run.calendar, kAskAgain);
}

void release(Run& run, std::uint32_t zone) {
  PostState& post = run.equipment->posts[zone];
  const std::uint32_t guard = std::exchange(post.guard, kNoIndex);
  run.site.guards[guard].stand = {};
  const Tally tally{TallyKind::kStandIn, run.world.site.guards[guard].entity,
                    run.world.site.zones[zone].entity, post.since, run.now()};
  run.sinks.each([&](Sink& s) { s.tally(tally); });
}

}  // namespace

void sensor_known_out(Run& run, std::uint32_t sensor, bool out) {
  const Equipment& plan = *run.world.equipment;
  const Site& site = run.world.site;
  const std::uint32_t zone = site.sensors[sensor].zone;
  if (!plan.compensation.present || !site.protection->zones[zone].perimeter ||
      !site.zones[zone].walk_node.valid())
    return;
  PostState& post = run.equipment->posts[zone];
  post.out += out ? 1u : -1u;
  if (out && post.out == 1) run.calendar.start(stand_in(run, zone, plan.compensation.after));
  if (!out && post.out == 0 && post.guard != kNoIndex) {
    const std::uint32_t guard = post.guard;
    release(run, zone);
    if (!run.site.guards[guard].order) run.site.guards[guard].process.interrupt();
  }
}

void leave_post(Run& run, std::uint32_t guard) {
  for (std::uint32_t z = 0; z < run.equipment->posts.size(); ++z) {
    if (run.equipment->posts[z].guard != guard) continue;
    release(run, z);
    run.calendar.start(stand_in(run, z, {}));
  }
}

}  // namespace vedette
