// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/city/city_state.hpp"

namespace vedette {

class Run;

/// Puts the city's processes on the calendar: a source of calls per demand area, a process per
/// unit.
void start_city(Run& run);
/// Tells the sinks what is under way at the end (duty and busy times, movement).
void finish_city(Run& run, Time end);

/// The police receive a call now: through the desk if there is one, then to dispatch.
/// `call.incident` has been opened and kPoliceCalled stamped.
void receive_call(Run& run, CallCase& call);
/// Sends the unit that the dispatch rule picks, or lets the call wait.
void dispatch(Run& run, CallCase& call);
/// The most urgent waiting call, taken out of the line; null when none waits.
CallCase* take_waiting(Run& run);

CallCase& new_case(Run& run);
void end_case(Run& run, CallCase& call);

}  // namespace vedette
