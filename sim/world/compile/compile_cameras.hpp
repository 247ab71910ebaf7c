// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "world/compile/context.hpp"

namespace vedette {

/// site.cameras into Site::cameras, and with walls, density profile and groups into
/// Site::camera_plan. After the site's walls, fences and buildings.
void compile_cameras(CompileContext& context, const Located& site);

}  // namespace vedette
