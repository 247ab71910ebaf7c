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
/// "high", "difference", "applies", "doubts": [{"id", "en", "zh"}]}]. `theory` is null without a
/// steady state and where the formula does not apply; low and high are absent with one replication.
/// The doubts say which assumptions do not hold. Figures that were not observed are left out.
nlohmann::ordered_json beside_theory(std::span<const Companion> companions, const Summary& summary);
/// The same as a table for people; empty where there is nothing.
std::string theory_text(const nlohmann::ordered_json& beside, Lang lang);
/// A doubt in a sentence; throws std::out_of_range for an unknown one (a programmer's mistake).
std::string doubt_sentence(const Doubt& doubt, Lang lang);
/// What people call a model of companions.hpp.
std::string_view model_label(std::string_view model, Lang lang);

}  // namespace vedette
