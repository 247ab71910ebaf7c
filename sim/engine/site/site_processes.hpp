// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/kernel/process.hpp"
#include "engine/site/site_state.hpp"

namespace vedette {

class Run;

/// Puts the site's processes on the calendar: nuisance sources, operators, guards, intruders.
void start_site(Run& run);
/// Tells the sinks what is under way at the end.
void finish_site(Run& run, Time end);

/// A sensor notices something now. `intruder` is null for a nuisance alarm. `random` has the draws
/// of this one report.
Process sensor_report(Run& run, std::uint32_t sensor, IntruderState* intruder, Time occurred,
                      Stream random);
/// An alarm that was confirmed is over for one of those concerned (a guard, the police); the last
/// one closes it.
void concluded(Run& run, AlarmCase& alarm);
/// A new alarm of a zone, numbered and with its plan; not yet in anybody's queue.
AlarmCase& open_alarm(Run& run, std::uint32_t zone, std::uint32_t type, bool real, Time occurred,
                      Stream random);
/// Orders the nearest free guards (of the brigade, unless it is empty) to the alarm; those who are
/// missing are not replaced. How many were sent.
std::size_t dispatch_guards(Run& run, AlarmCase& alarm, std::size_t count,
                            const std::string& brigade);
/// The police have the alarm now, as a call of their own.
void police_called(Run& run, AlarmCase& alarm);
/// The police have got on with the call: the alarm's own stages follow.
void police_stage(Run& run, AlarmCase& alarm, Stage stage, EntityId unit);
void police_done(Run& run, AlarmCase& alarm);

/// Sends a message until it gets through; at once where a host is not on a network.
/// Every failure is logged under `subject`.
Task<> deliver(Run& run, HostId from, HostId to, EntityId subject, IncidentId incident);

Process operator_at_desk(Run& run, std::size_t index);
Process guard_on_duty(Run& run, std::size_t index);
Process intruder(Run& run, std::size_t index);
Process nuisance_source(Run& run, std::uint32_t sensor);

}  // namespace vedette
