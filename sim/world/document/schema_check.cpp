// SPDX-License-Identifier: Apache-2.0
#include "world/document/schema_check.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "world/document/canonical.hpp"
#include "world/document/key_hint.hpp"
#include "world/document/schema_finding.hpp"

namespace vedette {
namespace {

// "(0, 360]", or in words where there is but one bound.
std::string bounds_text(const SchemaNode& n) {
  const bool above = n.exclusive_minimum && (!n.minimum || *n.exclusive_minimum >= *n.minimum);
  const bool below = n.exclusive_maximum && (!n.maximum || *n.exclusive_maximum <= *n.maximum);
  const bool has_low = n.minimum || n.exclusive_minimum;
  const bool has_high = n.maximum || n.exclusive_maximum;
  const std::string low = has_low ? number_text(above ? *n.exclusive_minimum : *n.minimum) : "";
  const std::string high = has_high ? number_text(below ? *n.exclusive_maximum : *n.maximum) : "";
  if (has_low && has_high)
    return fmt::format("is not in {}{}, {}{}", above ? '(' : '[', low, high, below ? ')' : ']');
  if (has_low) return fmt::format("must be {} {}", above ? "greater than" : "at least", low);
  return fmt::format("must be {} {}", below ? "less than" : "at most", high);
}

std::string plural(std::size_t n, const char* one, const char* many) {
  return fmt::format("{} {}", n, n == 1 ? one : many);
}

class Checker {
 public:
  void check(const SchemaNode& given, const Located& at, Findings& found) {
    const SchemaNode& node = resolved(given);
    const Json& value = at.value();
    if (node.never) {
      add(found, FindingKind::kOther, at, node, subject() + " is not allowed here");
      return;
    }
    if (node.types != 0 && (node.types & types_of(value)) == 0) {
      add(found, FindingKind::kType, at, node,
          fmt::format("{} must be {}, found {}", subject(), type_text(node.types, node.unit),
                      describe(value)),
          value.is_number() && !node.shorthand.empty()
              ? fmt::format("a bare number changes the '{}' of one that an included file describes",
                            node.shorthand)
              : type_hint(value, node.types, node.unit));
      return;
    }
    if (node.choices && !is_chosen(*node.choices, value)) {
      found.push_back({FindingKind::kChoice, path_.size(), at, subject(), &node,
                       choice_diagnostic(at, subject(), *node.choices)});
      return;
    }
    if (value.is_object()) check_map(node, at, found);
    if (value.is_array()) check_list(node, at, found);
    if (value.is_string()) check_text(node, at, found);
    if (value.is_number()) check_number(node, at, found);
    check_branches(node, at, found);
  }

 private:
  using Key = std::pair<const Json*, const SchemaNode*>;

  void add(Findings& found, FindingKind kind, const Located& at, const SchemaNode& node,
           std::string message, std::string hint = {}, bool at_key = false) {
    found.push_back({kind,
                     path_.size(),
                     at,
                     subject(),
                     &node,
                     {at_key ? at.key_place() : at.place(), Severity::kError, std::move(message),
                      std::move(hint)}});
  }

  static bool is_chosen(const std::vector<Json>& choices, const Json& value) {
    const std::string text = canonical_text(value);  // 1 and 1.0 are the same
    return std::any_of(choices.begin(), choices.end(),
                       [&](const Json& choice) { return canonical_text(choice) == text; });
  }

  // The value's name for people: its key, with the indexes behind it ("points[2][0]").
  std::string subject() const {
    std::size_t first = path_.size();
    while (first > 0 && path_[first - 1].starts_with('[')) --first;
    std::string text = first > 0 ? path_[first - 1] : "the document";
    for (std::size_t i = first; i < path_.size(); ++i) text += path_[i];
    return text;
  }

  // What a map is called in messages about its keys.
  std::string owner(const SchemaNode& node) const {
    if (!node.title.empty()) return node.title;
    if (!node.name.empty()) return node.name;
    return subject();
  }

  void descend(const std::string& step, const SchemaNode& node, const Located& at,
               Findings& found) {
    path_.push_back(step);
    check(node, at, found);
    path_.pop_back();
  }

