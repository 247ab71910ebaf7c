// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "record/recorded.hpp"
#include "world/world.hpp"

namespace vedette {

/// What stands where, as a recording of this world keeps it.
RecordedGeometry geometry_of(const World& world);
/// Per entity of the world: the floor on which it stands when the run begins.
std::vector<std::uint32_t> floors_of_entities(const World& world);
/// The world's entities as a recording has them.
std::vector<RecordedEntity> entities_of(const World& world);

}  // namespace vedette
