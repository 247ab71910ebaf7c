// SPDX-License-Identifier: Apache-2.0
#include "world/staged_world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/diagnostics.hpp"
#include "base/hash.hpp"
#include "world/equipment.hpp"

namespace vedette {

namespace {

using Names = std::map<std::pair<EntityKind, std::string>, std::uint32_t>;

Names names_of(const World& world) {
  Names out;
  for (std::uint32_t e = 0; e < world.entities.size(); ++e)
    out.emplace(std::pair(world.entities[e].kind, world.entities[e].name), e);
  return out;
}

[[noreturn]] void refuse(const Entity& e) {
  throw InputError{{{},
                    Severity::kError,
                    fmt::format("the change makes {} '{}' come into being or vanish",
                                entity_kind_name(e.kind), e.name),
                    "in the middle of a run only units may"}};
}

// Everything but units stands in both, in the same order.
void same_but_units(const World& a, const World& b) {
  const auto next = [](const World& w, std::size_t& i) -> const Entity* {
    while (i < w.entities.size() && w.entities[i].kind == EntityKind::kUnit) ++i;
    return i < w.entities.size() ? &w.entities[i++] : nullptr;
  };
  for (std::size_t i = 0, k = 0;;) {
    const Entity* const one = next(a, i);
    const Entity* const other = next(b, k);
    if (!one && !other) return;
    if (!one || !other || one->hash != other->hash) refuse(one ? *one : *other);
  }
}

}  // namespace

StagedWorld::StagedWorld(std::shared_ptr<const World> before, std::shared_ptr<const World> after,
                         std::shared_ptr<const World> all, Time at)
    : before_(std::move(before)),
      after_(std::move(after)),
      all_(std::move(all)),
      stage_(*all_),
      at_(at) {
  same_but_units(*before_, stage_);
  same_but_units(*after_, stage_);
  const Names old_names = names_of(*before_), new_names = names_of(*after_);
  for (const Unit& unit : stage_.city.units) {
    const Entity& e = stage_.entities[unit.entity.index()];
    const bool had = old_names.count({e.kind, e.name}) > 0;
    const bool has = new_names.count({e.kind, e.name}) > 0;
    begins_.push_back(!had && has);
    ends_.push_back(had && !has);
  }
  // Beats are those of both, one after another.
  auto& beats = stage_.city.beats;
  beats_before_ = beats.size();
  beats.insert(beats.end(), before_->city.beats.begin(), before_->city.beats.end());
  beats_after_ = beats.size();
  beats.insert(beats.end(), after_->city.beats.begin(), after_->city.beats.end());
  // Roads that change later are known to nobody before they do.
  stage_.city.road_states = after_->city.road_states;
  // Outages: those that `after` does not have end; those that it has too begin then.
  auto equipment = std::make_shared<Equipment>(*before_->equipment);
  const auto& old_list = before_->equipment->outages;
  const auto& new_list = after_->equipment->outages;
  for (const ElementOutage& one : old_list)
    ends_outage_.push_back(std::find(new_list.begin(), new_list.end(), one) == new_list.end());
  for (ElementOutage one : new_list) {
    if (std::find(old_list.begin(), old_list.end(), one) != old_list.end()) continue;
    if (one.to <= at_) continue;
    one.from = std::max(one.from, at_);
    outages_.push_back(one);
  }
  // Elements name entities, whose numbers are those of the stage.
  for (std::size_t e = 0; e < equipment->elements.size(); ++e)
    equipment->elements[e].entity = all_->equipment->elements[e].entity;
  stage_.equipment = std::move(equipment);
  stage_.scenario_hash = sha256_hex(before_->scenario_hash + " from " + std::to_string(at_.us) +
                                    " " + after_->scenario_hash);
  stage_.effective_json = before_->effective_json;
  be(*before_, beats_before_);
}

void StagedWorld::take_over() {
  be(*after_, beats_after_);
}

// In place, element by element: processes hold references.
void StagedWorld::be(const World& other, std::size_t first_beat) {
  for (std::size_t i = 0; i < stage_.city.stations.size(); ++i) {
    Station changed = other.city.stations[i];
    changed.entity = stage_.city.stations[i].entity;
    stage_.city.stations[i] = changed;
  }
  std::map<std::string, const Unit*> by_name;
  for (const Unit& unit : other.city.units)
    by_name[other.entities[unit.entity.index()].name] = &unit;
  for (Unit& unit : stage_.city.units) {
    const auto it = by_name.find(stage_.entities[unit.entity.index()].name);
    if (it == by_name.end()) continue;
    const EntityId entity = unit.entity;
    unit = *it->second;
    unit.entity = entity;
    if (unit.beat != kNoIndex) unit.beat += static_cast<std::uint32_t>(first_beat);
  }
  for (std::size_t i = 0; i < stage_.site.cameras.size(); ++i) {
    Camera changed = other.site.cameras[i];
    changed.entity = stage_.site.cameras[i].entity;
    stage_.site.cameras[i] = changed;
  }
  for (std::size_t i = 0; i < stage_.site.zones.size(); ++i)
    stage_.site.zones[i].cameras = other.site.zones[i].cameras;
  stage_.site.camera_plan = other.site.camera_plan;
  stage_.site.handling = other.site.handling;
}

}  // namespace vedette
