// SPDX-License-Identifier: Apache-2.0
#include "world/compile/context.hpp"

#include <filesystem>
#include <stdexcept>

#include "base/random.hpp"
#include "world/document/text_file.hpp"

namespace vedette {

EntityId CompileContext::add_entity(EntityKind kind, const std::string& name, double x_m,
                                    double y_m) {
  const EntityId id(world_.entities.size());
  const std::string full = std::string(entity_kind_name(kind)) + "/" + name;
  world_.entities.push_back(
      {kind, name, rounded_to_mm(x_m), rounded_to_mm(y_m), name_hash(full)});
  entities_[{kind, name}] = id;
  return id;
}

EntityId CompileContext::find_entity(EntityKind kind, const std::string& name) const {
  const auto it = entities_.find({kind, name});
  return it == entities_.end() ? EntityId() : it->second;
}

namespace {

// A path in the document is relative to the file that says it; on the command line to where we are.
std::string resolve(const std::string& name, const Place& place) {
  const std::filesystem::path path(name);
  if (path.is_absolute() || place.file.rfind("--set", 0) == 0) return name;
  return (std::filesystem::path(place.file).parent_path() / path).lexically_normal().string();
}

}  // namespace

const CsvTable* CompileContext::csv(const Located& file_name) {
  const std::string name = file_name.value().get<std::string>();
  const std::string path = resolve(name, file_name.place());
  const auto known = tables_.find(path);
  if (known != tables_.end()) return known->second ? &*known->second : nullptr;
  auto& slot = tables_[path];
  try {
    const std::string text = read_text_file(path, file_name.place());
    digests_[path] = sha256_hex(text);
    slot = CsvTable::parse(text, path);
  } catch (const InputError& e) {
    diagnostics_.error(e.diagnostic.place, e.diagnostic.message, e.diagnostic.hint);
  }
  return slot ? &*slot : nullptr;
}

std::string CompileContext::data_digest() const {
  std::string all;
  for (const auto& [path, digest] : digests_) all += digest;
  return all;
}

Typed CompileContext::typed(Located instance, std::string_view collection,
                            std::string_view key) const {
  Typed typed{instance, std::nullopt};
  const auto name = instance.find(key);
  const auto models = root_.find("models");
  if (!name || !models) return typed;
  if (const auto types = models->find(collection))
    typed.type = types->find(name->value().get<std::string>());
  return typed;
}

double CompileContext::number(const std::optional<Located>& at, double otherwise) const {
  return at ? at->value().get<double>() : otherwise;
}

std::string CompileContext::text(const std::optional<Located>& at,
                                 std::string_view otherwise) const {
  if (!at) return std::string(otherwise);
  if (at->value().is_string()) return at->value().get<std::string>();
  return at->value().dump();
}

PointMm CompileContext::point(const Located& at) const {
  const PointMm p = millimetres(at.value()[0].get<double>(), at.value()[1].get<double>());
  return {p.x + origin.x, p.y + origin.y};
}

void CompileContext::label(const std::optional<Located>& at, std::string_view otherwise,
                           std::string& en, std::string& zh) const {
  if (!at) {
    en = zh = otherwise;
  } else if (at->value().is_string()) {
    en = zh = at->value().get<std::string>();
  } else {
    en = text(at->find("en"));
    zh = text(at->find("zh"), en);
  }
}

Distribution CompileContext::duration(const std::optional<Located>& at) {
  if (!at) return Distribution::constant(0);
  if (at->value().is_number()) return Distribution::constant(at->value().get<double>());
  const std::string kind = at->key(0);
  const Located body = at->at(0);
  const auto p = [&](std::string_view key) { return body.find(key)->value().get<double>(); };
  try {
    if (kind == "constant") return Distribution::constant(body.value().get<double>());
    if (kind == "exponential") return Distribution::exponential(p("mean"));
    if (kind == "uniform") return Distribution::uniform(p("low"), p("high"));
    if (kind == "triangular") return Distribution::triangular(p("low"), p("mode"), p("high"));
    if (kind == "normal") return Distribution::normal(p("mean"), p("sd"));
    if (kind == "lognormal") return Distribution::lognormal(p("mean"), p("cv"));
    if (kind == "gamma") return Distribution::gamma(p("mean"), p("cv"));
    if (kind == "erlang") return Distribution::erlang(static_cast<int>(p("k")), p("mean"));
    if (kind == "weibull") return Distribution::weibull(p("shape"), p("scale"));
    const CsvTable* table = csv(*body.find("file"));
    if (!table) return {};
    const auto column = table->column(body.find("column")->value().get<std::string>(), diagnostics_);
    if (!column) return {};
    std::vector<double> values;
    for (std::size_t row = 0; row < table->rows(); ++row) {
      const auto value = table->number(row, *column, diagnostics_);
      if (value && *value < 0)
        error(table->place(row, *column), "a duration is not negative: " + number_text(*value));
      if (value) values.push_back(*value);
    }
    return Distribution::empirical(std::move(values));
  } catch (const std::invalid_argument& e) {
    error(at->place(), e.what());
    return {};
  }
}

}  // namespace vedette
