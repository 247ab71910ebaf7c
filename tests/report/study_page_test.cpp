// SPDX-License-Identifier: Apache-2.0
// The page of a study in headless Chromium: the answer first, both designs on the map.
#include <catch2/catch.hpp>

#include "report/browser.hpp"
#include "report/document_page.hpp"

namespace {

using namespace vedette;
using Json = nlohmann::ordered_json;

// Two designs of a town with two cells and a yard with one zone.
Json analysis() {
  return Json::parse(R"({
"study": {"name": {"en": "Cars", "zh": "警车"}, "question": {"en": "How many?", "zh": "需要多少？"},
  "file": "study.yaml", "design": "full_factorial", "resolution": 0, "rule": "fixed", "first": 20,
  "confidence": 0.95, "correction": "holm", "seed": 1, "designs": 2, "runs": 40, "failures": 0,
  "base_hash": "b0", "version": "0"},
"factors": [{"name": "cars", "path": "units.cars.count"}],
"measures": [{"id": "calls.within.180", "label": {"en": "within 3 min", "zh": "3 分钟内"},
  "unit": "share", "decides": true, "goal": "largest", "at_least": 0.9}],
"absent": [], "failed": [],
"designs": [
 {"name": "cars=2", "baseline": true, "levels": {"cars": "2"}, "cost": null, "replications": 20,
  "results": [{"n": 20, "mean": 0.8, "low": 0.79, "high": 0.81, "interval": "student"}],
  "meets": "missed"},
 {"name": "cars=4", "baseline": false, "levels": {"cars": "4"}, "cost": null, "replications": 20,
  "results": [{"n": 20, "mean": 0.92, "low": 0.91, "high": 0.93, "low_all": 0.902,
    "high_all": 0.938, "target": "met", "interval": "student"}],
  "differences": [{"mean": 0.12, "low": 0.11, "high": 0.13, "low_all": 0.1, "high_all": 0.14,
    "p": 0.001, "p_adjusted": 0.001, "identical": false}], "meets": "met"}],
"answer": {"kind": "targets", "met": true, "design": "cars=4"}})");
}

Json sides() {
  return Json::parse(R"({"parts": [
 {"calls_s": 180, "alarms_s": 120},
 [[0, 0, 100, 0], [0, 0, 0, 100, 0, 100, 100, 100], []],
 [{"name": "west", "ring": [0, 0, 50, 0, 50, 100, 0, 100]},
  {"name": "<b>east</b>", "ring": [50, 0, 100, 0, 100, 100, 50, 100]}],
 [{"name": "north", "x": 100, "y": 100}],
 [{"name": "north", "x": 0, "y": 0}],
 [{"fleet": "cars", "n": 2, "x": 0, "y": 0}], [{"fleet": "cars", "n": 4, "x": 0, "y": 0}],
 {"buildings": [[[1, 1], [5, 1], [5, 5]]], "walls": [[0, 0, 10, 0]], "fences": [[0, 10, 10, 10]]},
 [{"name": "N1", "line": [0, 10, 10, 10]}],
 [{"at": [5, 5], "azimuth_deg": 0, "hfov_deg": 60, "range_m": 6}],
 [{"name": "guard-1", "x": 8, "y": 8}]],
"before": {"design": "cars=2", "runs": 20, "marks": 0, "roads": 1, "cells": 2, "stations": 3,
  "units": 5, "site": 7, "zones": 8, "cameras": 9, "guards": 10,
  "calls": [[0, 30.0, 0.75, 151.0], [1, 0.2, 0.5, 100.0]], "alarms": [[0, 1.0, 0.6, 118.0]]},
"after": {"design": "cars=4", "runs": 20, "marks": 0, "roads": 1, "cells": 2, "stations": 4,
  "units": 6, "site": 7, "zones": 8, "cameras": 9, "guards": 10,
  "calls": [[0, 30.0, 0.93, 120.0]], "alarms": [[0, 1.0, 0.9, 90.0]]},
"change": [[0, 0.18, true]], "zone_change": [[0, 0.3, false]]})");
}

bool has(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}
std::size_t count(const std::string& text, const std::string& what) {
  std::size_t n = 0;
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += what.size()) ++n;
  return n;
}

}  // namespace

