// SPDX-License-Identifier: Apache-2.0
// Visitors: when they come, where they go, who goes along.
#include <fmt/format.h>

#include "world/compile/city_parts.hpp"
#include "world/compile/response_parts.hpp"
#include "world/compile/site_parts.hpp"
#include "world/layout.hpp"

namespace vedette {

void compile_visits(CompileContext& c, const Located& site_at, Protection& out) {
  each_of(site_at, "visits", [&](const std::string& id, const Located& body) {
    const Site& site = c.world().site;
    Visits visits;
    visits.name = id;
    c.label(body.find("label"), id, visits.label_en, visits.label_zh);
    visits.hours = times_of_day(c, body.find("hours"));
    visits.per_day = c.number(body.find("per_day"), 0);
    const auto node = [&](const char* key) { return *site.walk->find(c.text(body.find(key))); };
    visits.enters_at = node("enters_at");
    visits.to = node("to");
    if (visits.enters_at == visits.to)
      c.error(body.find("to")->place(), "they go nowhere: that is where they enter");
    else if (site.walking->time(visits.enters_at, visits.to) == kUnreachable ||
             site.walking->time(visits.to, visits.enters_at) == kUnreachable)
      c.error(body.find("to")->place(), fmt::format("no way leads from '{}' to '{}' and back",
                                                    c.text(body.find("enters_at")),
                                                    c.text(body.find("to"))));
    const auto& at = site.walk->node(visits.enters_at);
    const auto places = static_cast<std::uint32_t>(c.number(body.find("places"), 1));
    for (std::uint32_t i = 1; i <= places; ++i)
      visits.places.push_back(
          c.add_entity(EntityKind::kVisitor, fmt::format("{}-{}", id, i), at.x_m, at.y_m));
    visits.staff = indexes_of(c, site.guards, EntityKind::kGuard, body.find("staff"));
    visits.check_in_s = c.duration(body.find("check_in_s"));
    visits.stay_s = c.duration(body.find("stay_s"));
    out.visits.push_back(std::move(visits));
  });
}

}  // namespace vedette
