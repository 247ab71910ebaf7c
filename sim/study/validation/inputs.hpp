// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/distribution.hpp"
#include "world/document/located.hpp"

namespace vedette::validation {

/// A map of a case's inputs, already checked by the schema: what remains are keys that are needed
/// only together with others, and values that a formula refuses. Such errors are thrown as
/// InputError at the place of the value.
class Inputs {
 public:
  explicit Inputs(Located at) : at_(at) {}

  const Located& located() const { return at_; }
  bool has(std::string_view key) const { return at_.find(key).has_value(); }
  /// The value under `key`; an InputError at the map where there is none.
  Located value(std::string_view key) const;
  double number(std::string_view key) const { return value(key).value().get<double>(); }
  double number(std::string_view key, double otherwise) const {
    return has(key) ? number(key) : otherwise;
  }
  int integer(std::string_view key, int otherwise) const;
  bool flag(std::string_view key, bool otherwise) const;
  std::string text(std::string_view key, std::string_view otherwise) const;
  /// One number or a list of them; empty where the key is missing.
  std::vector<double> numbers(std::string_view key) const;
  std::vector<Inputs> list(std::string_view key) const;

 private:
  Located at_;
};

/// A name in one spelling, whether it was written 7, "7" or 7.0, in YAML or in a CSV cell.
std::string canonical_name(std::string_view text);
std::string name_of(const Json& value);

/// `{exponential: {mean: 30}}` and so on, or a number for a constant. The schema has checked its
/// form; what makes no distribution throws InputError.
Distribution distribution_of(const Located& at);

}  // namespace vedette::validation
