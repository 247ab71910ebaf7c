// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "world/compile/context.hpp"
#include "world/document/key_hint.hpp"

namespace vedette {

namespace {

bool holds_number(const Json& value) {
  if (value.is_number()) return true;
  if (!value.is_structured()) return false;
  for (const auto& part : value)
    if (holds_number(part)) return true;
  return value.is_object() && value.contains("sample");
}

}  // namespace

// Every number of models/ has its source or is marked as an assumption.
void compile_provenance(CompileContext& c) {
  const auto models = c.root().find("models");
  for (std::size_t k = 0; models && k < models->size(); ++k) {
    const Located kind = models->at(k);
    for (std::size_t t = 0; t < kind.size(); ++t) {
      const Located type = kind.at(t);
      const std::string name = models->key(k) + "." + kind.key(t);
      const auto sources = type.find("sources");
      std::vector<std::string> keys;
      for (std::size_t i = 0; i < type.size(); ++i)
        if (type.key(i) != "sources") keys.push_back(type.key(i));
      for (std::size_t i = 0; i < type.size(); ++i) {
        const std::string& key = type.key(i);
        if (key == "sources" || !holds_number(type.at(i).value())) continue;
        auto source = sources->find(key);
        if (!source) source = sources->find("*");
        if (!source) {
          c.error(type.at(i).key_place(), fmt::format("models.{}.{} has no source", name, key),
                  "name it under 'sources': a citation, or 'assumption: why'");
          continue;
        }
        const std::string text = source->value().get<std::string>();
        c.world().provenance.push_back(
            {name + "." + key, type.at(i).value().dump(), text, text.rfind("assumption", 0) == 0});
      }
      for (std::size_t i = 0; i < sources->size(); ++i)
        if (sources->key(i) != "*" && !type.find(sources->key(i)))
          c.error(sources->at(i).key_place(),
                  fmt::format("a source for '{}', which {} does not have", sources->key(i), name),
                  key_hint(sources->key(i), keys).text);
    }
  }
}

}  // namespace vedette
