// SPDX-License-Identifier: Apache-2.0
#include "engine/site/response_state.hpp"

#include "world/world.hpp"

namespace vedette {

std::shared_ptr<ResponseState> make_response_state(const World& world, Calendar& calendar) {
  if (!world.site.response) return nullptr;
  const Response& plan = *world.site.response;
  auto state = std::make_shared<ResponseState>();
  for (std::size_t i = 0; i < plan.rooms.size(); ++i)
    state->rooms.push_back(std::make_unique<RoomState>(calendar));
  state->operators.resize(world.site.operators.size());
  for (OperatorState& one : state->operators) one.trust = plan.model.trust_start;
  state->injects.resize(plan.injects.size());
  for (const Inject& inject : plan.injects)
    state->watches_states |= inject.on == Inject::On::kState;
  state->camera_away.resize(world.site.cameras.size());
  state->door_locked.resize(world.site.doors.size());
  state->zone_lit.resize(world.site.zones.size());
  return state;
}

}  // namespace vedette
