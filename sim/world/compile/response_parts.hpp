// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "world/compile/context.hpp"
#include "world/response.hpp"

namespace vedette {

/// What people and platform do about alarms; after everything else of the site. The parts, in the
/// order in which they are called; findings go to the context.
void compile_response(CompileContext& c);

/// The site's own alarm types, after 'intrusion'; before its sensors.
void compile_alarm_types(CompileContext& c, const Located& site);
/// Rooms, operators' duty and model, brigades, rounds.
void compile_rooms(CompileContext& c, const Located& site, Response& out);
/// Response plans; the duty room's own comes last.
void compile_plans(CompileContext& c, const Located& site, Response& out);

/// Index of `name` among things that have a `name`; kNoIndex.
template <class Things>
std::uint32_t index_named(const Things& things, std::string_view name) {
  for (std::uint32_t i = 0; i < things.size(); ++i)
    if (things[i].name == name) return i;
  return kNoIndex;
}
/// Index of the thing whose entity is `kind`/`name`; the references have been checked.
template <class Things>
std::uint32_t index_of_entity(CompileContext& c, const Things& things, EntityKind kind,
                              const Located& name) {
  const EntityId entity = c.find_entity(kind, name.value().get<std::string>());
  for (std::uint32_t i = 0; i < things.size(); ++i)
    if (things[i].entity == entity) return i;
  return kNoIndex;
}
/// The same for each of a list.
template <class Things>
std::vector<std::uint32_t> indexes_of(CompileContext& c, const Things& things, EntityKind kind,
                                      const std::optional<Located>& names) {
  std::vector<std::uint32_t> out;
  for (std::size_t i = 0; names && i < names->size(); ++i)
    out.push_back(index_of_entity(c, things, kind, names->at(i)));
  return out;
}

}  // namespace vedette
