// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/ids.hpp"
#include "base/time.hpp"

namespace vedette::view {

/// What all panels talk about: an entity, or an incident of the first recording by its number.
struct Selection {
  EntityId entity;
  IncidentId incident;
  bool any() const { return entity.valid() || incident.valid(); }
  bool operator==(const Selection&) const = default;
  static Selection of(EntityId e) { return {e, {}}; }
  static Selection of(IncidentId i) { return {{}, i}; }
};

}  // namespace vedette::view
