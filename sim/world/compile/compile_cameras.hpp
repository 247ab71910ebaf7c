// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "world/compile/layout_parts.hpp"

namespace vedette {

struct CameraPlan;

/// site.cameras into Site::cameras, and with walls, density profile and groups into
/// Site::camera_plan and Layout::plane_of_camera. After the layout and its doors.
void compile_cameras(LayoutBuilder& builder);

/// CameraPlan::floors: every upper floor, and the ground floors that have rooms or cameras.
/// `ground` is the sight of the ground. Throws InputError as SightPlan does.
void add_camera_floors(const LayoutBuilder& builder, CameraPlan& plan);

}  // namespace vedette
