// SPDX-License-Identifier: Apache-2.0
#include "study/check_measure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "measure/labels.hpp"

namespace vedette {

namespace {

std::vector<std::string> parts_of(const std::string& id) {
  std::vector<std::string> parts{""};
  for (const char c : id) {
    if (c == '.')
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

// After these stands what the scenario calls something, a number or a mark.
bool names_follow(const std::string& word) {
  static constexpr std::array kWords{"type", "unit", "step", "fleet", "priority", "hour",
                                     "district", "zones", "guard", "plan", "exposure"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

std::string mark_text(std::int64_t us) {
  return fmt::format("{:.10g}", static_cast<double>(us) / 1e6);
}

}  // namespace

void check_measure(const std::string& id, const World& base, const Place& place,
                   Diagnostics& diagnostics) {
  const std::vector<std::string> words = figure_words(), parts = parts_of(id);
  const auto known = [&](const std::string& part) {
    return std::find(words.begin(), words.end(), part) != words.end();
  };
  const auto meant = [&](const std::string& part) {
    const std::string near = nearest(part, words);
    return near.empty() ? std::string() : fmt::format("Did you mean '{}'?", near);
  };
  if (!known(parts[0])) {
    const std::string hint = meant(parts[0]);
    diagnostics.error(place, fmt::format("no measure begins with '{}'", parts[0]),
                      hint.empty() ? "`vedette run SCENARIO --json` names all of them" : hint);
    return;
  }
  // No name of the scenario follows these directly: what is no word there is a mistake, and would
  // count as what never happened.
  static constexpr std::array kWordsFollow{"calls", "alarms", "patrol", "intrusions"};
  const bool word_follows =
      std::find(kWordsFollow.begin(), kWordsFollow.end(), parts[0]) != kWordsFollow.end();
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (i == 1 && word_follows && !known(parts[1])) {
      const std::string hint = meant(parts[1]);
      diagnostics.error(place, fmt::format("'{}' in '{}' is no word of a measure", parts[1], id),
                        hint.empty() ? "`vedette run SCENARIO --json` names all of them" : hint);
      return;
    }
    if (parts[i - 1] == "acknowledged_within") {
      if (parts[i] != "10" && parts[i] != "20" && parts[i] != "30" && parts[i] != "60")
        diagnostics.error(place, fmt::format("alarms have no mark of {} s", parts[i]),
                          "theirs are 10, 20, 30 and 60");
    } else if (parts[i - 1] == "within") {
      std::string marks;
      bool found = false;
      for (const std::int64_t us : base.marks_us) {
        found |= mark_text(us) == parts[i];
        marks += (marks.empty() ? "" : ", ") + mark_text(us);
      }
      if (!found)
        diagnostics.error(place, fmt::format("the scenario has no mark of {} s", parts[i]),
                          fmt::format("its marks_min are, in seconds: {}", marks));
    } else if (!known(parts[i]) && !meant(parts[i]).empty() && !names_follow(parts[i - 1])) {
      diagnostics.warning(place, fmt::format("'{}' in '{}' is no word of a measure", parts[i], id),
                          meant(parts[i]));
    }
  }
}

}  // namespace vedette
