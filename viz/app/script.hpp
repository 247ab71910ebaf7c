// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "viz/app/app.hpp"

namespace vedette::view {

/// Plays a script of clicks and keys, one command a line; `#` begins a remark. For tests.
///   frames N · key NAME · text WORDS · move WHERE · click WHERE · drag WHERE DX DY · wheel WHERE N
///   right WHERE · shift on|off · run COMMAND · wait FILE-or-seconds · at T · shot PNG · state
/// WHERE: the name of a widget with an optional `+X,Y` (pixels from its upper left corner; else its
/// middle), or `world:X,Y` in metres on the map. `state` prints the session as one line of JSON.
/// Returns false and says why on standard error when a line cannot be done.
bool play_script(App& app, Session& session, const std::string& path);

}  // namespace vedette::view
