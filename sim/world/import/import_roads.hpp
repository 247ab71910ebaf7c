// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "world/document/document.hpp"
#include "world/import/import_report.hpp"

namespace vedette {

/// The schema of mappings of road imports; also what editors and docs/import.md use.
const Schema& road_mapping_schema();
std::string_view road_mapping_schema_text();

/// The file that marks a folder as one that an import wrote, and may write again.
inline constexpr const char* kImportReportFile = "import-report.json";

/// A scenario made of foreign tables, not yet written.
struct RoadImport {
  std::vector<std::pair<std::string, std::string>> files;  ///< name in the folder, bytes
  ImportReport report;
  Document mapping;
  std::string main_file = "scenario.yaml";  ///< checked before the folder is put in place
};

/// Reads the folder (or the one file) `in` as the mapping says: a scenario that stands by itself,
/// in metres, with junction and station ids as they are in the tables. `files` are scenario.yaml,
/// models.yaml, the tables, the schema for editors, and the report. Nothing when there are errors.
std::optional<RoadImport> import_roads(const std::string& in, const std::string& mapping,
                                       Diagnostics& diagnostics);

}  // namespace vedette
