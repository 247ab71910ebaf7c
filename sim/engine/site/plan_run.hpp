// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/kernel/process.hpp"
#include "engine/site/response_state.hpp"
#include "record/plan_step.hpp"

namespace vedette {

class Run;

/// Chooses the plan of an alarm that has just been opened.
void begin_plan(Run& run, AlarmCase& alarm);
/// The alarm stands in its room's queue from now on.
void enter_queue(Run& run, AlarmCase& alarm);
/// Something so urgent waits in the room and nobody is free: whoever does the least urgent work
/// there lays it aside, if the duty room's rules say so (operator_preempt.cpp).
void call_off(Run& run, std::uint32_t room, int priority);
/// Something has happened to the alarm: steps that waited for it become due. Once each.
void happened(Run& run, AlarmCase& alarm, PlanMoment moment);
/// Somebody begins, or ends, a step. Ending it may close the alarm.
void step_begins(Run& run, AlarmCase& alarm, std::uint32_t step, EntityId who);
void step_ends(Run& run, AlarmCase& alarm, std::uint32_t step, StepOutcome outcome);
/// Tells what becomes of the steps that are not over: the alarm closes, or (`at_end`) the run ends.
void finish_plan(Run& run, AlarmCase& alarm, bool at_end);
/// The next step that is due for the operators of `room`; kNoIndex.
std::uint32_t next_due(const PlanRun& plan, std::uint32_t room);

/// The owner's work on a step that has begun. `console`: where an operator sits.
Task<StepOutcome> carry_out(Run& run, AlarmCase& alarm, std::uint32_t step, HostId console);
/// A guard is on the spot: the steps of the plan that are guards' work.
Task<> guard_steps(Run& run, AlarmCase& alarm, EntityId guard);
/// Tries a camera: asked, and its picture has come within the patience; `view` shows what follows.
Task<bool> picture_from(Run& run, HostId console, AlarmCase& alarm, std::uint32_t camera,
                        std::uint32_t profile, View& view);

/// Doors, lights and the video wall (controls.cpp).
void set_locked(Run& run, std::uint32_t door, bool locked);
/// Ends what plans have done to the door: it is as usual again.
void release_door(Run& run, std::uint32_t door);
void set_light(Run& run, std::uint32_t zone, bool on);
bool take_slot(Run& run, AlarmCase& alarm);
void release_slots(Run& run, AlarmCase& alarm);

/// Rounds and roll-calls come due (planned_work.cpp).
void start_planned_work(Run& run);
/// Injects (injects.cpp): their times, and what they wait for.
void start_injects(Run& run);
void injects_hear(Run& run, PlanMoment moment);
void injects_hear_step(Run& run, std::uint32_t plan, std::uint32_t step);
void injects_hear_state(Run& run, EntityId who, std::string_view state);

}  // namespace vedette
