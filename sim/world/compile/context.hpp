// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.hpp"
#include "base/hash.hpp"
#include "world/document/document.hpp"
#include "world/document/located.hpp"
#include "world/document/schema.hpp"
#include "world/world.hpp"

namespace vedette {

/// An instance together with its type from models/: a key is looked up in the instance first.
struct Typed {
  Located instance;
  std::optional<Located> type;
  std::optional<Located> find(std::string_view key) const {
    if (const auto own = instance.find(key)) return own;
    return type ? type->find(key) : std::nullopt;
  }
};

/// What the parts of compile() share: the checked document, the World being made, the findings.
/// The document has passed the schema and the references, so types and names can be relied on;
/// what remains to be found out here are files, ranges across keys, and geometry.
class CompileContext {
 public:
  CompileContext(Located root, World& world, Diagnostics& diagnostics)
      : root_(root), world_(world), diagnostics_(diagnostics) {}

  Located root() const { return root_; }
  World& world() { return world_; }
  Diagnostics& diagnostics() { return diagnostics_; }
  void error(const Place& place, std::string message, std::string hint = {}) {
    diagnostics_.error(place, std::move(message), std::move(hint));
  }
  void error(const InputError& e) {
    diagnostics_.error(e.diagnostic.place, e.diagnostic.message, e.diagnostic.hint);
  }

  EntityId add_entity(EntityKind kind, const std::string& name, double x_m, double y_m);
  EntityId find_entity(EntityKind kind, const std::string& name) const;

  /// A CSV file named in the document, relative to the file that names it; null when it cannot be
  /// read (reported). Its bytes count in the scenario's hash.
  const CsvTable* csv(const Located& file_name);
  /// The same for a GeoJSON or other JSON file.
  const Document* json(const Located& file_name);
  /// Any other file: its path; empty when it cannot be read (reported).
  std::string data_file(const Located& file_name);
  /// A column that must be there; else an error that names those that are.
  std::optional<std::size_t> column(const CsvTable& table, std::string_view name);

  /// The type that `instance[key]` names in models.<collection>.
  Typed typed(Located instance, std::string_view collection, std::string_view key = "type") const;

  double number(const std::optional<Located>& at, double otherwise) const;
  std::string text(const std::optional<Located>& at, std::string_view otherwise = {}) const;
  /// The bit of a capability that a name stands for (none: police); the names are collected in
  /// City::capabilities. More than kMostCapabilities are an error.
  Capabilities capability(const std::optional<Located>& at);
  /// The call type that a name stands for; the references have been checked.
  std::uint16_t call_type(const Located& at) const;
  /// A distribution of seconds; missing: the constant 0.
  Distribution duration(const std::optional<Located>& at);
  /// Site coordinates, moved by `origin`; too far away is an error.
  PointMm point(const Located& at);
  PointMm origin;  ///< of the site in the city, whole millimetres
  /// The host that is named; invalid where none is.
  HostId host(const std::optional<Located>& at) const;
  HostId host_named(const std::string& name) const;
  /// A further host of the network; null after an error: there is one of that name already.
  Network::Host* add_host(const std::string& name, HostRole role, PointMm at, const Place& place);
  std::map<std::string, HostId> console_of;  ///< per operator that a host names
  std::map<std::string, HostId> panel_of;    ///< per zone or detector that a host names
  /// A junction of the city's roads; else an error at `place`.
  std::optional<NodeId> junction(const std::string& name, const Place& place);
  std::set<std::string> dropped_junctions;  ///< cannot be reached and left again
  bool stations_faulty = false;             ///< some are missing, and that has been said
  void label(const std::optional<Located>& at, std::string_view otherwise, std::string& en,
             std::string& zh) const;
  /// Contents of the data files read, in order of name, for the scenario's hash.
  std::string data_digest() const;

 private:
  Located root_;
  World& world_;
  Diagnostics& diagnostics_;
  std::map<std::pair<EntityKind, std::string>, EntityId> entities_;
  std::map<std::string, HostId> hosts_;
  std::map<std::string, std::optional<CsvTable>> tables_;
  std::map<std::string, Document> documents_;
  std::map<std::string, std::string> digests_;
  std::map<const Json*, Distribution> durations_;  // each is made, and complained about, once
};

/// Every duration of the document, used or not.
void compile_durations(CompileContext& context, const Schema& schema);
void compile_shifts(CompileContext& context);
void compile_city(CompileContext& context);
void compile_units(CompileContext& context);
/// Where the site lies in the city: CompileContext::origin.
void compile_anchor(CompileContext& context);
void compile_network(CompileContext& context);
/// Limits of standards; World::limits is not null from then on.
void compile_limits(CompileContext& context);
void compile_site(CompileContext& context);
/// The duty room; after everything else of the site.
void compile_alarm_handling(CompileContext& context);
/// Failures, repairs and power; after everything that they may concern.
void compile_equipment(CompileContext& context);
/// What an exercise throws in; after everything that it may concern.
void compile_injects(CompileContext& context);
void compile_provenance(CompileContext& context);

}  // namespace vedette
