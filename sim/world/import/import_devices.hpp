// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostics.hpp"
#include "world/document/schema.hpp"

namespace vedette {

/// The columns of a camera schedule, in order, named as the keys of site.cameras; x_m and y_m stand
/// for `at`. A tour's presets have no column.
std::span<const std::string_view> device_columns();

/// The schema of the mappings of `vedette import devices`.
const Schema& device_mapping_schema();

/// A camera schedule that has been read, not yet written.
struct DeviceImport {
  std::string cameras_yaml;  ///< a file for a scenario to include: site.cameras
  Json report;               ///< file, rows taken and dropped, and why
};

/// Reads a table of cameras. The mapping (may be empty: then columns and types have our names) says
/// which column is what, what the makers' types are called here, and which rows to leave out. Rows
/// without a place, of a type that `types` does not name (where it names any) or left out are
/// dropped and reported; what cannot be read is an error. Nothing when there are errors.
std::optional<DeviceImport> import_devices(const std::string& in, const std::string& mapping,
                                           Diagnostics& diagnostics);

/// Writes cameras.yaml and import-report.json into a folder that is new, empty, or of an earlier
/// import of devices; false with a finding otherwise. Throws std::runtime_error where writing
/// fails.
bool write_devices(const DeviceImport& import, const std::string& out, Diagnostics& diagnostics);

/// The cameras of a scenario (its effective document as JSON) as such a table, in the scenario's
/// order.
std::string device_schedule(const std::string& effective_json);

}  // namespace vedette
