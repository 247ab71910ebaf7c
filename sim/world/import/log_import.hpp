// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "world/import/fit_sample.hpp"
#include "world/import/import_folder.hpp"
#include "world/import/log_exposure.hpp"
#include "world/import/log_table.hpp"

namespace vedette {

/// Models fitted to a log, not yet written.
struct LogImport {
  RoadImport folder;  ///< files, and the mapping that is blamed for what does not compile
  Json report;        ///< what import-report.json holds
  std::vector<SampleFit> fits;
};

/// The schemas of the mappings (`kind` is calls or alarms): their own words, and the scenario's for
/// what stands under `models`.
const Schema& log_mapping_schema(std::string_view kind);

/// Whether `out` may be written by an import of this kind: as may_import_to, but the folder of
/// another kind of import is refused, as its files have the same names.
bool may_import_log_to(const std::string& out, std::string_view kind, Diagnostics& diagnostics);

/// What both imports begin with. Nothing when there are errors.
struct OpenedLog {
  Document mapping;
  LogTable log;
  Exposure exposure;
  std::string file, sha256;
};
std::optional<OpenedLog> open_log(const std::string& in, const std::string& mapping,
                                  std::string_view kind, const LogWords& words,
                                  Diagnostics& diagnostics);

/// The models that are written: those of the mapping, with what was measured in place of theirs.
class LogModels {
 public:
  explicit LogModels(const Document& mapping);
  /// models.<kind>.<name>, made if it is not there; sources included.
  Json& type(const char* kind, const std::string& name);
  bool has(const char* kind, const std::string& name) const;
  void set(const char* kind, const std::string& name, const char* key, Json value,
           const std::string& source);
  /// The same where neither the mapping nor a measurement has said it, as an assumption.
  void assume(const char* kind, const std::string& name, const char* key, Json value,
              const std::string& why);
  /// A fitted time: the family, or the sample in a file of its own. `file` is without ending.
  void set(const char* kind, const std::string& name, const char* key, const SampleFit& fit,
           const std::string& file, const std::string& what);
  const std::string& log_name() const { return log_; }

  /// models.yaml and the samples that it names.
  void write_to(LogImport& import) const;

 private:
  Json models_ = Json::object();
  std::string log_;  // its citation
  std::string mapping_;
  bool best_ = false;
  std::vector<std::pair<std::string, std::string>> samples_;
};

/// Head of import-report.json: file, rows taken and dropped, exposure.
Json report_head(const OpenedLog& opened, std::string_view kind, const std::string& mapping);
/// Adds the schema and the report, and fixes the order of the files.
void finish(LogImport& import, OpenedLog opened);

/// A name for models from a cell: lower-case letters, digits and dashes; "" where none is left.
std::string model_name(std::string_view text);
/// The name that the mapping's `names` gives, else `otherwise`.
std::string given_name(const Document& mapping, const char* key, const char* otherwise);

}  // namespace vedette