TEST_CASE("a study's page shows both designs on the map, and the difference") {
  const Lang lang = GENERATE(Lang::kEn, Lang::kZh);
  const int width = GENERATE(1280, 500);
  const auto shown = show(render_study(analysis(), sides(), lang), "study", width);
  if (!shown) return;
  CHECK(shown->console == "");
  CHECK(has(shown->dom, "data-ready=\"yes\""));
  CHECK_FALSE(has(shown->dom, "<b>east</b>"));
  CHECK(count(shown->dom, "<figure class=\"plan\"") == 6);
  const std::string text = visible_text(shown->dom);
  const bool en = lang == Lang::kEn;
  for (const char* expected :
       en ? std::
                array{"Before and after on the map", "Recommended: cars=4", "The site",
                      "west: 30.0 calls a replication, 75.0 % within 3 min, 2 min 31 s on average.",
                      "west: +18.0 points, beyond chance.", "too few to say",
                      "N1: +30.0 points; may be chance."}
          : std::array{"前后对比地图", "建议方案：cars=4", "场所",
                       "west：每次运行 30.0 起警情，75.0% 在 3 分钟内到达，平均 2 分 31 秒。",
                       "west：+18.0 个百分点，显著。", "不足以下结论", "可能出于偶然"}) {
    INFO(expected);
    CHECK(has(text, expected));
  }
}

TEST_CASE("a study's page says how far a cap cut it short, and what targets are judged by") {
  Json capped = analysis();
  capped["study"]["rule"] = "sequential";
  capped["study"]["cap"] = Json::parse(R"({"most": 20, "asked": 5021})");
  for (const Lang lang : {Lang::kEn, Lang::kZh}) {
    const auto shown = show(render_study(capped, nullptr, lang), "study-capped");
    if (!shown) return;
    CHECK(shown->console == "");
    const std::string text = visible_text(shown->dom);
    const bool en = lang == Lang::kEn;
    CHECK(has(text, en ? "cap of 20 replications was reached" : "已达到次数上限 20"));
    CHECK(
        has(text, en ? "about 5,021 of each design, 5,001 more" : "约需 5,021 次，还差 5,001 次"));
    CHECK_FALSE(has(text, en ? "until the intervals are narrow" : "直至区间足够窄"));
    CHECK(has(text, "90.2"));
    CHECK(has(text, en ? "which the target is judged by" : "目标据此判定"));
  }
}

TEST_CASE("a selection's pick is told as such, whatever the targets") {
  Json kn = analysis();
  kn["study"]["rule"] = "kn";
  kn["selection"] = Json::parse(R"({"procedure": "kn", "best": "cars=4", "left": ["cars=4"],
    "dropped": [{"design": "cars=2", "after": 5}], "most": 40, "chance": 0.95})");
  kn["answer"] = Json::parse(R"({"kind": "selection", "design": "cars=4", "met": false})");
  const auto shown = show(render_study(kn, nullptr, Lang::kEn), "study-kn");
  if (!shown) return;
  CHECK(shown->console == "");
  const std::string text = visible_text(shown->dom);
  CHECK(has(text, "is the best by the first measure."));
  CHECK(has(text, "It is not sure to meet all targets"));
}

TEST_CASE("a study's page without a map, and with one design alone") {
  auto shown = show(render_study(analysis(), nullptr, Lang::kEn), "study-plain");
  if (!shown) return;
  CHECK(shown->console == "");
  CHECK_FALSE(has(shown->dom, "<figure"));
  Json one = sides();
  one["after"] = nullptr;
  one.erase("change");
  one.erase("zone_change");
  shown = show(render_study(analysis(), one, Lang::kEn), "study-one");
  CHECK(shown->console == "");
  CHECK(count(shown->dom, "<figure class=\"plan\"") == 2);
}

TEST_CASE("levels that have names: designs are called by them, commands keep what is typed") {
  Json named = analysis();
  named["factors"] = Json::parse(R"([{"name": "cars", "path": "units.cars.count",
    "label": {"en": "cars on patrol", "zh": "巡逻车"},
    "names": {"4": {"en": "four <cars>", "zh": "四辆"}}},
    {"name": "desks", "path": "city.dispatch.desks"}])");
  named["designs"][1]["levels"] = Json::parse(R"({"cars": "4", "desks": "2"})");
  named["designs"][1]["name"] = "cars=4,desks=2";
  named["designs"][1]["replay"] = Json::parse(R"({"median": 3, "worst": 5, "median_value": 0.9,
    "worst_value": 0.8, "measure": "calls.within.180"})");
  named["answer"]["design"] = "cars=4,desks=2";
  named["main_effects"] = Json::parse(R"([{"measure": "calls.within.180", "factor": "cars",
    "levels": [{"name": "4", "mean": 0.92, "low": 0.91, "high": 0.93}]}])");
  Json map = sides();
  map["after"]["design"] = "cars=4,desks=2";
  for (const Lang lang : {Lang::kEn, Lang::kZh}) {
    const auto shown = show(render_study(named, map, lang), "study-named");
    if (!shown) return;
    CHECK(shown->console == "");
    const std::string text = visible_text(shown->dom);
    INFO(text);
    const bool en = lang == Lang::kEn;
    CHECK(has(text, en ? "Cars on patrol: four <cars>; desks: 2" : "巡逻车：四辆；desks：2"));
    CHECK(has(text, en ? "Recommended: four <cars> · 2" : "建议方案：四辆 · 2"));
    CHECK(has(text, en ? "of each: cars on patrol · desks" : "依次为：巡逻车 · desks"));
    CHECK(has(text, en ? "cars on patrol: four <cars>" : "巡逻车：四辆"));
    CHECK(has(text, "vedette run study.yaml --design cars=4,desks=2 --rep 5"));
    const std::string& dom = shown->dom;
    CHECK_FALSE(has(dom.substr(dom.find("<main")), "<cars>"));
  }
}

