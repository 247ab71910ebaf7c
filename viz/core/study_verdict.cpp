// SPDX-License-Identifier: Apache-2.0
#include "viz/core/study_verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "viz/core/comparison.hpp"
#include "viz/core/words.hpp"

namespace vedette::view {

namespace {

struct Put {
  const char* name;
  std::string value;
};

std::string sentence(const char* key, Lang lang, const std::vector<Put>& puts) {
  std::string out = text(key, lang);
  for (const Put& p : puts) {
    const std::string hole = std::string("{") + p.name + "}";
    if (const auto at = out.find(hole); at != std::string::npos)
      out.replace(at, hole.size(), p.value);
  }
  return out;
}

std::string joined(const std::vector<std::string>& list, const char* between) {
  std::string out;
  for (const std::string& one : list) out += (out.empty() ? "" : between) + one;
  return out;
}

std::string label_of(const StudyTable& t, const std::string& measure, Lang lang) {
  for (const StudyColumn& c : t.columns)
    if (c.id == measure) return std::string(c.label(lang));
  return measure;
}

// The answer of a study of designs.
const char* key_of(const StudyTable& t, const StudyDesign& chosen) {
  if (t.answer_kind == "targets")
    return !t.answer_met                ? "verdict.unmet"
           : std::isfinite(chosen.cost) ? "verdict.cheapest"
                                        : "verdict.targets";
  if (t.answer_kind == "selection") return "verdict.selection";
  if (chosen.baseline && !t.answer_sure && t.designs.size() > 1) return "verdict.base_unsure";
  return chosen.baseline ? "verdict.base"
         : t.answer_sure ? "verdict.best_sure"
                         : "verdict.best_unsure";
}

// Before and after: what differs most surely, then what the first measure says.
void of_two(const StudyTable& t, const StudyDesign* chosen, Lang lang,
            std::vector<std::string>& out) {
  const StudyAnswer& a = t.answer;
  if (!a.lead.empty()) {
    std::string unit;
    for (const StudyColumn& c : t.columns)
      if (c.id == a.lead) unit = c.unit;
    out.push_back(sentence(
        "verdict.two_lead", lang,
        {{"figure", label_of(t, a.lead, lang)},
         {"difference", difference_text(a.lead_difference, unit, lang)},
         {"way", a.lead_way == 0
                     ? ""
                     : text(a.lead_way > 0 ? "verdict.better" : "verdict.worse_one", lang)}}));
  } else if (a.first != "sure" && a.first != "differ" && t.deciding() > 1) {
    out.push_back(sentence("verdict.two_none", lang, {{"n", std::to_string(t.deciding())}}));
  }
  out.push_back(sentence(
      ("verdict.two_" + a.first).c_str(), lang,
      {{"figure", label_of(t, t.columns[0].id, lang)}, {"design", chosen ? chosen->name : ""}}));
}

}  // namespace

std::vector<std::string> verdict(const StudyTable& t, Lang lang) {
  std::vector<std::string> out;
  const std::string level = fmt::format("{:g} %", t.confidence * 100);
  const StudyDesign* chosen = t.find(t.answer_design);
  const StudyAnswer& a = t.answer;
  if (!a.first.empty()) {
    of_two(t, chosen, lang, out);
    return out;
  }
  if (t.answer_kind == "single") {
    out.push_back(text("verdict.single", lang));
  } else if (chosen) {
    out.push_back(sentence(
        key_of(t, *chosen), lang,
        {{"design", chosen->name}, {"level", level}, {"cost", fmt::format("{:g}", chosen->cost)}}));
  } else if (t.answer_kind == "none") {
    out.push_back(text("verdict.none", lang));
  } else if (!a.factor.empty()) {
    const auto size = [&](double x) {
      for (const StudyColumn& c : t.columns)
        if (c.id == a.measure && !a.share) return figure_text(x, c.unit);
      return fmt::format("{:.2f}", x);
    };
    out.push_back(sentence(a.next.empty() ? "verdict.input" : "verdict.input_next", lang,
                           {{"figure", label_of(t, a.measure, lang)},
                            {"factor", a.factor},
                            {"next", a.next},
                            {"size", size(a.size)},
                            {"next_size", size(a.next_size)}}));
    if (a.few_points) out.push_back(text("verdict.few_points", lang));
  }
  if (!a.worse.empty()) {
    std::vector<std::string> labels;
    for (const std::string& id : a.worse) labels.push_back(label_of(t, id, lang));
    out.push_back(sentence("verdict.worse", lang,
                           {{"list", joined(labels, lang == Lang::kZh ? "；" : "; ")}}));
  }
  if (a.cap_most > 0)
    out.push_back(sentence(
        "verdict.capped", lang,
        {{"most", fmt::format("{:g}", a.cap_most)}, {"asked", fmt::format("{:g}", a.cap_asked)}}));
  if (a.left > 1)
    out.push_back(
        sentence("verdict.capped_kn", lang,
                 {{"most", fmt::format("{:g}", a.selection_most)}, {"n", std::to_string(a.left)}}));
  if (t.answer_kind == "selection" && a.says_met)
    out.push_back(sentence(t.answer_met ? "verdict.pick_met" : "verdict.pick_unmet", lang,
                           {{"level", level}}));
  if (std::isfinite(a.chance))
    out.push_back(
        sentence("verdict.chance", lang, {{"chance", fmt::format("{:.1f} %", a.chance * 100)}}));
  if (!a.dropped.empty()) {
    constexpr std::size_t kMost = 12;
    std::vector<std::string> list;
    for (std::size_t i = 0; i < std::min(a.dropped.size(), kMost); ++i)
      list.push_back(
          sentence("verdict.dropped_one", lang,
                   {{"design", a.dropped[i].first}, {"n", std::to_string(a.dropped[i].second)}}));
    if (a.dropped.size() > kMost) list.push_back(fmt::format("+ {}", a.dropped.size() - kMost));
    out.push_back(sentence("verdict.dropped", lang,
                           {{"list", joined(list, lang == Lang::kZh ? "、" : ", ")}}));
  }
  return out;
}

std::string difference_text(const StudyValue& v, const std::string& unit, Lang lang) {
  if (!v.known()) return "-";
  const std::string sign = v.mean > 0 ? "+" : "";
  if (unit != "share") return sign + figure_text(v.mean, unit);
  return sign + fmt::format("{:.1f} ", v.mean * 100) + text("unit.points", lang);
}

namespace {

// The parts of "a=1,b=2", each split at its "="; empty for any other name.
std::vector<std::pair<std::string, std::string>> parts_of(const std::string& name) {
  std::vector<std::pair<std::string, std::string>> out;
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t end = std::min(name.find(',', at), name.size());
    const std::string part = name.substr(at, end - at);
    const std::size_t equals = part.find('=');
    if (equals == std::string::npos || equals == 0) return {};
    out.emplace_back(part.substr(0, equals), part.substr(equals + 1));
    at = end + 1;
  }
  return out;
}

}  // namespace

std::string short_name(const std::string& design) {
  const auto parts = parts_of(design);
  std::vector<std::string> values;
  for (const auto& [factor, value] : parts) values.push_back(value);
  return parts.empty() ? design : joined(values, ", ");
}

std::string factors_of(const std::string& design) {
  std::vector<std::string> names;
  for (const auto& [factor, value] : parts_of(design)) names.push_back(factor);
  return joined(names, ", ");
}

}  // namespace vedette::view
