// SPDX-License-Identifier: Apache-2.0
#include "study/validation/inputs.hpp"

#include <charconv>
#include <stdexcept>

#include "world/parametric.hpp"

namespace vedette::validation {

Located Inputs::value(std::string_view key) const {
  if (const auto found = at_.find(key)) return *found;
  throw InputError{{at_.key_place(), Severity::kError,
                    "'" + std::string(key) + "' is missing in the inputs", ""}};
}

int Inputs::integer(std::string_view key, int otherwise) const {
  const auto found = at_.find(key);
  return found ? static_cast<int>(found->value().get<double>()) : otherwise;
}

bool Inputs::flag(std::string_view key, bool otherwise) const {
  const auto found = at_.find(key);
  return found ? found->value().get<bool>() : otherwise;
}

std::string Inputs::text(std::string_view key, std::string_view otherwise) const {
  const auto found = at_.find(key);
  return found ? found->value().get<std::string>() : std::string(otherwise);
}

std::vector<double> Inputs::numbers(std::string_view key) const {
  const auto found = at_.find(key);
  if (!found) return {};
  if (found->value().is_number()) return {found->value().get<double>()};
  return found->value().get<std::vector<double>>();
}

std::vector<Inputs> Inputs::list(std::string_view key) const {
  const Located items = value(key);
  std::vector<Inputs> all;
  for (std::size_t i = 0; i < items.size(); ++i) all.emplace_back(items.at(i));
  return all;
}

std::string canonical_name(std::string_view text) {
  double number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error == std::errc() && rest == end) return number_text(number);
  return std::string(text);
}

std::string name_of(const Json& value) {
  return value.is_string() ? canonical_name(value.get_ref<const std::string&>())
                           : number_text(value.get<double>());
}

Distribution distribution_of(const Located& at) {
  try {
    return parametric_distribution(at).value();  // the schema knows no other kind
  } catch (const std::invalid_argument& e) {
    throw InputError{{at.place(), Severity::kError, e.what(), ""}};
  }
}

}  // namespace vedette::validation
