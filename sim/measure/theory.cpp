// SPDX-License-Identifier: Apache-2.0
#include "measure/theory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "measure/labels.hpp"
#include "measure/plain.hpp"
#include "measure/text_columns.hpp"

namespace vedette {

using nlohmann::ordered_json;

namespace {

struct Sentence {
  std::string_view id, en, zh;
};

constexpr Sentence kDoubts[] = {
    {"trace", "the calls are a recorded log, which has no rates", "警情来自历史记录，没有到达率"},
    {"other-services",
     "{:.0f} % of the calls are not for every police unit; the formula gives all to all",
     "{:.0f} % 的警情并非每个警力都能处置，公式却计入全部警力"},
    {"other-units",
     "{:.0f} % of the units answer no call of the police; fleet by fleet, those that do stand "
     "below",
     "{:.0f} % 的警力不处置警情，能处置的编队逐一列于下方"},
    {"several-units",
     "{:.0f} % of the calls need several units or call others in; the formula sends one",
     "{:.0f} % 的警情需多个警力或增援，公式只派一个"},
    {"other-work",
     "units also have work that is no call (posts, warnings, finds, checks); the formula knows "
     "calls alone",
     "警力还承担非警情勤务（岗位、预警、巡逻发现、盘查），公式只计警情"},
    {"site-alarms", "alarms of the site, which call the police too, are not among its calls",
     "场所报警同样会出警，但不计入公式"},
    {"dispatch-rule", "dispatch does more than send the nearest free unit",
     "派警规则不只是派最近的空闲警力"},
    {"reach", "some units are sent only so far; the formula sends everybody everywhere",
     "部分警力只派至限定范围，公式假设可派往任何地点"},
    {"absences", "breaks and hand-overs take units away; the formula counts them all shift long",
     "休息与交接班期间警力不可用，公式按整班计算"},
    {"road-changes", "roads change during the run; the formula takes those of the beginning",
     "运行期间道路有变化，公式只用初始道路"},
    {"handling-spread",
     "the handling of calls spreads by {:.2f} of its mean; Erlang's formula takes 1 "
     "(exponential times)",
     "接警处理时间的变异系数为 {:.2f}，爱尔朗公式取 1（指数分布）"},
    {"service-spread",
     "the time that calls keep a unit spreads by {:.2f} of its mean; Erlang's formula takes 1 "
     "(exponential times)",
     "警情占用警力时间的变异系数为 {:.2f}，爱尔朗公式取 1（指数分布）"},
    {"moving", "units are on the move; the hypercube model wants them at fixed places",
     "警力在移动中，超立方模型要求驻点固定"},
    {"few-free", "{:.1f} units are free on average; the law is for many",
     "平均仅 {:.1f} 个警力空闲，该定律适用于多个警力"},
    {"empty-area", "calls come from {:.0f} % of the area alone: a sparse town",
     "仅 {:.0f} % 的面积有警情：分布稀疏"},
    {"uneven-calls",
     "some parts have many more calls than others; with free units as dense as calls are there, "
     "the "
     "law gives {:.1f} s",
     "警情分布不均；若空闲警力密度与警情一致，该定律给出 {:.1f} 秒"},
    {"detours", "ways by road take {:.2f} times as long as on a grid of streets",
     "实际道路用时为方格路网的 {:.2f} 倍"},
    {"fixed-places", "units wait at {:.0f} places; the law scatters them at random",
     "警力固定在 {:.0f} 处待命，该定律假设随机散布"},
    {"walkers", "not all units drive; the law takes the roads' speed",
     "并非所有警力驾车，该定律按道路车速计算"},
    {"none-free", "in no hour is anybody free", "任何时段都没有空闲警力"},
    {"no-area", "the places lie in one line or have no roads: there is no area",
     "地点共线或没有道路，无法得出面积"},
};

}  // namespace

ordered_json beside_theory(std::span<const Companion> companions, const Summary& summary) {
  ordered_json out = ordered_json::array();
  for (const Companion& c : companions) {
    const Summary::Row* row = summary.find(c.figure);
    if (!row || row->n == 0) continue;
    const bool steady = c.applies && std::isfinite(c.value);
    ordered_json one{{"id", c.figure},
                     {"model", c.model},
                     {"theory", steady ? ordered_json(c.value) : ordered_json()},
                     {"value", row->mean}};
    if (row->has_interval) {
      one["low"] = row->low;
      one["high"] = row->high;
    }
    one["difference"] = steady ? ordered_json(row->mean - c.value) : ordered_json();
    one["applies"] = c.applies;
    one["doubts"] = ordered_json::array();
    for (const Doubt& doubt : c.doubts)
      one["doubts"].push_back({{"id", std::string(doubt.id)},
                               {"en", doubt_sentence(doubt, Lang::kEn)},
                               {"zh", doubt_sentence(doubt, Lang::kZh)}});
    out.push_back(std::move(one));
  }
  return out;
}

std::string doubt_sentence(const Doubt& doubt, Lang lang) {
  for (const Sentence& s : kDoubts)
    if (s.id == doubt.id)
      return fmt::format(fmt::runtime(lang == Lang::kZh ? s.zh : s.en), doubt.number);
  throw std::out_of_range("no sentence for the doubt " + std::string(doubt.id));
}

std::string theory_text(const ordered_json& beside, Lang lang) {
  if (beside.empty()) return {};
  const bool zh = lang == Lang::kZh;
  constexpr std::size_t kName = 48, kValue = 24, kModel = 18, kFormula = 16, kDifference = 12;
  constexpr std::size_t kMostFleets = 12;
  std::string out = padded(zh ? "公式与仿真对照" : "beside theory", kName) +
                    padded(zh ? "仿真" : "simulated", kValue) +
                    padded(zh ? "公式" : "formula", kModel + kFormula) +
                    padded(zh ? "差" : "difference", kDifference) + (zh ? "前提" : "assumes") +
                    "\n";
  std::vector<std::string> notes;  // each doubt once
  std::size_t fleets = 0;
  for (const ordered_json& one : beside) {
    const auto id = one.at("id").get<std::string>();
    if (id.starts_with("utilisation.fleet.") && ++fleets > kMostFleets) continue;
    const FigureUnit unit = figure_unit(id);
    const bool applies = one.at("applies").get<bool>();
    const auto number = [&](const ordered_json& x) {
      if (x.is_null())
        return std::string(applies ? (zh ? "过载" : "overloaded")
                                   : (zh ? "不适用" : "does not apply"));
      const double value = x.get<double>();
      if (unit == FigureUnit::kShare) return plain_percent(value);
      return unit == FigureUnit::kSeconds ? plain_span(value, lang) : fmt::format("{:.1f}", value);
    };
    std::string value = number(one.at("value"));
    if (one.contains("low"))
      value += " [" + number(one.at("low")) + ", " + number(one.at("high")) + "]";
    std::string marks;
    for (const ordered_json& doubt : one.at("doubts")) {
      const auto sentence = doubt.at(zh ? "zh" : "en").get<std::string>();
      auto at = std::find(notes.begin(), notes.end(), sentence);
      if (at == notes.end()) at = notes.insert(notes.end(), sentence);
      marks += (marks.empty() ? "(" : ",") + std::to_string(at - notes.begin() + 1);
    }
    if (!marks.empty()) marks += ")";
    out += padded(figure_label(id, lang), kName) + padded(value, kValue) +
           padded(std::string(model_label(one.at("model").get<std::string>(), lang)), kModel) +
           padded(number(one.at("theory")), kFormula) +
           padded(one.at("difference").is_null() ? "" : number(one.at("difference")), kDifference) +
           marks + "\n";
  }
  if (fleets > kMostFleets)
    out += fmt::format(
        fmt::runtime(zh ? "另有 {} 个编队见 --json。\n" : "{} more fleets are in --json.\n"),
        fleets - kMostFleets);
  if (!notes.empty())
    out +=
        zh ? "以下公式前提在本场景中不成立：\n" : "What the formulas assume and is not so here:\n";
  for (std::size_t i = 0; i < notes.size(); ++i) out += fmt::format("  ({}) {}\n", i + 1, notes[i]);
  return out;
}

std::string_view model_label(std::string_view model, Lang lang) {
  const bool zh = lang == Lang::kZh;
  if (model == "erlang") return zh ? "爱尔朗排队" : "Erlang queue";
  if (model == "hypercube") return zh ? "超立方模型" : "hypercube model";
  if (model == "square-root") return zh ? "平方根定律" : "square-root law";
  return model;
}

}  // namespace vedette
