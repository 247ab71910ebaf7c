// SPDX-License-Identifier: Apache-2.0
#include "measure/labels.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include <catch2/catch.hpp>

#include "measure/figures.hpp"
#include "record/small_world.hpp"

using namespace vedette;
using namespace vedette::test;

namespace {

/// Names of the scenario stay as they are in both languages.
std::string without_names(std::string label, const World& world) {
  std::vector<std::string> names;
  for (const Entity& e : world.entities) names.push_back(e.name);
  for (const CallType& t : world.city.call_types) names.push_back(t.name);
  for (const std::string& name : names)
    if (const auto at = label.rfind(name); at != std::string::npos) label.erase(at, name.size());
  return label;
}

}  // namespace

TEST_CASE("labels say what a figure is") {
  CHECK(figure_words_complete());
  CHECK(figure_label("calls.response_s.p90", Lang::kEn) == "Calls, response time, 90th percentile");
  CHECK(figure_label("calls.response_s.p90", Lang::kZh) == "警情，响应时间，第90百分位");
  CHECK(figure_label("calls.priority.1.within.180", Lang::kEn) ==
        "Calls, priority 1, reached within 180 s");
  CHECK(figure_label("calls.within.60", Lang::kZh) == "警情，到达不超过 60 秒");
  CHECK(figure_unit("calls.response_s.p90") == FigureUnit::kSeconds);
  CHECK(figure_unit("calls.within.180") == FigureUnit::kShare);
  CHECK(figure_unit("utilisation.unit.car-1") == FigureUnit::kShare);
  CHECK(figure_unit("calls.n") == FigureUnit::kCount);
  CHECK(figure_unit("posts.manned") == FigureUnit::kShare);
  CHECK(figure_unit("patrol.irregularity") == FigureUnit::kRatio);
  CHECK(figure_label("patrol.interval_s.p50", Lang::kZh) == "巡逻，同一点两次到访间隔，中位数");
  CHECK(figure_label("calls.fleet.night cars.within.180", Lang::kEn) ==
        "Calls, fleet night cars, reached within 180 s");
  CHECK(figure_label("utilisation.fleet.cars", Lang::kZh) == "在岗忙碌率，编队 cars");
  CHECK(figure_unit("calls.fleet.done.n") == FigureUnit::kCount);
  // What a type is called says nothing about its figures.
  CHECK(figure_unit("tasks.type.done.n") == FigureUnit::kCount);
  CHECK(figure_label("tasks.type.done.n", Lang::kEn) == "Tasks, type done, number");
}

TEST_CASE("every figure of a run has words in both languages") {
  const World world = small_world();
  Figures figures(world, 1);
  play(world, 9, 3000, {&figures});
  const RepFigures found = figures.result();
  CHECK(found.figures.size() > 150);
  std::set<std::string> en, zh;
  for (const Figure& f : found.figures) {
    const std::string english = figure_label(f.id, Lang::kEn),
                      chinese = figure_label(f.id, Lang::kZh);
    CAPTURE(f.id, english, chinese);
    CHECK(en.insert(english).second);  // no two figures are called the same
    CHECK(zh.insert(chinese).second);
    CHECK(without_names(english, world).find('_') == std::string::npos);
    const std::string rest = without_names(chinese, world);
    CHECK(std::none_of(rest.begin(), rest.end(), [](char c) {
      return std::isalpha(static_cast<unsigned char>(c)) || c == '_';
    }));
  }
}
