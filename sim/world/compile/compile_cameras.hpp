// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "world/camera_plan.hpp"
#include "world/compile/layout_parts.hpp"

namespace vedette {

/// site.cameras into Site::cameras, and with walls, density profile and groups into
/// Site::camera_plan and Layout::plane_of_camera. After the layout and its doors.
void compile_cameras(LayoutBuilder& builder);

/// Lens, pixels, light and failures of a camera, from itself or its type.
CameraPose camera_pose(CompileContext& context, const Typed& camera, const CameraPlan& plan);

/// site.placement, or null; once cameras, profile and what is watched are read.
std::shared_ptr<const Placement> read_placement(LayoutBuilder& builder, const CameraPlan& plan);

/// CameraPlan::floors: every upper floor, and the ground floors that have rooms or cameras.
/// `ground` is the sight of the ground. Throws InputError as SightPlan does.
void add_camera_floors(const LayoutBuilder& builder, CameraPlan& plan);

}  // namespace vedette