  void check_map(const SchemaNode& node, const Located& at, Findings& found) {
    std::set<std::string> explained;  // missing keys that an unknown key is a misspelling of
    std::set<std::string_view> present;
    std::vector<std::string> known;
    for (const auto& [key, unused] : node.properties) known.push_back(key);
    for (std::size_t i = 0; i < at.size(); ++i) present.insert(at.key(i));

    for (std::size_t i = 0; i < at.size(); ++i) {
      const std::string& key = at.key(i);
      const Located entry = at.at(i);
      if (node.property_names) check_name(*node.property_names, key, entry, found);
      const SchemaNode* property = node.property(key);
      bool matched = property != nullptr;
      if (property) descend(key, *property, entry, found);
      for (const auto& [pattern, schema] : node.pattern_properties) {
        if (key.size() > kMaxPatternText || !std::regex_search(key, pattern.regex)) continue;
        matched = true;
        descend(key, *schema, entry, found);
      }
      if (matched || !node.additional) continue;
      if (!resolved(*node.additional).never) {
        descend(key, *node.additional, entry, found);
        continue;
      }
      std::vector<std::string> absent;
      for (const std::string& name : known)
        if (!present.contains(name)) absent.push_back(name);
      KeyHint hint = key_hint(key, absent);
      if (hint.key.empty()) hint = key_hint(key, known);
      explained.insert(hint.key);
      found.push_back({FindingKind::kUnknown,
                       path_.size(),
                       at,
                       subject(),
                       &node,
                       {entry.key_place(), Severity::kError,
                        fmt::format("unknown key '{}' in {}", key, owner(node)), hint.text}});
    }

    for (const std::string& key : node.required)
      if (!present.contains(key) && !explained.contains(key))
        add(found, FindingKind::kMissing, at, node,
            fmt::format("'{}' is missing in {}", key, owner(node)), {}, true);
    const std::string one_of =
        known.empty() ? "" : fmt::format("keys here: {}", fmt::join(known, ", "));
    if (node.min_properties && at.size() < *node.min_properties)
      add(found, FindingKind::kOther, at, node,
          fmt::format("{} must have at least {}, found {}", subject(),
                      plural(*node.min_properties, "entry", "entries"), at.size()),
          one_of);
    if (node.max_properties && at.size() > *node.max_properties)
      add(found, FindingKind::kOther, at, node,
          fmt::format("{} must have at most {}, found {}", subject(),
                      plural(*node.max_properties, "entry", "entries"), at.size()),
          *node.max_properties == 1 ? fmt::format("keep one of {}", fmt::join(present, ", ")) : "");
  }

  // A key is checked like a text whose place is the key's.
  void check_name(const SchemaNode& names, const std::string& key, const Located& entry,
                  Findings& found) {
    const Json text = key;
    PositionTable table;
    const Place place = entry.key_place();
    table.names = {place.file};
    table.root.line = static_cast<std::uint32_t>(place.line);
    table.root.column = static_cast<std::uint32_t>(place.column);
    Checker checker;
    checker.path_ = {fmt::format("key '{}'", key)};
    Findings about_key;
    checker.check(names, Located(text, table.root, table), about_key);
    for (Finding& finding : about_key) {
      finding.kind = FindingKind::kOther;
      finding.at = entry;  // not the text, which ends here
      found.push_back(std::move(finding));
    }
  }

  void check_list(const SchemaNode& node, const Located& at, Findings& found) {
    if (node.min_items && at.size() < *node.min_items)
      add(found, FindingKind::kOther, at, node,
          fmt::format("{} must have at least {}, found {}", subject(),
                      plural(*node.min_items, "item", "items"), at.size()));
    if (node.max_items && at.size() > *node.max_items)
      add(found, FindingKind::kOther, at, node,
          fmt::format("{} must have at most {}, found {}", subject(),
                      plural(*node.max_items, "item", "items"), at.size()));
    if (node.items)
      for (std::size_t i = 0; i < at.size(); ++i)
        descend(fmt::format("[{}]", i), *node.items, at.at(i), found);
    if (!node.unique_items) return;
    std::map<std::string, std::size_t> first;
    for (std::size_t i = 0; i < at.size(); ++i) {
      const auto [before, is_new] = first.emplace(canonical_text(at.at(i).value()), i);
      if (!is_new)
        add(found, FindingKind::kOther, at.at(i), node,
            fmt::format("{}[{}] repeats item [{}]", subject(), i, before->second));
    }
  }

