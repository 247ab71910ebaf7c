// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "world/document/schema.hpp"
#include "world/document/tree_builder.hpp"

namespace vedette {

/// Reads files and all that they include, one over the other.
///
/// `include: [a.yaml, ../models/b.yaml]` at the top of a file names files relative to it; later
/// ones go over earlier ones, and the file itself over all of them (see merge). The key is then
/// gone from the result. Files that end in .json or .geojson are read as JSON, others as YAML. A
/// GeoJSON plan stands for the part of a site that it draws (site_of_features).
class IncludeReader {
 public:
  /// `schema` may be null (no shorthand by schema then).
  IncludeReader(const Schema* schema, Diagnostics& diagnostics)
      : schema_(schema), diagnostics_(diagnostics) {}

  /// Throws InputError where the file is missing, unreadable, empty or no valid text, or includes
  /// itself (with the chain of files); all includes of a file that do not exist are added to the
  /// diagnostics instead.
  Tree read(const std::string& path);
  /// The same for text that stands in no file; its includes are relative to `name`.
  Tree read_text(std::string_view text, const std::string& name);

  /// Names by index, for PositionTable; `files` without repeats, in the order of reading.
  std::vector<std::string>& names() { return names_; }
  const std::vector<std::string>& files() const { return files_; }
  /// False if an included file was not there.
  bool is_complete() const { return complete_; }
  ReadBudget& budget() { return budget_; }

 private:
  Tree read_file(const std::string& path, const Place& blamed);
  Tree parse(std::string_view text, const std::string& name);
  Tree with_includes(Tree tree, const std::string& name);

  const Schema* schema_;
  Diagnostics& diagnostics_;
  ReadBudget budget_;
  std::vector<std::string> names_;
  std::vector<std::string> files_;
  std::vector<std::string> chain_;      // the files being read, outermost first, as shown
  std::vector<std::string> canonical_;  // the same without links and dots
  std::size_t reads_ = 0;
  bool complete_ = true;
};

}  // namespace vedette
