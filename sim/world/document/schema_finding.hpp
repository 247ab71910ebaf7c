// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "world/document/located.hpp"
#include "world/document/schema.hpp"

namespace vedette {

/// What a finding says about the branch of a oneOf that it comes from.
enum class FindingKind {
  kType,     ///< another kind of value: the branch was not meant
  kChoice,   ///< not one of the fixed values: if it is the branch's own, the branch was not meant
  kMissing,  ///< a required key is not there
  kUnknown,  ///< a key that the branch does not know
  kOther,
};

/// One violation of the schema.
struct Finding {
  FindingKind kind;
  std::size_t depth;       ///< how deep in the document it stands; the root is 0
  Located at;              ///< the value that violates
  std::string subject;     ///< the value's name for people: "hfov_deg", "points[2]"
  const SchemaNode* node;  ///< what it violates
  Diagnostic diagnostic;
};
using Findings = std::vector<Finding>;

/// Bits of the types that a node admits, through its branches; 0 = any.
unsigned admitted_types(const SchemaNode& node);
/// "a number", "text or a list"; the unit stands behind numbers ("a number (m)").
std::string type_text(unsigned types, const std::string& unit);
/// SchemaType bits that the value has: a whole number has two.
unsigned types_of(const Json& value);
/// How a value of the wrong kind is put right, or "".
std::string type_hint(const Json& found, unsigned expected, const std::string& unit);

/// The value is none of `choices`: all of them, and the nearest as a hint.
Diagnostic choice_diagnostic(const Located& at, const std::string& subject,
                             const std::vector<Json>& choices);

/// "'a' or 'b'" where each branch is told by one required key; else "".
std::string either_key(const SchemaSet& branches);

/// Of the branches of a oneOf or anyOf at `at`, all of which failed with `findings`, what to tell:
/// the findings of the branch that was meant; or, where all branches expect another kind of value
/// or another fixed value in the same place, one finding that names them all. `owner` is what the
/// value is called as the owner of keys.
Findings meant_branch(std::vector<Findings> findings, const SchemaSet& branches, const Located& at,
                      const std::string& subject, const std::string& owner, std::size_t depth);

}  // namespace vedette
