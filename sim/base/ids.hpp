// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>

namespace vedette {

/// A strong index: ids of different things do not mix, and none mixes with a bare number.
template <class Tag>
struct Id {
  std::uint32_t value = 0xffffffffu;
  constexpr Id() = default;
  constexpr explicit Id(std::size_t v) : value(static_cast<std::uint32_t>(v)) {}
  constexpr bool valid() const { return value != 0xffffffffu; }
  constexpr std::size_t index() const { return value; }
  constexpr auto operator<=>(const Id&) const = default;
};

/// Any named thing of the world (unit, camera, operator, link, cell …): index into World::entities.
using EntityId = Id<struct EntityTag>;
/// A junction or bend of a road graph.
using NodeId = Id<struct NodeTag>;
/// An incident of one run, numbered from 0 in order of occurrence.
using IncidentId = Id<struct IncidentTag>;

}  // namespace vedette
