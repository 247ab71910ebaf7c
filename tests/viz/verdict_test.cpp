// SPDX-License-Identifier: Apache-2.0
// What a study found, in sentences; names of designs for narrow places; maps beside their legend.
#include <catch2/catch.hpp>

#include "viz/core/map_view.hpp"
#include "viz/core/study_verdict.hpp"

using namespace vedette;
using namespace vedette::view;

namespace {

StudyTable table() {
  StudyTable t;
  t.columns = {{"calls.within.180", "Calls within 3 min", "3 分钟内", "share", 1},
               {"calls.mean", "Mean", "均值", "s", -1}};
  t.designs.resize(3);
  t.designs[0].name = "baseline", t.designs[0].baseline = true;
  t.designs[1].name = "cars=8,night=3", t.designs[1].cost = 24.5;
  t.designs[2].name = "cars=6,night=3";
  return t;
}

}  // namespace

TEST_CASE("the verdict of a selection: what, whether it meets, how sure, what was dropped") {
  StudyTable t = table();
  CHECK(verdict(t, Lang::kEn).empty());
  t.answer_kind = "selection", t.answer_design = "cars=8,night=3";
  t.answer.chance = 0.95, t.answer.says_met = true, t.answer_met = false;
  t.answer.dropped = {{"baseline", 12}, {"cars=6,night=3", 40}};
  const auto said = verdict(t, Lang::kEn);
  REQUIRE(said.size() == 4);
  CHECK(said[0] == "cars=8,night=3 is the best by the first measure.");
  CHECK(said[1] == "It is not sure to meet all targets (95 % confidence in all designs together).");
  CHECK(said[2] == "The chance that this pick is right is at least 95.0 %.");
  CHECK(said[3] == "Dropped on the way: baseline after 12, cars=6,night=3 after 40.");
  t.answer.chance = StudyValue::kUnknown, t.answer.left = 2, t.answer.selection_most = 200;
  CHECK(verdict(t, Lang::kEn)[1] ==
        "The cap of 200 replications was reached with 2 designs left: the pick is not certain.");
  for (const std::string& line : verdict(t, Lang::kZh)) CHECK(line.find('{') == std::string::npos);
}

TEST_CASE("the verdict of targets, of the first measure, of inputs") {
  StudyTable t = table();
  t.answer_kind = "targets", t.answer_design = "cars=8,night=3";
  t.answer.worse = {"calls.mean"};
  auto said = verdict(t, Lang::kEn);
  REQUIRE(said.size() == 2);
  CHECK(said[0] == "cars=8,night=3 is the least costly that meets all targets (cost 24.5), with "
                   "95 % confidence in all designs together.");
  CHECK(said[1] == "It is worse than the baseline, beyond chance, in: Mean.");
  t.answer_met = false;
  CHECK(verdict(t, Lang::kEn)[0] ==
        "No design is sure to meet all targets. The best by the first measure is cars=8,night=3.");
  t.answer_kind = "best", t.answer_design = "baseline", t.answer.worse.clear();
  t.answer_sure = false;
  CHECK(verdict(t, Lang::kEn) ==
        std::vector<std::string>{
            "The baseline looks best by the first measure, but its lead may be chance."});
  t.answer_sure = true;
  CHECK(verdict(t, Lang::kEn) ==
        std::vector<std::string>{"The baseline is best by the first measure."});
  t.answer_design.clear(), t.answer.factor = "night", t.answer.measure = "calls.mean";
  t.answer.size = 12.25;
  CHECK(verdict(t, Lang::kEn)[0] == "Mean depends most on night (12.2 s).");
}

TEST_CASE("the verdict of two scenarios: what differs most surely, then the first measure") {
  StudyTable t = table();
  t.designs.resize(2), t.designs[1].name = "after";
  t.answer_kind = "best", t.answer_design = "after", t.answer.first = "unsure";
  CHECK(verdict(t, Lang::kEn) ==
        std::vector<std::string>{
            "None of the 2 figures that decide differs beyond chance.",
            "No difference can be told by the first measure, Calls within 3 min."});
  t.answer.lead = "calls.mean", t.answer.lead_difference = {2.5, 1, 4}, t.answer.lead_way = -1;
  t.answer.first = "sure";
  CHECK(verdict(t, Lang::kEn) ==
        std::vector<std::string>{
            "What differs most surely is Mean: +2.5 s, worse.",
            "By the first measure, Calls within 3 min, this one is better: after."});
  CHECK(verdict(t, Lang::kZh)[0] == "差异最确定的是“均值”：+2.5 s，变差。");
  for (const char* first : {"sure", "differ", "unsure", "same", "unknown"}) {
    t.answer.first = first;
    for (const Lang lang : {Lang::kEn, Lang::kZh})
      CHECK(verdict(t, lang)[1].find_first_of("{}") == std::string::npos);
  }
}

TEST_CASE("the verdict of one design: nothing to compare it with") {
  StudyTable t = table();
  t.designs.resize(1), t.answer_kind = "single", t.answer_design = "baseline";
  CHECK(verdict(t, Lang::kEn) ==
        std::vector<std::string>{"There is one design only, and nothing to compare it with."});
}

TEST_CASE("differences of shares are points; long names lose their factors") {
  CHECK(difference_text({-0.038, -0.04, -0.03}, "share", Lang::kEn) == "-3.8 points");
  CHECK(difference_text({2.5, 1, 4}, "s", Lang::kEn) == "+2.5 s");
  CHECK(difference_text({}, "s", Lang::kEn) == "-");
  CHECK(short_name("cars=8,night=3") == "8, 3");
  CHECK(factors_of("cars=8,night=3") == "cars, night");
  CHECK(short_name("two cars, one guard") == "two cars, one guard");
  CHECK(factors_of("baseline").empty());
  CHECK(short_name("") == "");
}

TEST_CASE("a map is fitted within its insets") {
  MapView view;
  view.width = 600, view.height = 400;
  WorldBox box;
  box.add(0, 0), box.add(1000, 500);
  view.fit(box, 0, {200, 0, 0, 100});
  CHECK(view.px_per_m == Approx(0.4));
  const ScreenPoint a = view.screen_from_world(0, 500), b = view.screen_from_world(1000, 0);
  CHECK(a.x == Approx(200).margin(0.01));
  CHECK(b.x == Approx(600).margin(0.01));
  CHECK(a.y == Approx(50).margin(0.01));  // in the middle of what is left
  CHECK(b.y == Approx(250).margin(0.01));
}
