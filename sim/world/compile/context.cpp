// SPDX-License-Identifier: Apache-2.0
#include "world/compile/context.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

#include "base/random.hpp"
#include "world/document/text_file.hpp"

namespace vedette {

EntityId CompileContext::add_entity(EntityKind kind, const std::string& name, double x_m,
                                    double y_m) {
  const EntityId id(world_.entities.size());
  const std::string full = std::string(entity_kind_name(kind)) + "/" + name;
  world_.entities.push_back({kind, name, rounded_to_mm(x_m), rounded_to_mm(y_m), name_hash(full)});
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
    slot = CsvTable::parse(std::string(checked_text(text, path)), path);
  } catch (const InputError& e) {
    error(e);
  }
  return slot ? &*slot : nullptr;
}

const Document* CompileContext::json(const Located& file_name) {
  const std::string name = file_name.value().get<std::string>();
  const std::string path = resolve(name, file_name.place());
  const auto known = documents_.find(path);
  if (known != documents_.end()) return known->second.complete ? &known->second : nullptr;
  Document& document = documents_[path];
  try {
    digests_[path] = sha256_hex(read_text_file(path, file_name.place()));
    const int errors_before = diagnostics_.errors();
    document = read_document(path, diagnostics_);
    document.complete = diagnostics_.errors() == errors_before;
  } catch (const InputError& e) {
    error(e);
  }
  return document.complete ? &document : nullptr;
}

std::string CompileContext::data_file(const Located& file_name) {
  const std::string path = resolve(file_name.value().get<std::string>(), file_name.place());
  try {
    digests_[path] = sha256_hex(read_text_file(path, file_name.place()));
  } catch (const InputError& e) {
    error(e);
    return {};
  }
  return path;
}

std::optional<std::size_t> CompileContext::column(const CsvTable& table, std::string_view name) {
  const auto index = table.find(name);
  if (!index)
    error(table.header_place(), fmt::format("no column '{}'", name),
          fmt::format("columns here: {}", fmt::join(table.columns(), ", ")));
  return index;
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

PointMm CompileContext::point(const Located& at) {
  PointMm p = millimetres(at.value()[0].get<double>(), at.value()[1].get<double>());
  p = {p.x + origin.x, p.y + origin.y};
  const std::int64_t far = std::max(std::abs(p.x), std::abs(p.y));
  if (far <= kMaxMm) return p;
  error(at.place(),
        fmt::format("{} m from the city's origin: at most {} m",
                    number_text(static_cast<double>(far) / 1000), number_text(kMaxMetres)));
  return {};
}

HostId CompileContext::host(const std::optional<Located>& at) const {
  return at ? host_named(at->value().get<std::string>()) : HostId();
}

HostId CompileContext::host_named(const std::string& name) const {
  const auto it = hosts_.find(name);
  return it == hosts_.end() ? HostId() : it->second;
}

Network::Host* CompileContext::add_host(const std::string& name, HostRole role, PointMm at,
                                        const Place& place) {
  auto& hosts = world_.network.hosts;
  if (!hosts_.emplace(name, HostId(hosts.size())).second) {
    error(place, fmt::format("there is a host '{}' already", name));
    return nullptr;
  }
  const EntityId entity = add_entity(EntityKind::kHost, name, static_cast<double>(at.x) / 1000,
                                     static_cast<double>(at.y) / 1000);
  hosts.push_back({name, entity, role});
  return &hosts.back();
}

std::optional<NodeId> CompileContext::junction(const std::string& name, const Place& place) {
  const RoadGraph& roads = *world_.city.roads;
  if (const auto node = roads.find(name)) return node;
  if (dropped_junctions.count(name)) {
    error(place, fmt::format("junction '{}' cannot be used: by the roads it cannot be reached and "
                             "left again",
                             name));
    return std::nullopt;
  }
  std::vector<std::string> names;
  for (std::size_t i = 0; i < roads.node_count(); ++i) names.push_back(roads.node(NodeId(i)).name);
  const std::string near = nearest(name, names);
  error(place, fmt::format("there is no junction '{}'", name),
        near.empty() ? "" : fmt::format("did you mean '{}'?", near));
  return std::nullopt;
}

Capabilities CompileContext::capability(const std::optional<Located>& at) {
  auto& names = world_.city.capabilities;
  if (names.empty()) names.push_back("police");
  if (!at) return 1;
  const std::string name = at->value().get<std::string>();
  const auto it = std::find(names.begin(), names.end(), name);
  if (it != names.end()) return Capabilities{1} << (it - names.begin());
  if (names.size() == kMostCapabilities) {
    error(at->place(), fmt::format("at most {} capabilities", kMostCapabilities));
    return 1;
  }
  names.push_back(name);
  return Capabilities{1} << (names.size() - 1);
}

std::uint16_t CompileContext::call_type(const Located& at) const {
  const auto& types = world_.city.call_types;
  const std::string name = at.value().get<std::string>();
  for (std::size_t i = 0; i < types.size(); ++i)
    if (types[i].name == name) return static_cast<std::uint16_t>(i);
  return 0;
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

}  // namespace vedette