TEST_CASE("long spans are told in minutes, hours or days, one unit for a figure") {
  Json long_ones = analysis();
  for (const auto& [id, mean] :
       {std::pair{"a", 450.0}, {"b", 3000.0}, {"c", 17664.7}, {"d", 9.9e5}}) {
    long_ones["measures"].push_back({{"id", id},
                                     {"label", {{"en", id}, {"zh", id}}},
                                     {"unit", "s"},
                                     {"decides", true},
                                     {"goal", "smallest"}});
    for (Json& d : long_ones["designs"]) {
      const double x = d["baseline"] ? mean : mean * 0.999;
      d["results"].push_back({{"n", 20},
                              {"mean", x},
                              {"low", x - 0.02 * mean},
                              {"high", x + 0.02 * mean},
                              {"interval", "student"}});
      if (d.contains("differences"))
        d["differences"].push_back({{"mean", -0.001 * mean},
                                    {"low", -0.002 * mean},
                                    {"high", 0.0},
                                    {"low_all", -0.004 * mean},
                                    {"high_all", 0.002 * mean},
                                    {"p", 0.05},
                                    {"p_adjusted", 0.2},
                                    {"identical", false}});
    }
  }
  const auto shown = show(render_study(long_ones, nullptr, Lang::kEn), "study-spans");
  if (!shown) return;
  CHECK(shown->console == "");
  const std::string text = visible_text(shown->dom);
  for (const char* expected : {"450.0 s", "441.0 to 459.0 s", "50.0 min", "49.0 to 51.0 min",
                               "4.91 h", "4.81 to 5.00 h", "11.5 days", "−0.005 h"}) {
    INFO(expected);
    CHECK(has(text, expected));
  }
  CHECK_FALSE(has(text, "17,664"));
}

TEST_CASE("money has its decimals, and few calls make no difference on the map") {
  Json page = analysis();
  page["designs"][0]["cost"] = 38;
  page["designs"][1]["cost"] = 24.75;
  page["answer"]["kind"] = "targets";
  Json map = sides();
  map["after"]["calls"].push_back({1, 0.2, 0.9, 100.0});  // four calls in all
  map["change"].push_back({1, 0.4, false});
  const auto shown = show(render_study(page, map, Lang::kEn), "study-few");
  if (!shown) return;
  CHECK(shown->console == "");
  const std::string text = visible_text(shown->dom);
  CHECK(has(text, "24.75"));
  CHECK(has(text, "+40.0 points. Fewer than ten in all: too few to say."));
  CHECK(has(text, "west: +18.0 points, beyond chance."));
}

TEST_CASE("two scenarios of which nothing differs: the answer says that first") {
  Json two = analysis();
  two["study"]["design"] = "scenarios";
  two["study"]["file"] = "";
  two["measures"].push_back(two["measures"][0]);
  two["measures"][1]["id"] = "calls.within.60";
  for (Json& d : two["designs"]) d["results"].push_back(d["results"][0]);
  Json& of = two["designs"][1]["differences"];
  of[0] = Json::parse(R"({"pairs": 20, "mean": 0.001, "low": -0.01, "high": 0.012, "low_all": -0.02,
    "high_all": 0.022, "p": 0.8, "p_adjusted": 1, "identical": false})");
  of.push_back(of[0]);
  two["answer"] = Json::parse(R"({"kind": "best", "design": "cars=4", "sure": false,
    "lead": "calls.within.180"})");
  for (const Lang lang : {Lang::kEn, Lang::kZh}) {
    const auto shown = show(render_study(two, nullptr, lang), "study-none");
    if (!shown) return;
    CHECK(shown->console == "");
    const std::string text = visible_text(shown->dom);
    const bool en = lang == Lang::kEn;
    const std::string none = en ? "None of the 2 figures that decide" : "2 项决定性指标均无";
    const std::string first = en ? "No difference can be told by the first" : "看不出差异";
    REQUIRE(has(text, none));
    CHECK(text.find(none) < text.find(first));
    CHECK(has(text, en ? "95 %" : "95%"));
  }
}

