// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "world/import/import_roads.hpp"

namespace vedette {

/// Thrown where the folder cannot be written; `sentence` says which and why. What stood there
/// before is as it was, unless the disk failed in the last step, the exchange of single files.
struct ImportWriteError {
  std::string sentence;
};

/// Whether `out` may be written: it does not exist, is an empty folder, or holds an earlier import.
/// Anything else is an error in the list, so that an import never overwrites what is not its own.
bool may_import_to(const std::string& out, Diagnostics& diagnostics);

/// Writes the files beside `out`, compiles the scenario as `vedette check` would, and only then
/// puts them in place. False with findings, placed in the mapping, when it does not compile; other
/// files in an earlier import's folder stay. Throws ImportWriteError.
bool write_import(const RoadImport& import, const std::string& out, Diagnostics& diagnostics);

}  // namespace vedette
