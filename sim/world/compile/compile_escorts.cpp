// SPDX-License-Identifier: Apache-2.0
// Escorts: who goes where with what. Their alarm zones are added by the detectors they carry.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "world/compile/city_parts.hpp"
#include "world/compile/response_parts.hpp"
#include "world/compile/site_parts.hpp"
#include "world/layout.hpp"

namespace vedette {

namespace {

constexpr double kPatienceMin = 30;

class EscortReader {
 public:
  EscortReader(CompileContext& c, const Located& body) : c_(c), body_(body) {}

  Escort read(const std::string& id) {
    Escort out;
    const Site& site = c_.world().site;
    if (!site.gate.valid() && c_.world().city.present)
      c_.error(body_.key_place(), "an escort needs a gate to leave by", "give site.gate_junction");
    const auto& gate = c_.world().city.roads->node(site.gate.valid() ? site.gate : NodeId(0));
    out.entity = c_.add_entity(EntityKind::kEscort, id, gate.x_m, gate.y_m);
    c_.label(body_.find("label"), id, out.label_en, out.label_zh);
    const Located departs = *body_.find("departs");
    for (std::size_t i = 0; i < departs.size(); ++i)
      out.departs_s.push_back(seconds_of_day(departs.at(i)));
    std::sort(out.departs_s.begin(), out.departs_s.end());
    const Located to = *body_.find("to");
    out.to = c_.junction(c_.text(to), to.place()).value_or(NodeId());
    if (out.to.valid() && out.to == site.gate)
      c_.error(to.place(), "it goes nowhere: that is the site's gate");
    out.patience = seconds(60 * c_.number(body_.find("patience_min"), kPatienceMin));
    out.staff = guards(body_.find("staff"));
    out.load_s = c_.duration(body_.find("load_s"));
    out.stay_s = c_.duration(body_.find("stay_s"));
    out.unload_s = c_.duration(body_.find("unload_s"));
    out.set_up_s = c_.duration(body_.find("set_up_s"));
    if (const auto relief = body_.find("relief")) {
      Escort::Relief r;
      r.after = seconds(60 * c_.number(relief->find("after_min"), 0));
      r.staff = guards(relief->find("staff"));
      r.hand_over_s = c_.duration(relief->find("hand_over_s"));
      out.relief = std::move(r);
    }
    out.worn = indexes_of(c_, site.cameras, EntityKind::kCamera, body_.find("worn_cameras"));
    out.set_up = indexes_of(c_, site.cameras, EntityKind::kCamera, body_.find("set_up_cameras"));
    read_way_out(out);
    return out;
  }

 private:
  std::vector<std::uint32_t> guards(const std::optional<Located>& list) {
    for (std::size_t i = 0; list && i < list->size(); ++i)
      if (!taken_.insert(c_.text(list->at(i))).second)
        c_.error(list->at(i).place(), fmt::format("'{}' goes along already", c_.text(list->at(i))),
                 "who relieves is somebody else");
    return indexes_of(c_, c_.world().site.guards, EntityKind::kGuard, list);
  }
  void read_way_out(Escort& out) {
    const auto parked = body_.find("parked_at"), leaves = body_.find("leaves_by");
    if (!parked && !leaves) return;
    if (!parked || !leaves) {
      c_.error(body_.key_place(), "'parked_at' and 'leaves_by' go together");
      return;
    }
    const Layout& layout = *c_.world().site.layout;
    if (!layout.driving) {
      c_.error(parked->place(), "there is nothing to drive on", "give the site a 'drive'");
      return;
    }
    const auto node = [&](const Located& name) {
      const auto found = layout.drive->find(c_.text(name));
      if (!found)
        c_.error(name.place(), fmt::format("no vehicle can stand at '{}'", c_.text(name)));
      return found.value_or(NodeId());
    };
    out.parked = node(*parked);
    out.leaves_by = node(*leaves);
    if (out.parked.valid() && out.leaves_by.valid() &&
        layout.driving->time(out.parked, out.leaves_by) == kUnreachable)
      c_.error(leaves->place(),
               fmt::format("no vehicle gets from '{}' to '{}'", c_.text(*parked), c_.text(*leaves)),
               "doors on the way need vehicles: true");
  }

  CompileContext& c_;
  const Located body_;
  std::set<std::string> taken_;
};

}  // namespace

void compile_escorts(CompileContext& c, const Located& site, Protection& out) {
  each_of(site, "escorts", [&](const std::string& id, const Located& body) {
    if (!c.root().find("city")) {
      c.error(body.key_place(), "an escort needs a city to go to");
      return;
    }
    if (!c.world().city.present) return;  // something is wrong with it, and told
    out.escorts.push_back(EscortReader(c, body).read(id));
  });
}

}  // namespace vedette
