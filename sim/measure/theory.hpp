// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string>

#include "base/lang.hpp"
#include "cover/companions.hpp"
#include "measure/summary.hpp"

namespace vedette {

/// Under which a recording holds what beside_theory() says.
inline constexpr const char* kTheoryKey = "theory";

/// Each formula's value beside what was simulated: [{"id", "model", "theory", "value", "low",
/// "high", "difference"}]. `theory` is null without a steady state; low and high are absent with
/// one replication. Figures that were not observed are left out.
nlohmann::ordered_json beside_theory(std::span<const Companion> companions, const Summary& summary);
/// The same as a table for people; empty where there is nothing.
std::string theory_text(const nlohmann::ordered_json& beside, Lang lang);
/// What people call a model of companions.hpp.
std::string_view model_label(std::string_view model, Lang lang);

}  // namespace vedette
