// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "world/document/schema.hpp"

namespace vedette {

/// A drawing turned into a plan that scenarios include (see document/features.hpp).
struct LayoutImport {
  std::string geojson;  ///< the plan, in local metres, one feature a line
  Json report;          ///< source, features, taken by collection, dropped by reason
  std::size_t features = 0, taken = 0;
  std::map<std::string, std::size_t> dropped;  ///< by reason
};

/// Why features are left out: their words for machines.
inline constexpr std::string_view kNoRule = "no_rule", kNoShape = "no_shape",
                                  kWrongShape = "wrong_shape", kHole = "hole",
                                  kFarAway = "far_away";

std::string_view layout_mapping_schema_text();

/// Reads a DXF, GeoJSON, GeoPackage or Shapefile drawing as the mapping says. Nothing when there
/// are errors. Multi-part features become several things; a zone of several pieces too.
std::optional<LayoutImport> import_layout(const std::string& in, const std::string& mapping,
                                          Diagnostics& diagnostics);

}  // namespace vedette
