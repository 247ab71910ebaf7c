// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "world/document/schema.hpp"
#include "world/document/tree_builder.hpp"

namespace vedette {

/// Applies `PATH=VALUE` to a document.
///
/// PATH: keys with dots between them (a key that holds dots itself is found too); an item of a
/// list is named by its index from 0, or by its `id`. VALUE: a YAML scalar or a flow list or map;
/// it is laid over what is there as `merge` says, so a bare number may set the `count` of a map,
/// and null takes the entry away.
///
/// Every step of the path must exist already, but for keys that the schema declares under
/// `properties`: a slip of spelling never makes a new unit. The last step may be new where names
/// are free and a map is written out (`units.night-cars={type: car, count: 2}`), and `+` adds an
/// item to a list (`equipment.failures.+={…}`).
///
/// Errors are added to the diagnostics: those of the path at `--set PATH` up to the bad step, those
/// of the value at its column in `--set PATH=VALUE` counted from the PATH's first character, which
/// is also the place that the value keeps.
///
/// False where it failed halfway, having made a part of the path already.
bool apply_override(const std::string& text, Tree& document, std::vector<std::string>& names,
                    const Schema* schema, ReadBudget& budget, Diagnostics& diagnostics);

}  // namespace vedette
