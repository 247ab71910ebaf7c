// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>

#include "record/event.hpp"

namespace vedette {

/// The stages of an alarm from the sensor's report on, in their order; "cleared" is no answer to
/// it.
inline constexpr std::array kAlarmChain = {
    Stage::kAtPanel,       Stage::kAtServer,      Stage::kAtPlatform,     Stage::kQueued,
    Stage::kAcknowledged,  Stage::kPicture,       Stage::kAssessed,       Stage::kGuardsDispatched,
    Stage::kGuardArrived,  Stage::kPoliceCalled,  Stage::kPoliceAnswered, Stage::kPoliceDispatched,
    Stage::kPoliceEnRoute, Stage::kPoliceArrived, Stage::kPoliceAtSpot,   Stage::kReported,
    Stage::kAllArrived};

using StageTimes = std::array<Time, kStages>;

/// The stage that this one waited for: guards and police are on the way at the same time, a
/// picture may be on the wall before anybody has taken the alarm. What was not reached, or only
/// later, is passed over; kSensed at the last. `stage` and kSensed must have been reached.
Stage waited_for(Stage stage, const StageTimes& at);

/// The same of the chain in general, for drawing it.
Stage usually_waits_for(Stage stage);

/// The police's stages stand in the call that an alarm made: takes over those it has not itself.
void take_over_police(StageTimes& alarm, const StageTimes& call);

}  // namespace vedette
