// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "space/point.hpp"

namespace vedette {

struct World;

/// Where the site's [0, 0] lies on the city's plane, as its anchor or geo_anchor says: places of a
/// World less this are the metres in which the site's data are written.
PointMm site_origin(const World& world);

}  // namespace vedette
