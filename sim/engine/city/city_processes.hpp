// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/city/city_state.hpp"
#include "engine/kernel/process.hpp"

namespace vedette {

class Run;

/// Puts the city's processes on the calendar: sources of calls and other work, a process per unit,
/// the changes of the roads.
void start_city(Run& run);
/// Tells the sinks what is under way at the end (duty and busy times, movement).
void finish_city(Run& run, Time end);

// Sources of work (calls.cpp, work.cpp)
void start_calls(Run& run);
void start_work(Run& run);
/// A piece of work at a junction, known from now on; the caller dispatches it.
CallCase& open_task(Run& run, EntityId place, NodeId node, std::uint16_t type, Stream random);

// The command centre (command_centre.cpp, dispatch.cpp)
/// The police receive a call now: through the desk if there is one, then to dispatch.
/// `call.incident` has been opened and kPoliceCalled stamped.
void receive_call(Run& run, CallCase& call);
/// Sends the units that the dispatch rule picks; what is missing waits.
void dispatch(Run& run, CallCase& call);
/// Sends free units so that as many of these cases as possible are reached, the last of them as
/// soon as possible (cover/blockade); cases without a unit wait.
void close_exits(Run& run, const std::vector<CallCase*>& exits);
/// The most urgent waiting case that this unit can answer, one of its units counted off; null when
/// none waits.
CallCase* take_waiting(Run& run, UnitState& unit);
/// Tries again for all that wait: roads have opened.
void dispatch_waiting(Run& run);
/// A unit was taken away from this case: it is to be replaced.
void give_back(Run& run, CallCase& call);

CallCase& new_case(Run& run);
/// Fills in what follows from the incident's type; `call.incident` and `call.random` are set.
void prepare_case(Run& run, CallCase& call);
void end_case(Run& run, CallCase& call);
/// Out of the line, if it stands there.
void leave_line(Run& run, CallCase& call);

// Units (patrol_unit.cpp, answer_call.cpp, scene.cpp)
Process patrol_unit(Run& run, std::size_t index);
/// Everything from the order in hand to being free again, orders that replace it included.
/// `at_post`: it waits inside and has its full turnout.
Task<> answer_call(Run& run, std::size_t index, bool at_post);
/// From the first arrival to the end of a case with several units.
Process scene(Run& run, CallCase& call);

/// The next patrol point of a unit on that beat that stands at, or is on the way to, `here`
/// (route.cpp).
NodeId next_point(Run& run, UnitState& me, std::uint32_t beat, NodeId here, Stream& choice);
/// The point of the unit's beat that it should go to by longest idle: of those to which a road
/// leads, nobody is on the way and the unit is not at, the one left alone for longest (never
/// visited before all others), then the nearest, then the lowest junction. Where somebody is on the
/// way to each, of all. `here` where no road leads anywhere.
NodeId longest_idle(const Run& run, const UnitState& me, std::uint32_t beat, NodeId here);
/// The unit has found something at a patrol point and reports it (patrol_sight.cpp).
Task<> report_find(Run& run, const Unit& unit, UnitState& me, NodeId point, Stream& sight);
/// It stops and checks somebody there.
Task<> stop_check(Run& run, const Unit& unit, UnitState& me, NodeId point, Stream& sight);

// Expected-coverage move-up (move_up.cpp)
void prepare_move_up(Run& run);
/// Where a unit that has become free should wait.
NodeId best_post(Run& run, const Unit& unit);
/// The unit counts, or does not count any more, as free cover at its post.
void set_covering(Run& run, UnitState& unit, bool covers);

/// Asks now and then how soon free units could be anywhere, where a sink wants that (probe.cpp).
void start_probe(Run& run);

// Travel (travel.cpp)
/// The mode of that number of City::modes, on the present roads.
const Mode& mode_of(const Run& run, std::uint32_t mode);
inline const Mode& mode_of(const Run& run, const Unit& unit) {
  return mode_of(run, unit.mode);
}
/// By how much the tables' times are multiplied for this unit now: its mode and the hour's traffic.
double pace_of(const Run& run, const Unit& unit);
double pace_of(const Run& run, const Mode& mode);
/// Puts the changes of the roads on the calendar.
void start_roads(Run& run);

}  // namespace vedette
