// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "viz/app/options.hpp"
#include "viz/core/commands.hpp"

namespace vedette::view {

/// Brings the session to what the command line asks for: edits, layers, heat, selection, tabs,
/// moment, part of the map. False with one sentence in `problem` that names what there is.
bool apply_options(Session& session, const Options& options, std::string& problem);

/// "plot: no such tab, did you mean plots? There are incidents, layers, …"
std::string none_of(const std::string& word, const char* what,
                    const std::vector<std::string>& names);

/// Runs a command by its id, or says why it cannot be run.
bool run_command(const Commands& commands, Session& session, const std::string& id,
                 std::string& problem);

}  // namespace vedette::view
