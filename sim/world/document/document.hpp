// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "world/document/located.hpp"
#include "world/document/schema.hpp"

namespace vedette {

/// A file with all that it includes and all overrides, checked: what the parsers of scenarios,
/// studies, models and mappings start from.
struct Document {
  Json root;
  PositionTable places;
  std::vector<std::string> files;  ///< every file read, without repeats, in the order of reading
  bool complete = false;  ///< everything that it includes was there, and every override applied

  /// The root as a value with its place, to walk along.
  Located located() const { return {root, places.root, places}; }
  /// The place of the value at a JSON pointer ("/cameras/gate/hfov_deg", "" = the root); where
  /// there is none, the place of the innermost map or list on the way that does exist.
  Place place_of(std::string_view pointer) const;
  /// The same for the value's key.
  Place key_place_of(std::string_view pointer) const;
};

/// Reads, includes, overrides (`PATH=VALUE`, in order) and checks. All findings go into the
/// diagnostics; if these have errors afterwards the document must not be used. After a syntax
/// error nothing else is looked for, and after an included file that is not there the schema is not
/// checked, as that would only tell the absence once more.
Document load_document(const std::string& path, const Schema& schema,
                       const std::vector<std::string>& overrides, Diagnostics& diagnostics);

/// The same for text that stands in no file; `name` is shown in its place, and its includes are
/// relative to it. A name that ends in .json means JSON.
Document load_document_text(std::string_view text, const std::string& name, const Schema& schema,
                            const std::vector<std::string>& overrides, Diagnostics& diagnostics);

/// Reads and includes without any schema.
Document read_document(const std::string& path, Diagnostics& diagnostics);

}  // namespace vedette
