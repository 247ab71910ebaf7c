// SPDX-License-Identifier: Apache-2.0
#include "world/escort.hpp"

#include <algorithm>
#include <iterator>

namespace vedette {

namespace {

constexpr std::string_view kPhases[] = {"waiting", "loading", "driving", "stay", "returning"};
static_assert(std::size(kPhases) == static_cast<std::size_t>(EscortPhase::kCount));

}  // namespace

std::string_view escort_phase_name(EscortPhase phase) {
  return kPhases[static_cast<std::size_t>(phase)];
}

std::optional<EscortPhase> escort_phase_from(std::string_view name) {
  const auto* const at = std::find(std::begin(kPhases), std::end(kPhases), name);
  if (at == std::end(kPhases)) return std::nullopt;
  return static_cast<EscortPhase>(at - std::begin(kPhases));
}

}  // namespace vedette
