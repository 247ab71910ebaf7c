// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "viz/app/gui.hpp"
#include "viz/app/options.hpp"
#include "viz/core/session.hpp"

namespace vedette::view {

/// Opens the window and, on a thread of its own meanwhile, what the command line names: neither
/// needs the other. A window that people look at says so while it waits. Throws InputError with
/// one sentence, or std::runtime_error where there is no window.
std::unique_ptr<Gui> open_all(Session& session, const Options& options);

/// Seconds since the program was started, loading it included, to 10 ms; 0 where that is not known.
double since_start_s();

}  // namespace vedette::view
