// SPDX-License-Identifier: Apache-2.0
// Mains, generator and supplies: who feeds whom.
#include <fmt/format.h>

#include <algorithm>

#include "world/compile/element_finder.hpp"
#include "world/compile/layout_parts.hpp"

namespace vedette {

namespace {

class PowerReader {
 public:
  PowerReader(CompileContext& c, Equipment& out) : c_(c), out_(out), finder_(c, out) {}

  void read(const Located& at) {
    PowerPlan& plan = out_.power;
    plan.present = true;
    plan.mains = add_supply_element("mains", at.key_place());
    const Typed mains = c_.typed(at, "mains", "mains");
    plan.outages_per_year = c_.number(mains.type->find("outages_per_year"), 0);
    plan.outage_s = c_.duration(mains.type->find("outage_s"));
    read_outages(at);
    if (at.find("generator")) read_generator(at);
    each_of(at, "supplies", [&](const std::string& name, const Located& body) {
      Supply supply;
      supply.name = name;
      supply.element = add_supply_element(name, body.key_place());
      plan.supplies.push_back(std::move(supply));
    });
    // By name first, so that "all in the room" knows who is fed already.
    fed_by_.assign(out_.elements.size(), kNoIndex);
    std::uint32_t i = 0;
    each_of(at, "supplies", [&](const std::string&, const Located& body) { named(i++, body); });
    i = 0;
    each_of(at, "supplies", [&](const std::string&, const Located& body) { fill(i++, body); });
  }

 private:
  std::uint32_t add_supply_element(const std::string& name, const Place& place) {
    if (c_.find_entity(EntityKind::kSupply, name).valid())
      c_.error(place, fmt::format("there is a supply '{}' already", name),
               "the mains and the generator are called so");
    out_.elements.push_back(
        {Element::Kind::kSupply, supplies_++, c_.add_entity(EntityKind::kSupply, name, 0, 0), {}});
    return static_cast<std::uint32_t>(out_.elements.size() - 1);
  }

  void read_outages(const Located& at) {
    const auto list = at.find("outages");
    for (std::size_t i = 0; list && i < list->size(); ++i) {
      const Located to = *list->at(i).find("to_s");
      const ElementOutage outage{out_.power.mains,
                                 Time{0} + seconds(c_.number(list->at(i).find("from_s"), 0)),
                                 Time{0} + seconds(to.value().get<double>()), DownCause::kSet};
      if (outage.to <= outage.from) c_.error(to.place(), "to_s must be after from_s");
      out_.outages.push_back(outage);
    }
  }

  void read_generator(const Located& at) {
    PowerPlan& plan = out_.power;
    plan.has_generator = true;
    plan.generator = add_supply_element("generator", at.find("generator")->key_place());
    const Located type = *c_.typed(at, "generators", "generator").type;
    plan.start_probability = c_.number(type.find("start_probability"), 1);
    plan.start_s = c_.duration(type.find("start_s"));
    if (const auto runs = type.find("runs_h")) plan.runs = seconds(c_.number(runs, 0) * 3600);
    if (const auto every = type.find("tested_every_h"))
      plan.tested_every = seconds(c_.number(every, 0) * 3600);
  }

  void feed(std::uint32_t element, std::uint32_t supply, const Place& place) {
    const Element::Kind kind = out_.elements[element].kind;
    if (kind == Element::Kind::kSupply || kind == Element::Kind::kLink)
      c_.error(place, fmt::format("a {} is not fed", element_kind_name(kind)),
               "supplies feed devices; every supply hangs on the mains");
    else if (fed_by_[element] != kNoIndex)
      c_.error(place, fmt::format("'{}' is fed twice", finder_.name(element)));
    fed_by_[element] = supply;
  }

  void named(std::uint32_t index, const Located& body) {
    const Located feeds = *body.find("feeds");
    for (std::size_t g = 0; g < feeds.size(); ++g) {
      const Located of = *feeds.at(g).find("of");
      auto& wanted = wanted_.emplace_back(finder_.of(of));
      for (const std::uint32_t e : wanted)
        if (out_.elements[e].kind != Element::Kind::kRoom) feed(e, index, of.place());
    }
  }

  void fill(std::uint32_t index, const Located& body) {
    Supply& supply = out_.power.supplies[index];
    const Located type = *c_.typed(body, "ups").type;
    supply.capacity_wh = c_.number(type.find("capacity_wh"), 0);
    supply.fade_per_year = c_.number(type.find("fade_per_year"), 0);
    supply.age_y = c_.number(body.find("age_y"), 0);
    supply.efficiency = c_.number(type.find("efficiency"), 1);
    supply.charge_w = c_.number(type.find("charge_w"), 0);
    if (const auto bypass = type.find("bypass")) supply.bypass = bypass->value().get<bool>();
    supply.generator = out_.power.has_generator;
    if (const auto on = body.find("generator")) supply.generator = on->value().get<bool>();
    if (supply.generator && !out_.power.has_generator)
      c_.error(body.find("generator")->place(), "there is no generator", "name power.generator");
    const Located feeds = *body.find("feeds");
    double above = 1;
    for (std::size_t g = 0; g < feeds.size(); ++g) {
      const Located at = feeds.at(g);
      SupplyGroup group;
      group.shed_below = c_.number(at.find("shed_below"), 0);
      if (group.shed_below > above)
        c_.error(at.find("shed_below")->place(),
                 fmt::format("{} is above the {} of the group before it",
                             number_text(group.shed_below), number_text(above)),
                 "groups stand in the order in which they are let go of");
      above = group.shed_below;
      for (const std::uint32_t e : wanted_[next_++]) {
        if (out_.elements[e].kind != Element::Kind::kRoom) {
          group.elements.push_back(e);
          continue;
        }
        for (const std::uint32_t inside : finder_.contents(e)) {
          if (fed_by_[inside] != kNoIndex) continue;
          fed_by_[inside] = index;
          group.elements.push_back(inside);
        }
      }
      group.watts =
          c_.number(at.find("watts_each"), 0) * static_cast<double>(group.elements.size());
      supply.groups.push_back(std::move(group));
    }
  }

  CompileContext& c_;
  Equipment& out_;
  ElementFinder finder_;
  std::uint32_t supplies_ = 0;
  std::vector<std::uint32_t> fed_by_;
  std::vector<std::vector<std::uint32_t>> wanted_;  // group by group
  std::size_t next_ = 0;
};

}  // namespace

void compile_power(CompileContext& c, Equipment& out) {
  if (const auto at = c.root().find("power")) PowerReader(c, out).read(*at);
}

}  // namespace vedette
