// SPDX-License-Identifier: Apache-2.0
#include "world/document/schema_finding.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "world/document/scalar.hpp"

namespace vedette {
namespace {

unsigned admitted_types(const SchemaNode& node, std::vector<const SchemaNode*>& seen) {
  const SchemaNode& target = resolved(node);
  if (target.types != 0) return target.types;
  if (std::find(seen.begin(), seen.end(), &target) != seen.end()) return 0;
  seen.push_back(&target);
  unsigned all = 0;
  for (const auto* branches : {&target.one_of, &target.any_of})
    for (const SchemaNode* branch : *branches) {
      const unsigned types = admitted_types(*branch, seen);
      if (types == 0) return 0;
      all |= types;
    }
  return all;
}

}  // namespace

unsigned admitted_types(const SchemaNode& node) {
  std::vector<const SchemaNode*> seen;
  return admitted_types(node, seen);
}

unsigned types_of(const Json& value) {
  constexpr double kExact = 9007199254740992.0;  // 2^53
  switch (value.type()) {
    case Json::value_t::null:
      return kNullType;
    case Json::value_t::boolean:
      return kBooleanType;
    case Json::value_t::string:
      return kTextType;
    case Json::value_t::array:
      return kListType;
    case Json::value_t::object:
      return kMapType;
    case Json::value_t::number_float: {
      const double number = value.get<double>();
      const bool whole = std::trunc(number) == number && std::fabs(number) <= kExact;
      return whole ? kNumberType | kIntegerType : kNumberType;
    }
    default:
      return kNumberType | kIntegerType;
  }
}

std::string type_text(unsigned types, const std::string& unit) {
  std::vector<std::string> names;
  const std::string in_unit = unit.empty() ? "" : fmt::format(" ({})", unit);
  if (types & kNumberType)
    names.push_back("a number" + in_unit);
  else if (types & kIntegerType)
    names.push_back("a whole number" + in_unit);
  if (types & kTextType) names.push_back("text");
  if (types & kBooleanType) names.push_back("true or false");
  if (types & kListType) names.push_back("a list");
  if (types & kMapType) names.push_back("a map");
  if (types & kNullType) names.push_back("null");
  if (names.size() < 2) return names.empty() ? "a value" : names.front();
  const std::string last = std::move(names.back());
  names.pop_back();
  return fmt::format("{} or {}", fmt::join(names, ", "), last);
}

std::string type_hint(const Json& found, unsigned expected, const std::string& unit) {
  const bool number_expected = expected & (kNumberType | kIntegerType);
  if (found.is_string()) {
    const std::string& text = found.get_ref<const std::string&>();
    if (expected & kBooleanType)
      for (const char* word : {"yes", "no", "on", "off", "Yes", "No", "On", "Off"})
        if (text == word) return "write true or false";
    if (!number_expected) return {};
    if (plain_scalar(text).value.is_number()) return "write the number without quotes";
    const std::size_t digits = text.find_first_not_of("+-0123456789.eE_");
    if (digits == std::string::npos && text.starts_with('0') && text.size() > 1)
      return "write the number without leading zeros";
    if (digits != std::string::npos && digits > 0 && !unit.empty())
      return fmt::format("write the bare number, in {}", unit);
    return {};
  }
  if (found.is_number_float() && number_expected && !(expected & kNumberType) &&
      std::trunc(found.get<double>()) == found.get<double>())
    return "whole numbers are exact up to 9007199254740992 only";
  if ((found.is_number() || found.is_boolean()) && (expected & kTextType))
    return "put it in quotes";
  if (!found.is_array() && !found.is_null() && expected == kListType) return "put it in [ ]";
  return {};
}

Diagnostic choice_diagnostic(const Located& at, const std::string& subject,
                             const std::vector<Json>& choices) {
  std::vector<std::string> texts;
  for (const Json& choice : choices)
    texts.push_back(choice.is_string() ? choice.get<std::string>() : describe(choice));
  std::string hint;
  if (at.value().is_string()) hint = nearest(at.value().get_ref<const std::string&>(), texts);
  if (!hint.empty()) hint = fmt::format("did you mean '{}'?", hint);
  return {at.place(), Severity::kError,
          fmt::format("{} must be {}{}, found {}", subject, texts.size() == 1 ? "" : "one of ",
                      fmt::join(texts, ", "), describe(at.value())),
          std::move(hint)};
}

}  // namespace vedette
