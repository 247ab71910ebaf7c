// SPDX-License-Identifier: Apache-2.0
#include "world/document/scalar.hpp"
#include "world/document/schema_manual.hpp"

namespace vedette {
namespace {

// Text stands without quotes only if it reads back as the same text in any YAML reader.
std::string scalar_text(const Json& value) {
  if (value.is_number()) return number_text(value);
  if (!value.is_string()) return value.dump();
  const std::string& text = value.get_ref<const std::string&>();
  const std::string letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const bool simple = !text.empty() && letters.find(text[0]) != std::string::npos &&
                      text.find_first_not_of(letters + "0123456789_-./ ") == std::string::npos &&
                      text.back() != ' ';
  const bool reserved =
      text == "yes" || text == "no" || text == "on" || text == "off" || text == "y" || text == "n";
  if (simple && !reserved && plain_scalar(text).value.is_string()) return text;
  return value.dump();  // a JSON string is a double-quoted YAML scalar
}

// Lists of scalars, and of such lists, stand on one line: points and polygons.
bool is_flow(const Json& value) {
  if (!value.is_structured() || value.empty()) return true;
  if (value.is_object()) return false;
  for (const Json& item : value)
    if (!is_flow(item) || (item.is_object() && !item.empty())) return false;
  return true;
}

std::string flow_text(const Json& value) {
  if (value.is_object()) return "{}";
  if (!value.is_array()) return scalar_text(value);
  std::string text = "[";
  for (const Json& item : value) {
    if (text.size() > 1) text += ", ";
    text += flow_text(item);
  }
  return text + "]";
}

}  // namespace

std::string yaml_text(const Json& value, std::size_t indent) {
  const std::string margin(indent, ' ');
  if (is_flow(value)) return margin + flow_text(value) + "\n";
  std::string text;
  if (value.is_object()) {
    for (const auto& [key, entry] : entries(value)) {
      text += margin + scalar_text(key) + ":";
      text += is_flow(entry) ? " " + flow_text(entry) + "\n" : "\n" + yaml_text(entry, indent + 2);
    }
  } else {
    for (const Json& item : value) {
      std::string block = yaml_text(item, indent + 2);
      block[indent] = '-';
      text += block;
    }
  }
  return text;
}

}  // namespace vedette
