// SPDX-License-Identifier: Apache-2.0
#include "world/document/canonical.hpp"

#include <algorithm>
#include <vector>

namespace vedette {
namespace {

void append_text(const std::string& text, std::string& out) {
  // No bad UTF-8 reaches this point from a file; `replace` keeps other callers from an exception.
  out += Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

void append(const Json& value, std::string& out) {
  if (value.is_object()) {
    std::vector<const Json::object_t::value_type*> sorted;
    for (const auto& entry : entries(value)) sorted.push_back(&entry);
    std::sort(sorted.begin(), sorted.end(),
              [](const auto* a, const auto* b) { return a->first < b->first; });
    char separator = '{';
    for (const auto* entry : sorted) {
      out += separator;
      append_text(entry->first, out);
      out += ':';
      append(entry->second, out);
      separator = ',';
    }
    out += sorted.empty() ? "{}" : "}";
  } else if (value.is_array()) {
    char separator = '[';
    for (const Json& item : value) {
      out += separator;
      append(item, out);
      separator = ',';
    }
    out += value.empty() ? "[]" : "]";
  } else if (value.is_number()) {
    out += number_text(value);
  } else if (value.is_string()) {
    append_text(value.get_ref<const std::string&>(), out);
  } else {
    out += value.dump();
  }
}

}  // namespace

std::string canonical_text(const Json& value) {
  std::string out;
  append(value, out);
  return out;
}

}  // namespace vedette