TEST_CASE("one design alone: its figures, its map, and no best") {
  Json one = analysis();
  one["study"]["designs"] = 1;
  one["measures"][0].erase("at_least");
  one["designs"].erase(1);
  one["designs"][0].erase("meets");
  one["answer"] = Json::parse(R"({"kind": "single", "design": "cars=2"})");
  Json map = sides();
  map["after"] = nullptr;
  map.erase("change");
  map.erase("zone_change");
  for (const Lang lang : {Lang::kEn, Lang::kZh}) {
    const auto shown = show(render_study(one, map, lang), "study-alone");
    if (!shown) return;
    CHECK(shown->console == "");
    const std::string text = visible_text(shown->dom);
    const bool en = lang == Lang::kEn;
    CHECK(has(text, en ? "There is one design only" : "只有一个方案"));
    CHECK(has(text, "80.0"));
    CHECK_FALSE(has(text, en ? "best" : "最好"));
    CHECK_FALSE(has(text, en ? "Before and after" : "前后对比"));
    CHECK_FALSE(has(text, en ? "recommended" : "建议"));
  }
}

TEST_CASE("two scenarios: no difference is told, by their names, in the words of the language") {
  Json two = analysis();
  two["study"]["design"] = "scenarios";
  two["study"]["file"] = "";
  two["measures"] = Json::parse(R"([{"id": "plans.score", "label": {"en": "score", "zh": "得分"},
     "unit": "share", "decides": true, "goal": "largest"},
    {"id": "alarms.real.guard_arrived_s.mean", "label": {"en": "guard", "zh": "警卫到位"},
     "unit": "s", "decides": true, "goal": "smallest"}])");
  two["absent"] = Json::parse(R"(["calls.n"])");
  two["absent_labels"] = Json::parse(R"([{"en": "Calls, number", "zh": "警情，数量"}])");
  two["designs"] = Json::parse(R"([
   {"name": "baseline", "baseline": true, "levels": {}, "cost": null, "replications": 20,
    "label": {"en": "Old plan", "zh": "旧预案"},
    "results": [{"n": 20, "mean": 0.933, "low": 0.92, "high": 0.94, "interval": "student"},
                {"n": 20, "mean": 280, "low": 270, "high": 290, "interval": "student"}]},
   {"name": "b", "baseline": false, "levels": {}, "cost": null, "replications": 20,
    "label": {"en": "New plan", "zh": "新预案"},
    "results": [{"n": 20, "mean": 0.901, "low": 0.88, "high": 0.92, "interval": "student"},
                {"n": 15, "mean": 200, "low": 190, "high": 210, "interval": "student"}],
    "differences": [
     {"pairs": 20, "mean": -0.004, "low": -0.01, "high": 0.004, "low_all": -0.013,
      "high_all": 0.005, "p": 0.6, "p_adjusted": 1, "identical": false},
     {"pairs": 15, "mean": -81, "low": -90, "high": -70, "low_all": -92, "high_all": -68,
      "p": 0.0001, "p_adjusted": 0.0001, "identical": false}]}])");
  two["answer"] = Json::parse(R"({"kind": "best", "design": "baseline", "sure": false})");
  for (const Lang lang : {Lang::kEn, Lang::kZh}) {
    const auto shown = show(render_study(two, nullptr, lang), "study-two");
    if (!shown) return;
    CHECK(shown->console == "");
    const std::string text = visible_text(shown->dom);
    const bool en = lang == Lang::kEn;
    for (const char* expected :
         en ? std::array{"No difference can be told by the first measure,",
                         "Before: Old plan. After: New plan.", "90.1", "(15 pairs)",
                         "beyond chance, better", "Calls, number", "< 0.001"}
            : std::array{"看不出差异", "调整前：旧预案。调整后：新预案。", "90.1", "（15 对）",
                         "显著，改善", "警情，数量", "< 0.001"}) {
      INFO(expected);
      CHECK(has(text, expected));
    }
    CHECK_FALSE(has(text, "calls.n"));
    CHECK_FALSE(has(text, en ? "baseline is best" : "基准方案最好"));
    if (!en) CHECK(has(text, "秒"));
  }
}

