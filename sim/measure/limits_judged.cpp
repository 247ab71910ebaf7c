// SPDX-License-Identifier: Apache-2.0
#include "measure/limits_judged.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "measure/labels.hpp"
#include "measure/plain.hpp"
#include "measure/text_columns.hpp"

namespace vedette {

namespace {

const Figure* find(const RepFigures& of, std::string_view id) {
  for (const Figure& f : of.figures)
    if (f.id == id) return f.n > 0 ? &f : nullptr;
  return nullptr;
}

std::string amount(double value, FigureUnit unit, Lang lang) {
  if (unit == FigureUnit::kShare) return plain_percent(value);
  return unit == FigureUnit::kSeconds ? plain_span(value, lang) : fmt::format("{:.6g}", value);
}

// As the standard writes it: 2 s, not 2.00 s.
std::string limit_amount(double value, FigureUnit unit, Lang lang) {
  if (unit == FigureUnit::kShare) return fmt::format("{:.10g} %", 100 * value);
  if (unit != FigureUnit::kSeconds) return fmt::format("{:.10g}", value);
  const SpanUnit span = span_unit(value);
  return fmt::format("{:.10g} {}", value / span.seconds, span.name(lang));
}

std::string clause_of(const Limit& limit) {
  return limit.standard + " (" + limit.edition + ")" +
         (limit.clause.empty() ? "" : ", " + limit.clause);
}

}  // namespace

std::vector<JudgedLimit> judge_limits(const Limits& limits,
                                      const std::vector<RepFigures>& replications) {
  std::vector<JudgedLimit> out;
  for (const Limit& limit : limits.all) {
    JudgedLimit judged;
    judged.limit = limit;
    judged.figure =
        limit.statistic == "share" ? limit.figure : limit.figure + "." + limit.statistic;
    double sum = 0, most = -std::numeric_limits<double>::infinity();
    std::uint64_t with = 0;
    for (const RepFigures& one : replications) {
      const Figure* figure = find(one, judged.figure);
      if (!figure) continue;
      ++with;
      sum += figure->value;
      most = std::max(most, figure->value);
      judged.n += figure->n;
    }
    if (with > 0) judged.value = limit.statistic == "max" ? most : sum / static_cast<double>(with);
    out.push_back(std::move(judged));
  }
  return out;
}

Limits limits_of(RecordingReader& recording) {
  const auto scenario = nlohmann::json::parse(recording.world_json());
  const auto models = scenario.find("models");
  if (models == scenario.end() || !models->contains("standards")) return {};
  return limits_of((*models)["standards"]);
}

bool all_met(const std::vector<JudgedLimit>& judged) {
  return std::all_of(judged.begin(), judged.end(),
                     [](const JudgedLimit& one) { return !one.value || one.met(); });
}

nlohmann::ordered_json to_json(const std::vector<JudgedLimit>& judged, Lang lang) {
  auto list = nlohmann::ordered_json::array();
  for (const JudgedLimit& one : judged) {
    const Limit& limit = one.limit;
    nlohmann::ordered_json row{{"id", limit.name},
                               {"label", lang == Lang::kZh ? limit.label_zh : limit.label_en},
                               {"standard", limit.standard},
                               {"edition", limit.edition},
                               {"clause", limit.clause},
                               {"unconfirmed", limit.unconfirmed},
                               {"figure", one.figure},
                               {"unit", unit_name(figure_unit(one.figure))},
                               {"limit", limit.limit},
                               {"at_least", limit.at_least},
                               {"value", nullptr},
                               {"n", one.n},
                               {"met", nullptr},
                               {"source", limit.source}};
    if (one.value) {
      row["value"] = *one.value;
      row["met"] = one.met();
    }
    list.push_back(std::move(row));
  }
  return {{"limits", list}, {"limits_met", all_met(judged)}};
}

std::string to_text(const std::vector<JudgedLimit>& judged, Lang lang) {
  const bool zh = lang == Lang::kZh;
  std::vector<std::array<std::string, 5>> rows{
      {zh ? "结果" : "Verdict", zh ? "要求" : "What is limited", zh ? "实测" : "Measured",
       zh ? "限值" : "Limit", zh ? "标准条款" : "Clause"}};
  bool unconfirmed = false;
  for (const JudgedLimit& one : judged) {
    const Limit& limit = one.limit;
    const FigureUnit unit = figure_unit(one.figure);
    std::array<std::string, 5> row;
    row[0] = !one.value  ? (zh ? "未评定" : "not judged")
             : one.met() ? (zh ? "符合" : "met")
                         : (zh ? "不符合" : "NOT MET");
    row[1] = zh ? limit.label_zh : limit.label_en;
    row[2] = one.value ? amount(*one.value, unit, lang) +
                             (limit.statistic == "share" ? "" : " (" + limit.statistic + ")")
                       : "-";
    row[3] = (limit.at_least ? ">= " : "<= ") + limit_amount(limit.limit, unit, lang);
    row[4] = clause_of(limit) + (limit.unconfirmed ? " *" : "");
    unconfirmed |= limit.unconfirmed;
    rows.push_back(std::move(row));
  }
  std::array<std::size_t, 5> width{};
  for (const auto& row : rows)
    for (std::size_t k = 0; k < row.size(); ++k)
      width[k] = std::max(width[k], text_columns(row[k]));
  std::string out;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t k = 0; k < row.size(); ++k) {
      line += row[k];
      if (k + 1 < row.size()) line.append(width[k] - text_columns(row[k]) + 2, ' ');
    }
    out += line + "\n";
  }
  if (unconfirmed)
    out += zh ? "* 未与标准原文核对\n" : "* not checked against the text of the standard\n";
  return out;
}

}  // namespace vedette
