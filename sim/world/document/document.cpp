// SPDX-License-Identifier: Apache-2.0
#include "world/document/document.hpp"

#include <charconv>
#include <functional>
#include <optional>
#include <utility>

#include "world/document/include.hpp"
#include "world/document/override.hpp"
#include "world/document/schema_check.hpp"

namespace vedette {
namespace {

// One step of a JSON pointer (RFC 6901): "~1" is a slash and "~0" a tilde.
std::string unescaped(std::string_view step) {
  std::string text;
  for (std::size_t i = 0; i < step.size(); ++i) {
    const bool escape = step[i] == '~' && i + 1 < step.size();
    if (escape && (step[i + 1] == '0' || step[i + 1] == '1'))
      text += step[++i] == '0' ? '~' : '/';
    else
      text += step[i];
  }
  return text;
}

std::optional<Located> child(const Located& at, const std::string& step) {
  if (!at.value().is_array()) return at.find(step);
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), index);
  if (error != std::errc{} || end != step.data() + step.size() || index >= at.size())
    return std::nullopt;
  return at.at(index);
}

Located nearest_located(const Document& document, std::string_view pointer) {
  Located at = document.located();
  while (pointer.starts_with('/')) {
    pointer.remove_prefix(1);
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    const std::optional<Located> next = child(at, unescaped(pointer.substr(0, end)));
    if (!next) break;
    at = *next;
    pointer.remove_prefix(end);
  }
  return at;
}

Document load(const std::function<Tree(IncludeReader&)>& read, const Schema* schema,
              const std::vector<std::string>& overrides, Diagnostics& diagnostics) {
  Document document;
  IncludeReader reader(schema, diagnostics);
  bool& complete = document.complete;  // else a check would only tell the same absence again
  try {
    Tree tree = read(reader);
    complete = reader.is_complete();
    for (const std::string& text : overrides)
      if (complete)
        complete = apply_override(text, tree, reader.names(), schema, reader.budget(), diagnostics);
    document.root = std::move(tree.value);
    document.places = {std::move(reader.names()), std::move(tree.places)};
  } catch (const InputError& error) {
    const Diagnostic& d = error.diagnostic;
    diagnostics.error(d.place, d.message, d.hint);
  }
  document.files = reader.files();
  if (schema && complete) check_schema(*schema, document.located(), diagnostics);
  return document;
}

}  // namespace

Place Document::place_of(std::string_view pointer) const {
  return nearest_located(*this, pointer).place();
}

Place Document::key_place_of(std::string_view pointer) const {
  return nearest_located(*this, pointer).key_place();
}

Document load_document(const std::string& path, const Schema& schema,
                       const std::vector<std::string>& overrides, Diagnostics& diagnostics) {
  return load([&](IncludeReader& reader) { return reader.read(path); }, &schema, overrides,
              diagnostics);
}

Document load_document_text(std::string_view text, const std::string& name, const Schema& schema,
                            const std::vector<std::string>& overrides, Diagnostics& diagnostics) {
  return load([&](IncludeReader& reader) { return reader.read_text(text, name); }, &schema,
              overrides, diagnostics);
}

Document read_document(const std::string& path, Diagnostics& diagnostics) {
  return load([&](IncludeReader& reader) { return reader.read(path); }, nullptr, {}, diagnostics);
}

}  // namespace vedette
