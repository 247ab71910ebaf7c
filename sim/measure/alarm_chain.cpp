// SPDX-License-Identifier: Apache-2.0
#include "measure/alarm_chain.hpp"

namespace vedette {

namespace {

Time at(const StageTimes& times, Stage stage) {
  return times[static_cast<std::size_t>(stage)];
}

}  // namespace

Stage usually_waits_for(Stage stage) {
  switch (stage) {
    case Stage::kAtServer:
      return Stage::kAtPanel;
    case Stage::kAtPlatform:
      return Stage::kAtServer;
    case Stage::kQueued:
      return Stage::kAtPlatform;
    case Stage::kAcknowledged:
      return Stage::kQueued;
    case Stage::kPicture:
      return Stage::kAcknowledged;
    case Stage::kAssessed:
      return Stage::kPicture;
    case Stage::kGuardsDispatched:
    case Stage::kPoliceCalled:
      return Stage::kAssessed;
    case Stage::kGuardArrived:
      return Stage::kGuardsDispatched;
    case Stage::kPoliceAnswered:
      return Stage::kPoliceCalled;
    case Stage::kPoliceDispatched:
      return Stage::kPoliceAnswered;
    case Stage::kPoliceEnRoute:
      return Stage::kPoliceDispatched;
    case Stage::kPoliceArrived:
      return Stage::kPoliceEnRoute;
    case Stage::kPoliceAtSpot:
    case Stage::kReported:
      return Stage::kPoliceArrived;
    case Stage::kAllArrived:
      return Stage::kReported;
    default:
      return Stage::kSensed;
  }
}

Stage waited_for(Stage stage, const StageTimes& times) {
  const Time end = at(times, stage);
  Stage before = usually_waits_for(stage);
  const auto there = [&](Stage s) { return at(times, s) != kUnset && at(times, s) <= end; };
  while (before != Stage::kSensed && !there(before)) before = usually_waits_for(before);
  // A picture that came before the operator held nobody up: the operator did.
  if (before == Stage::kPicture && there(Stage::kAcknowledged) &&
      at(times, Stage::kAcknowledged) > at(times, Stage::kPicture))
    return Stage::kAcknowledged;
  return before;
}

void take_over_police(StageTimes& alarm, const StageTimes& call) {
  for (const Stage s : {Stage::kPoliceAnswered, Stage::kPoliceDispatched, Stage::kPoliceEnRoute,
                        Stage::kReported, Stage::kAllArrived}) {
    Time& own = alarm[static_cast<std::size_t>(s)];
    if (own == kUnset) own = at(call, s);
  }
}

}  // namespace vedette
