// SPDX-License-Identifier: Apache-2.0
#include "engine/site/devices.hpp"

#include "engine/run.hpp"
#include "engine/site/response_state.hpp"

namespace vedette {

void put_camera_away(Run& run, std::uint32_t camera) {
  ++run.site.response->camera_away[camera];
}

void set_camera_up(Run& run, std::uint32_t camera) {
  --run.site.response->camera_away[camera];
}

namespace {

void tell(GuardState& one) {
  one.absent = one.causes > 0;
  one.free = !one.absent && !one.order && one.on_duty_since != kUnset;
  if (!one.order) one.process.interrupt();
}

void tell(OperatorState& one) {
  one.absent = one.causes > 0;
  if (one.idle || one.gone) one.process.interrupt();
}

}  // namespace

void guard_lost(Run& run, std::uint32_t guard, std::string_view why) {
  GuardState& one = run.site.guards[guard];
  one.why_absent = why;
  if (++one.causes == 1) tell(one);
}

void guard_back(Run& run, std::uint32_t guard) {
  GuardState& one = run.site.guards[guard];
  if (--one.causes == 0) tell(one);
}

void operator_lost(Run& run, std::uint32_t op) {
  OperatorState& one = run.site.response->operators[op];
  if (++one.causes == 1) tell(one);
}

void operator_back(Run& run, std::uint32_t op) {
  OperatorState& one = run.site.response->operators[op];
  if (--one.causes == 0) tell(one);
}

}  // namespace vedette
