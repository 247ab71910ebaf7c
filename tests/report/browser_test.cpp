// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <catch2/catch.hpp>
#include <regex>
#include <set>
#include <string>

#include "report/browser.hpp"
#include "report/page.hpp"
#include "report/sample_data.hpp"

namespace {

using namespace vedette;

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t n = 0;
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += what.size()) ++n;
  return n;
}

bool has(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

// Latin words of two letters and more.
std::set<std::string> latin_words(const std::string& text) {
  std::set<std::string> out;
  const std::regex word("[A-Za-z]{2,}");
  for (std::sregex_iterator m(text.begin(), text.end(), word), end; m != end; ++m)
    out.insert(m->str());
  return out;
}

}  // namespace

TEST_CASE("in the browser no text of the input leaves its place") {
  const auto shown = show(render_report(hostile_report(), Lang::kEn), "hostile");
  if (!shown) return;
  CHECK(shown->console == "");
  CHECK(has(shown->dom, "data-ready=\"yes\""));
  CHECK_FALSE(has(shown->dom, "<b id=\"pwned\""));
  CHECK_FALSE(has(shown->dom, "<title>pwned"));
  CHECK(has(shown->dom, "<h1>&lt;/script&gt;&lt;b id=pwned&gt;x&lt;/b&gt;"));
}