  void check_text(const SchemaNode& node, const Located& at, Findings& found) {
    const std::string& text = at.value().get_ref<const std::string&>();
    const auto characters =
        static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
          return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
        }));
    if (node.min_length && characters < *node.min_length)
      add(found, FindingKind::kOther, at, node,
          *node.min_length == 1 ? subject() + " must not be empty"
                                : fmt::format("{} must have at least {} characters, found {}",
                                              subject(), *node.min_length, characters));
    if (node.max_length && characters > *node.max_length)
      add(found, FindingKind::kOther, at, node,
          fmt::format("{} must have at most {} characters, found {}", subject(), *node.max_length,
                      characters));
    if (!node.pattern) return;
    if (text.size() > kMaxPatternText)
      add(found, FindingKind::kOther, at, node,
          fmt::format("{} is too long: {} bytes, at most {}", subject(), text.size(),
                      kMaxPatternText));
    else if (!std::regex_search(text, node.pattern->regex))
      add(found, FindingKind::kOther, at, node,
          node.pattern_says.empty() ? fmt::format("{} must match {}, found {}", subject(),
                                                  node.pattern->text, describe(at.value()))
                                    : fmt::format("{} must be {}, found {}", subject(),
                                                  node.pattern_says, describe(at.value())));
  }

  void check_number(const SchemaNode& node, const Located& at, Findings& found) {
    const double number = at.value().get<double>();
    if ((node.minimum && number < *node.minimum) || (node.maximum && number > *node.maximum) ||
        (node.exclusive_minimum && number <= *node.exclusive_minimum) ||
        (node.exclusive_maximum && number >= *node.exclusive_maximum))
      add(found, FindingKind::kOther, at, node,
          fmt::format("{} {} {}", subject(), number_text(at.value()), bounds_text(node)));
    if (!node.multiple_of) return;
    // Decimal steps such as 0.1 have no exact binary form: allow for the rounding of a division.
    const double steps = number / *node.multiple_of;
    if (std::fabs(steps - std::round(steps)) > 1e-9 * std::max(1.0, std::fabs(steps)))
      add(found, FindingKind::kOther, at, node,
          fmt::format("{} {} is not a multiple of {}", subject(), number_text(at.value()),
                      number_text(*node.multiple_of)));
  }

  void check_branches(const SchemaNode& node, const Located& at, Findings& found) {
    for (const SchemaSet* branches : {&node.one_of, &node.any_of}) {
      if (branches->empty()) continue;
      std::vector<Findings> failed;
      std::size_t fits = 0;
      for (const SchemaNode* branch : *branches) {
        failed.push_back(findings_of_branch(*branch, at));
        fits += failed.back().empty();
      }
      if (fits == 0)
        for (Finding& finding :
             meant_branch(std::move(failed), *branches, at, subject(), owner(node), path_.size()))
          found.push_back(std::move(finding));
      else if (fits > 1 && branches == &node.one_of)
        add(found, FindingKind::kOther, at, node,
            fmt::format("{} is ambiguous: {} of its {} possible forms fit", owner(node), fits,
                        branches->size()),
            either_key(*branches).empty() ? "" : "give only one of " + either_key(*branches));
    }
  }

  // Remembered, as branches within branches would be checked again and again: 2^depth times.
  const Findings& findings_of_branch(const SchemaNode& branch, const Located& at) {
    const Key key{&at.value(), &resolved(branch)};
    if (const auto known = branch_findings_.find(key); known != branch_findings_.end())
      return known->second;
    Findings found;
    check(branch, at, found);
    return branch_findings_.emplace(key, std::move(found)).first->second;
  }

  std::vector<std::string> path_;  // keys, and indexes as "[2]"
  std::map<Key, Findings> branch_findings_;
};

}  // namespace

void check_schema(const Schema& schema, const Located& document, Diagnostics& diagnostics) {
  Findings found;
  Checker().check(schema.root(), document, found);
  for (const Finding& finding : found)
    diagnostics.error(finding.diagnostic.place, finding.diagnostic.message,
                      finding.diagnostic.hint);
}

}  // namespace vedette
