// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "record/sqlite.hpp"
#include "world/world.hpp"

namespace vedette::recording {

/// Writes what a recording needs of its world to open on any machine: entities, types, geometry,
/// provenance and the effective scenario. The tables exist and are empty. Throws sqlite::Error.
void write_world(sqlite::Database& db, const World& world);

}  // namespace vedette::recording
