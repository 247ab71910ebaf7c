// SPDX-License-Identifier: Apache-2.0
// Which branch of a oneOf or anyOf was meant.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <tuple>

#include "world/document/schema_finding.hpp"

namespace vedette {
namespace {

struct Misfit {
  bool type = false;     // another kind of value
  bool fixed = false;    // another value of a key such as `kind`
  bool choice = false;   // the same, where the branch admits several
  std::size_t keys = 0;  // missing and unknown keys
  std::size_t findings = 0;

  bool operator<(const Misfit& other) const {
    return std::tie(type, fixed, choice, keys, findings) <
           std::tie(other.type, other.fixed, other.choice, other.keys, other.findings);
  }
};

// Findings deeper in the document say little about which branch was meant.
Misfit misfit_of(const Findings& findings, std::size_t depth) {
  Misfit misfit;
  misfit.findings = findings.size();
  for (const Finding& finding : findings) {
    if (finding.kind == FindingKind::kChoice && finding.depth <= depth + 1) {
      misfit.choice = true;
      misfit.fixed |= finding.node->choices->size() == 1;
    }
    if (finding.depth != depth) continue;
    misfit.type |= finding.kind == FindingKind::kType;
    misfit.keys += finding.kind == FindingKind::kMissing || finding.kind == FindingKind::kUnknown;
  }
  return misfit;
}

Finding any_of_the_types(const SchemaSet& branches, const Located& at, const std::string& subject,
                         std::size_t depth) {
  unsigned types = 0;
  std::string unit;
  for (const SchemaNode* branch : branches) {
    types |= admitted_types(*branch);
    if (unit.empty()) unit = resolved(*branch).unit;
  }
  return {FindingKind::kType,
          depth,
          at,
          subject,
          branches.front(),
          {at.place(), Severity::kError,
           fmt::format("{} must be {}, found {}", subject, type_text(types, unit),
                       describe(at.value())),
           type_hint(at.value(), types, unit)}};
}

// If each branch of the right type wants another fixed value of one and the same key: the finding
// that names all these values.
std::optional<Finding> any_of_the_choices(const std::vector<Findings>& findings,
                                          std::size_t depth) {
  std::optional<Finding> common;
  std::vector<Json> choices;
  for (const Findings& branch : findings) {
    if (misfit_of(branch, depth).type) continue;
    const auto failed = std::find_if(branch.begin(), branch.end(), [&](const Finding& finding) {
      return finding.kind == FindingKind::kChoice && finding.depth <= depth + 1;
    });
    if (failed == branch.end()) return std::nullopt;
    if (!common) common = *failed;
    if (&failed->at.value() != &common->at.value()) return std::nullopt;
    for (const Json& choice : *failed->node->choices)
      if (std::find(choices.begin(), choices.end(), choice) == choices.end())
        choices.push_back(choice);
  }
  // The same choices everywhere: the key does not tell the branches apart.
  if (!common || choices.size() == common->node->choices->size()) return std::nullopt;
  common->diagnostic = choice_diagnostic(common->at, common->subject, choices);
  return common;
}

// True if all that each branch misses is its one required key.
bool only_keys_missing(const std::vector<Findings>& findings) {
  return std::all_of(findings.begin(), findings.end(), [](const Findings& branch) {
    return branch.size() == 1 && branch[0].kind == FindingKind::kMissing;
  });
}

}  // namespace

std::string either_key(const SchemaSet& branches) {
  std::vector<std::string> keys;
  for (const SchemaNode* branch : branches) {
    const SchemaNode& node = resolved(*branch);
    if (node.required.size() != 1) return {};
    const std::string key = "'" + node.required.front() + "'";
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) return {};
    keys.push_back(key);
  }
  return fmt::format("{}", fmt::join(keys, " or "));
}

Findings meant_branch(std::vector<Findings> findings, const SchemaSet& branches, const Located& at,
                      const std::string& subject, const std::string& owner, std::size_t depth) {
  std::size_t best = 0;
  Misfit least = misfit_of(findings[0], depth);
  for (std::size_t i = 1; i < findings.size(); ++i) {
    const Misfit misfit = misfit_of(findings[i], depth);
    if (!(misfit < least)) continue;
    best = i;
    least = misfit;
  }
  if (least.type) return {any_of_the_types(branches, at, subject, depth)};
  if (least.choice)
    if (std::optional<Finding> common = any_of_the_choices(findings, depth)) return {*common};
  const std::string either = either_key(branches);
  if (!either.empty() && only_keys_missing(findings)) {
    Finding missing = findings[best].front();
    missing.diagnostic.message = fmt::format("{} is missing in {}", either, owner);
    return {missing};
  }
  return std::move(findings[best]);
}

}  // namespace vedette
