// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/kernel/process.hpp"
#include "engine/network/network_processes.hpp"
#include "engine/site/site_state.hpp"

namespace vedette {

class Run;

/// Puts the site's processes on the calendar: zones, nuisance, operators, guards, threats.
void start_site(Run& run);
/// Tells the sinks what is under way at the end.
void finish_site(Run& run, Time end);

// From the sensor to the chain (sensing.cpp, nuisance.cpp, zone_states.cpp, threats.cpp) ---------

/// A sensor notices something that occurred now and reports it after its own time.
Process sense(Run& run, SensorReport report);
/// Sources of nuisance of each sensor and bursts of each technology.
void start_nuisance(Run& run);
/// Arming and disarming by the clock; masked and faulty sensors.
void start_zone_states(Run& run);
/// One more of the zone's sensors is at fault, or one less.
void zone_fault(Run& run, std::uint32_t zone, bool fault);
/// A sensor that sees nothing would have reported something now.
void report_missed(Run& run, std::uint32_t sensor);
/// The sensor does not see from now on (seeing = false), or one reason less.
void set_seeing(Run& run, std::uint32_t sensor, bool seeing);
Process threat(Run& run, std::size_t index);
/// A guard, or the first police unit, is on the spot of an alarm: whoever the alarm is about is
/// stopped, where such help is enough.
void guard_reaches(AlarmCase& alarm, std::uint32_t guard);
void police_reach(AlarmCase& alarm);

/// The site's ways at so many times the walking speed; made once in a run.
std::shared_ptr<const TravelTable> running_ways(Run& run, double factor);

// The chain (alarm_chain.cpp) --------------------------------------------------------------------

/// A sensor's report is at the panel now: it opens an alarm, or belongs to the zone's open one.
/// The only way of sensors into the chain. Returns that alarm.
AlarmCase& sensor_report(Run& run, const SensorReport& report);
/// An alarm that was confirmed is over for one of those concerned (a guard, the police); the last
/// one closes it.
void concluded(Run& run, AlarmCase& alarm);
/// A new alarm of a zone, numbered and with its plan; not yet in anybody's queue.
AlarmCase& open_alarm(Run& run, std::uint32_t zone, std::uint32_t type, bool real, Time occurred,
                      Stream random);
/// Shows an alarm on the consoles of a room: over when the first of them has it.
Task<> show_in_room(Run& run, AlarmCase& alarm, std::uint32_t room);
/// Orders the nearest free guards (of the brigade, unless it is empty) to the alarm; those who are
/// missing are not replaced. Nobody for an alarm outside the walls. How many were sent.
std::size_t dispatch_guards(Run& run, AlarmCase& alarm, std::size_t count,
                            const std::string& brigade);
/// The police have the alarm now, as a call of their own.
void police_called(Run& run, AlarmCase& alarm);
/// The police have got on with the call: the alarm's own stages follow.
void police_stage(Run& run, AlarmCase& alarm, Stage stage, EntityId unit);
void police_done(Run& run, AlarmCase& alarm);

Process operator_at_desk(Run& run, std::size_t index);
Process guard_on_duty(Run& run, std::size_t index);

}  // namespace vedette
