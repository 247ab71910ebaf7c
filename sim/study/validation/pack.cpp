// SPDX-License-Identifier: Apache-2.0
#include "study/validation/pack.hpp"

#include <algorithm>
#include <map>

#include "base/embedded.hpp"

VEDETTE_EMBEDDED(cases_schema);
VEDETTE_EMBEDDED(validation_pack);

namespace vedette::validation {

std::string_view cases_schema_text() {
  return embedded::cases_schema();
}

const Schema& cases_schema() {
  static const Schema schema(cases_schema_text());
  return schema;
}

namespace {

// Tolerances by figure must name figures that the case expects.
void check_names(const std::optional<Located>& tolerance, const Located& expect,
                 Diagnostics& diagnostics) {
  if (!tolerance || !tolerance->value().is_object()) return;
  if (tolerance->size() == 1 && tolerance->key(0) == "relative") return;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < expect.size(); ++i) names.push_back(expect.key(i));
  for (std::size_t i = 0; i < tolerance->size(); ++i) {
    const std::string& name = tolerance->key(i);
    if (std::count(names.begin(), names.end(), name)) continue;
    const std::string near = nearest(name, names);
    diagnostics.error(tolerance->at(i).key_place(), "the case expects no figure '" + name + "'",
                      near.empty() ? "" : "Did you mean '" + near + "'?");
  }
}

SimulateOptions simulate_options(const Located& at) {
  const Inputs given(at);
  SimulateOptions options;
  const auto whole = [&](const char* key, std::uint64_t otherwise) {
    return given.has(key) ? given.value(key).value().get<std::uint64_t>() : otherwise;
  };
  options.replications = whole("replications", 2);
  options.calls = whole("calls", options.calls);
  options.warm_up = whole("warm_up", options.calls / 10);
  options.seed = whole("seed", 1);
  return options;
}

Pack pack_of(Document document, const std::string& name, Diagnostics& diagnostics) {
  Pack pack;
  pack.document = std::make_shared<const Document>(std::move(document));
  if (diagnostics.has_errors()) return pack;
  const Located root = pack.document->located();
  pack.name = Inputs(root).text("name", name);
  const Located cases = *root.find("cases");
  std::map<std::string, std::size_t> seen;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Located at = cases.at(i);
    const auto id = at.find("id");
    const bool keyed = cases.value().is_object();
    if (!keyed && !id) {
      diagnostics.error(at.key_place(), "'id' is missing in this case of the list");
      continue;
    }
    Case one{id ? name_of(id->value()) : cases.key(i),
             at.find("source")->value().get<std::string>(),
             find_model(at.find("model")->value().get_ref<const std::string&>()),
             at,
             {}};
    if (!seen.emplace(one.id, i).second)
      diagnostics.error(id ? id->place() : at.key_place(),
                        "there is a case '" + one.id + "' already");
    check_names(at.find("tolerance"), *at.find("expect"), diagnostics);
    if (const auto simulate = at.find("simulate")) {
      one.simulate = simulate_options(*simulate);
      check_names(simulate->find("half_width"), *at.find("expect"), diagnostics);
    }
    pack.cases.push_back(std::move(one));
  }
  return pack;
}

}  // namespace

Pack load_pack(const std::string& path, Diagnostics& diagnostics) {
  return pack_of(load_document(path, cases_schema(), {}, diagnostics), path, diagnostics);
}

Pack load_pack_text(std::string_view text, const std::string& name, Diagnostics& diagnostics) {
  return pack_of(load_document_text(text, name, cases_schema(), {}, diagnostics), name,
                 diagnostics);
}

Pack built_in_pack(Diagnostics& diagnostics) {
  return load_pack_text(embedded::validation_pack(), "sim/study/validation/pack.yaml", diagnostics);
}

}  // namespace vedette::validation
