// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "space/sight_plan.hpp"

namespace vedette {

/// Area in m² of what is seen farther than `near_m` and up to `far_m` from the eye, shadows of low
/// walls not taken off. Each triangle from the eye over an edge is cut with the disc: exact but for
/// rounding.
double visible_area(const Visible& visible, double far_m = kNoLimit, double near_m = 0);

/// Whether the view ends somewhere at no wall (then its area means nothing without a range).
bool is_open(const Visible& visible);

/// Whether the ground at p (relative to the eye) is seen, to a micrometre: what stands in the first
/// row of a wall is, what lies in the shadow of a low wall is not.
bool sees_ground(const Visible& visible, Offset p);

/// The border of what is seen up to `far_m`, anticlockwise, relative to the eye; arcs become chords
/// that leave at most `chord_error_m` between. The eye is a corner where the view is no full
/// circle. Shadows of low walls are not cut out.
std::vector<Offset> visible_polygon(const Visible& visible, double far_m = kNoLimit,
                                    double chord_error_m = 0.01);

}  // namespace vedette