TEST_CASE("two scenarios: a gain within one minute leads, and all marks stand side by side") {
  Json two = analysis();
  two["study"]["design"] = "scenarios";
  two["study"]["file"] = "";
  two["measures"] = Json::parse(R"([{"id": "calls.within.300",
     "label": {"en": "in five", "zh": "5 分"}, "unit": "share", "decides": true, "goal": "largest"},
    {"id": "calls.within.60", "label": {"en": "in one", "zh": "1 分"},
     "unit": "share", "decides": true, "goal": "largest"}])");
  two["designs"] = Json::parse(R"([
   {"name": "baseline", "baseline": true, "levels": {}, "cost": null, "replications": 20,
    "results": [{"n": 20, "mean": 0.998, "low": 0.997, "high": 0.999, "interval": "student"},
                {"n": 20, "mean": 0.3, "low": 0.29, "high": 0.31, "interval": "student"}]},
   {"name": "b", "baseline": false, "levels": {}, "cost": null, "replications": 20,
    "results": [{"n": 20, "mean": 0.997, "low": 0.996, "high": 0.998, "interval": "student"},
                {"n": 20, "mean": 0.36, "low": 0.35, "high": 0.37, "interval": "student"}],
    "differences": [
     {"pairs": 20, "mean": -0.001, "low": -0.002, "high": 0.0005, "low_all": -0.0025,
      "high_all": 0.001, "p": 0.3, "p_adjusted": 0.3, "identical": false},
     {"pairs": 20, "mean": 0.06, "low": 0.05, "high": 0.07, "low_all": 0.045, "high_all": 0.075,
      "p": 0.0001, "p_adjusted": 0.0001, "identical": false}]}])");
  two["answer"] = Json::parse(R"({"kind": "best", "design": "baseline", "sure": false,
    "lead": "calls.within.60"})");
  for (const Lang lang : {Lang::kEn, Lang::kZh}) {
    const auto shown = show(render_study(two, nullptr, lang), "study-lead");
    if (!shown) return;
    CHECK(shown->console == "");
    const std::string text = visible_text(shown->dom);
    INFO(text);
    const bool en = lang == Lang::kEn;
    CHECK(has(text, en ? "What differs most surely is" : "差异最确定的是"));
    CHECK(has(text, en ? "+6.0 points" : "+6.0 个百分点"));
    CHECK(has(text, en ? ", better." : "，改善。"));
    CHECK(has(text, en ? "Within each mark, after minus before" : "各时限内的比例：调整后减"));
    CHECK(has(text, en ? "4.5 to 7.5" : "4.5 至 7.5"));
    CHECK(has(text, en ? "−0.3 to 0.1" : "−0.3 至 0.1"));
  }
}

TEST_CASE("elementary effects are drawn, with intervals and runs to watch") {
  Json morris = analysis();
  morris["study"]["design"] = "morris";
  morris.erase("designs");
  morris["morris"] = Json::parse(R"([{"measure": "calls.within.180", "factors": [
    {"factor": "cars", "mean": 0.14, "mean_low": 0.1, "mean_high": 0.18, "mean_absolute": 0.14,
     "size_low": 0.1, "size_high": 0.18, "sd": 0.04, "effects": 6},
    {"factor": "desks", "mean": 0.01, "mean_low": -0.01, "mean_high": 0.03, "mean_absolute": 0.016,
     "size_low": 0.004, "size_high": 0.028, "sd": 0.02, "effects": 6}], "order_sure": true}])");
  morris["answer"] = Json::parse(R"({"kind": "points", "design": null, "measure":
    "calls.within.180", "factor": "cars", "size": 0.14, "next": "desks", "next_size": 0.016,
    "sure": true})");
  morris["watch"] = Json::parse(R"([{"what": "median", "design": "p3", "rep": 2, "value": 0.9},
    {"what": "worst", "design": "p9", "rep": 1, "value": 0.7},
    {"what": "step_from", "design": "p4", "rep": 3, "value": 0.8},
    {"what": "step_to", "design": "p5", "rep": 3, "value": 0.95}])");
  for (const Lang lang : {Lang::kEn, Lang::kZh}) {
    const auto shown = show(render_study(morris, nullptr, lang), "study-morris");
    if (!shown) return;
    CHECK(shown->console == "");
    CHECK(count(shown->dom, "<svg") >= 2);
    const std::string text = visible_text(shown->dom);
    INFO(text);
    CHECK(has(text, "vedette run study.yaml --design p9 --rep 1 -o p9-1.vdt"));
    CHECK(has(text, "vedette run study.yaml --design p5 --rep 3"));
    CHECK(has(text, lang == Lang::kEn ? "10.0 to 18.0 points" : "10.0 至 18.0 个百分点"));
  }
}
