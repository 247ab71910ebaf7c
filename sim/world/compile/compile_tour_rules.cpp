// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "world/compile/city_parts.hpp"
#include "world/compile/site_parts.hpp"

namespace vedette {

namespace {

void read_windows(CompileContext& c, const std::string& id, const Located& at, const Tour& tour,
                  TourRules& rules) {
  const Site& site = c.world().site;
  rules.windows.assign(tour.checkpoints.size(), {Duration{}, kUnreachable});
  for (std::size_t i = 0; i < at.size(); ++i) {
    const double from = at.at(i).value()[0].get<double>(), to = at.at(i).value()[1].get<double>();
    if (from > to) c.error(at.at(i).place(), "the window ends before it begins");
    bool found = false;
    for (std::size_t k = 0; k < tour.checkpoints.size(); ++k) {
      const EntityId entity = site.checkpoints[tour.checkpoints[k]].entity;
      if (c.world().entities[entity.index()].name != at.key(i)) continue;
      rules.windows[k] = {seconds(from), seconds(to)};
      found = true;
    }
    if (!found)
      c.error(at.at(i).key_place(),
              fmt::format("tour '{}' does not come to a checkpoint '{}'", id, at.key(i)));
  }
}

}  // namespace

void compile_tour_rules(CompileContext& c, const Located& site_at, Protection& out) {
  const Site& site = c.world().site;
  each_of(site_at, "tours", [&](const std::string& id, const Located& body) {
    TourRules rules;
    const std::string order = c.text(body.find("order"), "fixed");
    rules.order = order == "random"       ? TourRules::Order::kRandom
                  : order == "either_way" ? TourRules::Order::kEitherWay
                                          : TourRules::Order::kFixed;
    if (const auto pair = body.find("pair")) rules.pair = pair->value().get<bool>();
    rules.pair_patience = seconds(c.number(body.find("pair_patience_s"), 600));
    rules.spread = seconds(c.number(body.find("spread_s"), 0));
    if (const auto starts = body.find("starts"))
      for (std::size_t i = 0; i < starts->size(); ++i) {
        rules.starts_s.push_back(seconds_of_day(starts->at(i)));
        if (i > 0 && rules.starts_s[i] <= rules.starts_s[i - 1])
          c.error(starts->at(i).place(), "starts are in order of time, each once");
        if (rules.starts_s[i] >= 86400) c.error(starts->at(i).place(), "a day ends before 24:00");
      }
    else if (const auto spread = body.find("spread_s"))
      c.error(spread->key_place(), "spread_s is for tours with 'starts'");
    const Tour& tour = site.tours[out.tours.size()];
    if (const auto windows = body.find("windows_s")) read_windows(c, id, *windows, tour, rules);
    out.tours.push_back(std::move(rules));
  });
  std::vector<int> walkers(site.tours.size());
  std::vector<NodeId> posts(site.tours.size());
  each_of(site_at, "guards", [&](const std::string& id, const Located& body) {
    GuardRules rules;
    rules.hand_over = seconds(c.number(body.find("hand_over_s"), 0));
    if (const auto shift = body.find("shift")) {
      const auto& shifts = c.world().city.shifts;
      for (std::uint32_t s = 0; s < shifts.size(); ++s)
        if (shifts[s].name == shift->value().get<std::string>()) rules.shift = s;
    }
    const Guard& guard = site.guards[out.guards.size()];
    if (guard.tour != kNoIndex) {
      if (walkers[guard.tour]++ == 0) posts[guard.tour] = guard.post;
      if (out.tours[guard.tour].pair && guard.post != posts[guard.tour])
        c.error(body.find("post")->place(),
                fmt::format("'{}' walks tour '{}' in pairs, but its guards have different posts",
                            id, site.tours[guard.tour].name));
    }
    out.guards.push_back(rules);
  });
  const auto tours = site_at.find("tours");
  for (std::size_t t = 0; t < site.tours.size(); ++t) {
    if (!out.tours[t].pair || walkers[t] % 2 == 0) continue;
    c.error(tours->at(t).find("pair")->place(),
            fmt::format("tour '{}' is walked in pairs, but by {} guard(s)", site.tours[t].name,
                        walkers[t]));
  }
}

}  // namespace vedette