TEST_CASE("the page draws itself without complaint and says the figures") {
  const auto shown = show(render_report(sample_report(20), Lang::kEn), "english");
  if (!shown) return;
  CHECK(shown->console == "");
  CHECK(has(shown->dom, "data-ready=\"yes\""));
  const std::string text = visible_text(shown->dom);
  for (const char* expected : {"The answer first",
                               "87.1",
                               "5 minutes",
                               "84.5–89.8",
                               "3 min 14 s",
                               "2 min 09 s",
                               "7 min 07 s",
                               "Mon 14:02:47",
                               "Alarm #373",
                               "95 % intervals",
                               "16 min 51 s",
                               "P-21",
                               "Manned from the beginning",
                               "Before and after",
                               "5.2 points",
                               "does not apply",
                               "C-07",
                               "Most calls beyond 5 minutes",
                               "06–12 h",
                               "Between two visits, 9 of 10",
                               "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                               "60 of 60"}) {
    INFO(expected);
    CHECK(has(text, expected));
  }
  CHECK(count(shown->dom, "<canvas") == 4);  // histogram, two by hour, map
  CHECK(count(shown->dom, "<section") == 10);
  // Chinese is in the data, but not on the page.
  CHECK_FALSE(std::regex_search(text, std::regex("\xe4[\xb8-\xbf]|[\xe5-\xe9][\x80-\xbf]")));
}

TEST_CASE("a drill's score comes before the town's calls; incidents have the recording's numbers") {
  std::string page = render_report(sample_report(20), Lang::kEn);
  // A call that an alarm has made: what came before the police had it is no part of its response.
  const std::string script =
      "const made = {kind: 'call', id: 7, who: [], t: DATA.stages.map((s) => ({occurred: 0,"
      "police_called: 170, police_answered: 180, police_arrived: 391})[s] ?? null)};"
      "document.body.append('SLOW ' + slowest(made).stage + ' ' + slowest(made).took + ' ' +"
      " title(made));";
  page.insert(page.rfind("})();"), script);
  const auto shown = show(page, "drill-first");
  if (!shown) return;
  CHECK(shown->console == "");
  CHECK(has(visible_text(shown->dom), "SLOW police_arrived 211 Call #7"));
  const auto drill = shown->dom.find("id=\"drill\""), answer = shown->dom.find("id=\"answer\"");
  REQUIRE(drill != std::string::npos);
  REQUIRE(answer != std::string::npos);
  CHECK(drill < answer);
}

TEST_CASE("one replication shows no interval and says so") {
  const auto shown = show(render_report(sample_report(1), Lang::kEn), "one");
  if (!shown) return;
  const std::string text = visible_text(shown->dom);
  CHECK(shown->console == "");
  CHECK(has(text, "One replication"));
  CHECK_FALSE(has(text, "84.5–89.8"));
  CHECK_FALSE(has(text, "% intervals"));
}

TEST_CASE("the Chinese page speaks Chinese") {
  const auto shown = show(render_report(sample_report(20), Lang::kZh), "chinese");
  if (!shown) return;
  CHECK(shown->console == "");
  const std::string text = visible_text(shown->dom);
  for (const char* expected : {"快速处警圈", "警务工作站", "巡逻网格", "3 分 14 秒",
                               "周一 14:02:47", "误报", "盗窃警情", "示例城市"}) {
    INFO(expected);
    CHECK(has(text, expected));
  }
  // Names of things, sources, units of the scale bar, and proper names.
  const std::set<std::string> allowed = {
      "vedette", "example", "machine", "cores", "JavaScript", "SHA", "Hyndman", "Fan", "km",
      "cameras", "type",    "range",   "EN",    "IR",         "AP",  "OP",      "Hall",
      "cars",    "night",   "checkpoints"};
  for (const std::string& word : latin_words(text)) {
    const bool of_hash = std::regex_match(word, std::regex("[a-f]+"));
    INFO(word);
    CHECK((of_hash || allowed.count(word) == 1));
  }
}

TEST_CASE("parts without data are left out, and the page still draws") {
  ReportData data = sample_report(1);
  const auto empty = ReportData::array();
  const std::string what = GENERATE("no calls", "no alarms", "nothing", "no marks");
  if (what == "no calls" || what == "nothing") data["calls"] = nullptr;
  if (what == "no alarms" || what == "nothing") data["alarms"] = nullptr;
  if (what == "nothing") {
    data["incidents"] = empty;
    data["utilisation"] = empty;
    data["work"] = nullptr;
    data["planner"] = nullptr;
    data["drill"] = nullptr;
    data["worst"] = {{"calls", empty}, {"alarms", empty}};
    data["map"] = nullptr;
    data["provenance"] = empty;
  }
  if (what == "no marks") {
    data["marks_s"] = empty;
    for (auto& group : data["calls"]["groups"]) group["within"] = empty;
    for (auto& hour : data["calls"]["hours"]) hour["within"] = empty;
    for (auto& cell : data["planner"]["cells"]) cell["within"] = empty;
    for (auto& fleet : data["planner"]["fleets"]) fleet["within"] = empty;
    for (auto& row : data["planner"]["rows"]) {
      row["within"] = empty;
      row["district"] = nullptr;
    }
  }
  const auto shown = show(render_report(data, Lang::kEn), "without");
  if (!shown) return;
  INFO(what);
  CHECK(shown->console == "");
  CHECK(has(shown->dom, "data-ready=\"yes\""));
}

TEST_CASE("the map shows what the stations reach and which calls were reached, with their keys") {
  const Lang lang = GENERATE(Lang::kEn, Lang::kZh);
  std::string page = render_report(sample_report(20), lang);
  // Both layers on, as a reader would; roads cut at the marks of 60, 180 and 300 s; another mark.
  const std::string script =
      "document.getElementById('layer-reach').click();"
      "document.getElementById('layer-busy').click();"
      "const road = roadBands([{lines: [[0, 0, 400, 0], [0, 0, 9, 0]], reach_s: [400, 0, null, "
      "5]}]);"
      "document.body.append('CUT ' + JSON.stringify(road.map((b) => b.map((l) => l.map((p) => "
      "Math.round(p[1] * 1e6) / 1e6)))));"
      "const pick = document.getElementById('pick-mark'); pick.value = '2';"
      "pick.dispatchEvent(new Event('change'));"
      "document.body.append(' MARK ' + BUSY_MARK + ' ' + shareColour(1) + shareColour(0) +"
      " ' ON ' + document.querySelectorAll('#layers input:checked').length);";
  const auto end = page.rfind("})();");  // within the page's own scope
  REQUIRE(end != std::string::npos);
  page.insert(end, script);
  const auto shown = show(page, "reach");
  if (!shown) return;
  CHECK(shown->console == "");
  const std::string text = visible_text(shown->dom);
  CHECK(has(text, "CUT [[[340,400]],[[220,340]],[[100,220]],[[0,100]],[[0,9]]]"));
  CHECK(has(text, "MARK 2 #253494#ffffcc"));
  const bool en = lang == Lang::kEn;
  for (const char* expected :
       en ? std::array{"Reach of the stations", "within 3 min: 76.4 % of places",
                       "ordinary speed × 1.25", "no way leads there", "Calls reached, by cell",
                       "80–100", "no data: no calls"}
          : std::array{"警务工作站处警圈", "3 分钟内：76.4% 的地点", "通常车速 × 1.25", "无路可达",
                       "各网格警情到达率", "80–100", "无数据：没有警情"}) {
    INFO(expected);
    CHECK(has(text, expected));
  }
}

TEST_CASE("fleets stand beside each other with intervals, the rest in a fold") {
  const auto shown = show(render_report(sample_report(20), Lang::kEn), "fleets");
  if (!shown) return;
  const std::string text = visible_text(shown->dom);
  CHECK(shown->console == "");
  for (const char* expected : {"By fleet: calls at which it was first", "F-1", "34.7", "32.7–36.7",
                               "Other fleets (1)", "F-13"}) {
    INFO(expected);
    CHECK(has(text, expected));
  }
  ReportData one = sample_report(1);
  one["planner"]["fleets"] = ReportData::array();  // one fleet alone
  one["map"]["reach"] = nullptr;                   // no stations
  for (auto& road : one["map"]["roads"]) road.erase("reach_s");
  for (auto& cell : one["map"]["cells"]) cell.erase("n");
  const auto plain = show(render_report(one, Lang::kEn), "fleets-none");
  CHECK(plain->console == "");
  CHECK_FALSE(has(visible_text(plain->dom), "By fleet"));
  CHECK_FALSE(has(plain->dom, "layer-reach"));
  CHECK_FALSE(has(plain->dom, "layer-busy"));
}

TEST_CASE("nothing is wider than a small telephone") {
  const std::string page = render_report(sample_report(20), GENERATE(Lang::kEn, Lang::kZh));
  // A frame of 390 pixels: windows cannot be that narrow. Same origin, so that it can be measured.
  const nlohmann::json quoted = page;
  std::string script = quoted.dump();
  for (std::size_t at = 0; (at = script.find("</", at)) != std::string::npos; at += 3)
    script.insert(at + 1, "\\");
  const std::string outer =
      "<!DOCTYPE html><body><script>const f = document.createElement('iframe');"
      "f.style.cssText = 'width:390px;height:900px;border:0';"
      "f.onload = () => { const d = f.contentDocument.documentElement;"
      "d.querySelectorAll('details').forEach((e) => { e.open = true; });"
      "for (const k of ['reach', 'busy']) f.contentDocument.getElementById('layer-' + k).click();"
      "const wide = [...d.querySelectorAll('main *')].filter((e) => !e.closest('#map') &&"
      " e.getBoundingClientRect().right > f.clientWidth).map((e) => e.outerHTML.slice(0, 90));"
      "document.body.append('width ' + d.scrollWidth + ' of ' + d.clientWidth + ' ' + wide[0]); };"
      "f.srcdoc = " +
      script + "; document.body.append(f);</script>";
  const auto shown = show(outer, "narrow");
  if (!shown) return;
  const std::string text = visible_text(shown->dom);
  std::smatch sizes;
  INFO(text.substr(0, 500));
  REQUIRE(std::regex_search(text, sizes, std::regex("width (\\d+) of (\\d+)")));
  CHECK(sizes[1].str() == sizes[2].str());
}
