// SPDX-License-Identifier: Apache-2.0
// What a study's answer says: two scenarios, no difference, runs that failed, long tables.
#include "cli/study_answer.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>

#include "cli/study_table.hpp"
#include "study/analysis.hpp"
#include "study/results_file.hpp"

using namespace vedette;
using namespace vedette::cli;

namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

StudyMeasure measure(const std::string& id, int goal) {
  StudyMeasure m;
  m.id = id;
  m.goal = goal;
  return m;
}

// Two scenarios as `vedette study BEFORE AFTER` compares them, `count` designs in all.
StudyContents contents(std::size_t count, std::uint64_t reps, bool labels) {
  Study s;
  s.name = {"Before and after", "调整前后对比"};
  s.seed = 1;
  s.kind = DesignKind::kScenarios;
  s.baseline = 0;
  s.keep_all = true;
  s.rule.count = reps;
  s.measures = {measure("calls.within.180", 1), measure("alarms.real.guard_arrived_s.mean", -1)};
  for (std::size_t d = 0; d < count; ++d) {
    DesignPoint p;
    p.name = d == 0 ? "baseline" : fmt::format("plan-{}", d);
    if (labels) p.label = {fmt::format("Wall {}", d), fmt::format("西墙{}", d)};
    s.designs.push_back(std::move(p));
  }
  return {s, "", "", std::vector<std::string>(count), StudyResults(count), false, {}};
}

double wave(std::uint64_t r) {
  return static_cast<double>(r % 5) - 2;
}

}  // namespace

TEST_CASE("two scenarios: no difference is told as none, with the figures of both") {
  for (const bool labels : {false, true}) {
    StudyContents c = contents(2, 20, labels);
    for (std::uint64_t r = 1; r <= 20; ++r) {
      // The first measure differs by chance alone, the second by 80 s.
      c.results.add({{0, r}, "", {{"calls.within.180", 0.90 + 0.01 * wave(r), 90},
                                  {"alarms.real.guard_arrived_s.mean", 200 + wave(r), 1}}});
      Figure second{"alarms.real.guard_arrived_s.mean", 120 + wave(3 * r), 1};
      std::vector<Figure> after{{"calls.within.180", 0.90 + 0.01 * wave(r + 1), 90}};
      if (r > 5) after.push_back(second);
      c.results.add({{1, r}, "", after});
    }
    const Json a = analyse(c);
    CHECK(a["answer"]["sure"] == false);
    const std::string en = study_answer(a, Lang::kEn), zh = study_answer(a, Lang::kZh);
    INFO(en << zh);
    CHECK(a["answer"]["lead"] == "alarms.real.guard_arrived_s.mean");
    CHECK(has(en, "what differs most surely is: Alarms, real, guard on the spot"));
    CHECK(has(en, "By the first measure, Calls, reached within 180 s, no difference can be told"));
    CHECK(en.find("most surely") < en.find("By the first measure"));
    CHECK(has(en, "90.0 % against 90.0 %"));
    CHECK_FALSE(has(en, "best"));
    CHECK(has(en, ", better"));
    CHECK(has(en, "(15 pairs)"));
    CHECK(has(zh, "看不出差异"));
    CHECK(has(zh, "15 对"));
    CHECK(has(en, "Before: Wall 0. After: Wall 1.") == labels);
    CHECK(has(zh, "调整前：西墙0。调整后：西墙1。") == labels);
    const std::string text = study_text(a, Lang::kEn);
    CHECK(has(text, "< 0.001"));
    CHECK_FALSE(has(text, "0.000"));
    CHECK(has(text, "(15 pairs)"));
  }
}

TEST_CASE("two scenarios: nothing beyond chance is told by the first measure") {
  StudyContents c = contents(2, 20, false);
  for (std::uint64_t r = 1; r <= 20; ++r)
    for (std::uint32_t d = 0; d < 2; ++d)
      c.results.add({{d, r}, "", {{"calls.within.180", 0.9 + 0.01 * wave(r + d), 90},
                                  {"alarms.real.guard_arrived_s.mean", 200 + wave(r + d), 1}}});
  const Json a = analyse(c);
  CHECK(a["answer"]["lead"] == "calls.within.180");
  const std::string en = study_answer(a, Lang::kEn);
  INFO(en);
  CHECK(has(en, "Answer: no difference can be told by the first measure"));
  CHECK(has(en, "Nothing else that decides differs"));
  // Seconds beside seconds, no milliseconds.
  const std::string text = study_text(a, Lang::kEn);
  INFO(text);
  CHECK_FALSE(has(text, " ms"));
}

