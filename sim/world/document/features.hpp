// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "world/document/tree_builder.hpp"

namespace vedette {

/// Whether an included file is a drawn plan: a GeoJSON FeatureCollection (RFC 7946).
bool is_feature_collection(const Tree& tree);

/// What a drawn plan says, as the part of a scenario that it stands for: each feature is the entry
/// `name` of site.<collection>, both being properties of it, its shape the entry's `at`, `points`,
/// `corners` or (zones) `from` and `to`, and all its further properties are keys of the entry;
/// properties without a value are left out. All places stay those in the file.
///
/// The collection's member `vedette` says what coordinates mean: {"coordinates": "metres"}, or
/// {"geo_anchor": [longitude, latitude]} for longitude and latitude, laid on a plane about the
/// anchor (GeoFrame), which becomes [0, 0]. Findings go into the diagnostics; features with one are
/// left out.
Tree site_of_features(const Tree& tree, const std::vector<std::string>& names,
                      Diagnostics& diagnostics);

}  // namespace vedette
