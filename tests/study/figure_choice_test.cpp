// SPDX-License-Identifier: Apache-2.0
// Of a run from which some figures are wanted alone, these are what they are among all.
#include "measure/figure_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <set>

#include "engine/run.hpp"
#include "engine/wires/direct_carrier.hpp"
#include "measure/figures.hpp"
#include "world/load.hpp"

namespace vedette {
namespace {

void run(const World& world, Sinks& sinks) {
  DirectCarrier carrier(world.network.hosts.size(), world.network.direct_delay);
  Run one(world, Random(1, 1), carrier, sinks);
  one.execute();
}

// Without names and numbers there are few kinds of figures: so many of each are enough.
constexpr std::size_t kOfEachKind = 2;

std::string kind_of(const std::string& id) {
  const std::size_t first = id.find('.');
  const std::size_t second = first == std::string::npos ? first : id.find('.', first + 1);
  const std::size_t last = id.rfind('.');
  return id.substr(0, second) + (last == std::string::npos ? "" : id.substr(last));
}

void check_choices(const std::string& scenario, const std::vector<std::string>& overrides) {
  INFO(scenario);
  Diagnostics diagnostics;
  const auto world =
      load_world(std::string(VEDETTE_SOURCE_DIR) + "/" + scenario, overrides, diagnostics);
  REQUIRE(world);
  const auto frame = std::make_shared<FigureFrame>(frame_of(*world));
  Figures all(frame, 1);
  Sinks sinks;
  sinks.add(all);
  run(*world, sinks);
  const RepFigures expected = all.result();

  std::vector<const Figure*> chosen;
  std::multiset<std::string> kinds;
  for (const Figure& f : expected.figures) {
    const std::string kind = kind_of(f.id);
    if (kinds.count(kind) >= kOfEachKind) continue;
    kinds.insert(kind);
    chosen.push_back(&f);
  }
  CHECK(chosen.size() > 50);
  std::vector<std::unique_ptr<Figures>> each;
  Sinks of_each;
  std::vector<std::string> ids;
  for (const Figure* f : chosen) {
    ids.push_back(f->id);
    each.push_back(std::make_unique<Figures>(frame, 1, FigureChoice({f->id})));
    of_each.add(*each.back());
  }
  Figures together(frame, 1, FigureChoice(ids));
  of_each.add(together);
  run(*world, of_each);
  const RepFigures at_once = together.result();
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    INFO(chosen[i]->id);
    for (const RepFigures& some : {each[i]->result(), at_once}) {
      const auto told = std::find_if(some.figures.begin(), some.figures.end(),
                                     [&](const Figure& f) { return f.id == chosen[i]->id; });
      REQUIRE(told != some.figures.end());
      CHECK(told->value == chosen[i]->value);
      CHECK(told->n == chosen[i]->n);
    }
  }
}

TEST_CASE("a figure wanted alone is the same as among all: a guarded site and its town") {
  check_choices("scenarios/wuhai-centre", {});
}

TEST_CASE("a figure wanted alone is the same as among all: a city") {
  check_choices("scenarios/baotou-city", {"duration_h=2"});
}

TEST_CASE("paths end at dots") {
  const FigureChoice some({"calls.hour.07.n", "utilisation.unit"});
  CHECK(some.wants("calls.hour.07.n"));
  CHECK_FALSE(some.wants("calls.hour.07"));
  CHECK(some.wants_any("calls.hour"));
  CHECK(some.wants_any("utilisation.unit"));
  CHECK_FALSE(some.wants_any("calls.ho"));
  CHECK_FALSE(some.wants_any("utilisation.unit.car-1"));
  CHECK(FigureChoice().wants("anything"));
  CHECK(FigureChoice().wants_any("anything"));
}

}  // namespace
}  // namespace vedette
