// SPDX-License-Identifier: Apache-2.0
#include "world/document/located.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace vedette {
namespace {

// Cuts after at most `limit` characters, never inside one (UTF-8 continuation bytes are 10xxxxxx).
std::string shortened(const std::string& text, std::size_t limit) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool starts_character = (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
    if (starts_character && characters++ == limit) return text.substr(0, i) + "…";
  }
  return text;
}

}  // namespace

Place PositionTable::place(const PlaceNode& node) const {
  if (node.file >= names.size()) return {};
  return {names[node.file], static_cast<int>(node.line), static_cast<int>(node.column)};
}

Place PositionTable::key_place(const PlaceNode& node) const {
  if (node.key_line == 0 || node.file >= names.size()) return place(node);
  return {names[node.file], static_cast<int>(node.key_line), static_cast<int>(node.key_column)};
}

Json::object_t& entries(Json& map) {
  return map.get_ref<Json::object_t&>();
}
const Json::object_t& entries(const Json& map) {
  return map.get_ref<const Json::object_t&>();
}

Located Located::at(std::size_t i) const {
  const Json& child = value_->is_object() ? (entries(*value_).begin() + i)->second : (*value_)[i];
  return {child, node_->children[i], *table_};
}

const std::string& Located::key(std::size_t i) const {
  return (entries(*value_).begin() + i)->first;
}

std::optional<Located> Located::find(std::string_view key) const {
  if (!value_->is_object()) return std::nullopt;
  std::size_t i = 0;
  for (const auto& [name, child] : entries(*value_)) {
    if (name == key) return Located{child, node_->children[i], *table_};
    ++i;
  }
  return std::nullopt;
}

std::string describe(const Json& value) {
  switch (value.type()) {
    case Json::value_t::null:
      return "nothing";
    case Json::value_t::boolean:
      return value.get<bool>() ? "true" : "false";
    case Json::value_t::string:
      return fmt::format("text '{}'", shortened(value.get_ref<const std::string&>(), 40));
    case Json::value_t::object:
      return "a map";
    case Json::value_t::array:
      return "a list";
    default:
      return number_text(value);
  }
}

std::string number_text(double number) {
  constexpr double kExact = 9007199254740992.0;  // 2^53: every whole number below is exact
  if (std::fabs(number) <= kExact && std::trunc(number) == number)
    return std::to_string(static_cast<long long>(number));
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
  return {buffer, end};
}

std::string number_text(const Json& number) {
  if (number.is_number_unsigned()) return std::to_string(number.get<std::uint64_t>());
  if (number.is_number_integer()) return std::to_string(number.get<std::int64_t>());
  return number_text(number.get<double>());
}

}  // namespace vedette
