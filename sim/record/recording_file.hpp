// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "record/sqlite.hpp"

namespace vedette::recording {

/// Makes room for a new recording: removes one of ours, with what a killed run left beside it.
/// Throws InputError when something else stands there, when another program has it open, or when
/// it cannot be removed.
void clear_the_way(const std::string& path);

/// Writes `change counter` = 1 into the header of a closed recording. SQLite counts there how often
/// it wrote the first page, which depends on how often the wall clock made us commit.
void normalise_header(const std::string& path);

/// What to tell people when writing has failed.
std::string why_broken_off(const std::string& path, const sqlite::Error& error);

}  // namespace vedette::recording