TEST_CASE("two scenarios: a difference beyond chance is told as better") {
  StudyContents c = contents(2, 10, true);
  for (std::uint64_t r = 1; r <= 10; ++r) {
    c.results.add({{0, r}, "", {{"calls.within.180", 0.80 + 0.01 * wave(r), 90}}});
    c.results.add({{1, r}, "", {{"calls.within.180", 0.95 + 0.01 * wave(r + 2), 90}}});
  }
  const Json a = analyse(c);
  const std::string en = study_answer(a, Lang::kEn);
  INFO(en);
  CHECK(has(en, "this one is better: Wall 1"));
  CHECK(has(en, "95.0 % against 80.0 %"));
  CHECK(a["absent_labels"][0]["zh"] == "报警，真实，警卫到位，均值");
}

TEST_CASE("one design alone is compared with nothing, and nothing is called the best") {
  StudyContents c = contents(1, 6, false);
  for (std::uint64_t r = 1; r <= 6; ++r)
    c.results.add({{0, r}, "", {{"calls.within.180", 0.9 + 0.01 * wave(r), 90}}});
  const Json a = analyse(c);
  CHECK(a["answer"]["kind"] == "single");
  CHECK(study_answer(a, Lang::kEn) ==
        "Answer: there is one design only, and nothing to compare it with.\n");
  CHECK(study_answer(a, Lang::kZh) == "结论：只有一个方案，无从比较。\n");
}

TEST_CASE("where runs failed there is no comparison, and the answer says so") {
  StudyContents c = contents(3, 4, false);
  for (std::uint64_t r = 1; r <= 4; ++r) {
    c.results.add({{0, r}, "", {{"calls.within.180", 0.5 + 0.01 * wave(r), 90}}});
    c.results.add({{1, r}, "unknown path", {}});
    c.results.add({{2, r}, "unknown path", {}});
  }
  Json a = analyse(c);
  CHECK(a["answer"]["kind"] == "none");
  CHECK(a["answer"]["design"].is_null());
  std::string en = study_answer(a, Lang::kEn);
  INFO(en);
  CHECK(has(en, "there is no comparison"));
  CHECK(has(en, "plan-1, plan-2"));
  CHECK_FALSE(has(en, "best"));
  CHECK(has(study_answer(a, Lang::kZh), "无法比较"));
  // One that lost a run, one that lost all.
  c.results.add({{2, 1}, "", {{"calls.within.180", 0.9, 90}}});
  c.results.add({{2, 2}, "", {{"calls.within.180", 0.93, 90}}});
  a = analyse(c);
  CHECK(a["answer"]["design"] == "plan-2");
  en = study_answer(a, Lang::kEn);
  CHECK(has(en, "no comparison with these designs, of which all runs failed: plan-1."));
  CHECK(has(en, "left out of the comparison: plan-2 (2/4)."));
}

TEST_CASE("the baseline's lead may be chance too, and long tables are cut") {
  StudyContents c = contents(60, 6, false);
  for (std::uint64_t r = 1; r <= 6; ++r)
    for (std::uint32_t d = 0; d < 60; ++d) {
      const double share = (d ? 0.5 : 0.51) + 0.01 * wave(r + d);
      c.results.add({{d, r}, "", {{"calls.within.180", share, 90}}});
    }
  const Json a = analyse(c);
  CHECK(a["answer"]["design"] == "baseline");
  CHECK(a["answer"]["sure"] == false);
  CHECK(has(study_answer(a, Lang::kEn), "its lead may be chance"));
  const std::string text = study_text(a, Lang::kEn);
  CHECK(std::count(text.begin(), text.end(), '\n') < 60);
  CHECK(has(text, "… 40 more in the page"));
  CHECK(has(text, "Calls, reached within 180 s"));
  CHECK_FALSE(has(text, "calls.within.180"));
  CHECK(has(study_text(a, Lang::kZh), "另有 40 项"));
}
