// SPDX-License-Identifier: Apache-2.0
#include "measure/theory.hpp"

#include <fmt/format.h>

#include <cmath>

#include "measure/labels.hpp"
#include "measure/plain.hpp"
#include "measure/text_columns.hpp"

namespace vedette {

using nlohmann::ordered_json;

ordered_json beside_theory(std::span<const Companion> companions, const Summary& summary) {
  ordered_json out = ordered_json::array();
  for (const Companion& c : companions) {
    const Summary::Row* row = summary.find(c.figure);
    if (!row || row->n == 0) continue;
    const bool steady = std::isfinite(c.value);
    ordered_json one{{"id", c.figure},
                     {"model", c.model},
                     {"theory", steady ? ordered_json(c.value) : ordered_json()},
                     {"value", row->mean}};
    if (row->has_interval) {
      one["low"] = row->low;
      one["high"] = row->high;
    }
    one["difference"] = steady ? ordered_json(row->mean - c.value) : ordered_json();
    out.push_back(std::move(one));
  }
  return out;
}

std::string theory_text(const ordered_json& beside, Lang lang) {
  if (beside.empty()) return {};
  const bool zh = lang == Lang::kZh;
  constexpr std::size_t kName = 48, kValue = 24, kModel = 22;
  std::string out = padded(zh ? "公式与仿真对照" : "beside theory", kName) +
                    padded(zh ? "仿真" : "simulated", kValue) +
                    padded(zh ? "公式" : "formula", kModel + 10) + (zh ? "差" : "difference") +
                    "\n";
  for (const ordered_json& one : beside) {
    const auto id = one.at("id").get<std::string>();
    const FigureUnit unit = figure_unit(id);
    const auto number = [&](const ordered_json& x) {
      if (x.is_null()) return std::string(zh ? "过载" : "overloaded");
      const double value = x.get<double>();
      if (unit == FigureUnit::kShare) return plain_percent(value);
      return unit == FigureUnit::kSeconds ? plain_span(value, lang) : fmt::format("{:.1f}", value);
    };
    std::string value = number(one.at("value"));
    if (one.contains("low"))
      value += " [" + number(one.at("low")) + ", " + number(one.at("high")) + "]";
    out += padded(figure_label(id, lang), kName) + padded(value, kValue) +
           padded(std::string(model_label(one.at("model").get<std::string>(), lang)), kModel) +
           padded(number(one.at("theory")), 10) +
           (one.at("difference").is_null() ? "" : number(one.at("difference"))) + "\n";
  }
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
