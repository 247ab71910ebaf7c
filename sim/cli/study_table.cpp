// SPDX-License-Identifier: Apache-2.0
#include "cli/study_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cli/study_answer.hpp"
#include "cli/study_numbers.hpp"
#include "cli/words.hpp"
#include "measure/plain.hpp"

namespace vedette::cli {

namespace {

/// More designs than this, and more figures that decide nothing, are in the file and the report.
constexpr std::size_t kRows = 20;
/// So many open targets are told with the interval that leaves them open.
constexpr std::size_t kJudged = 10;

class Text {
 public:
  Text(const Json& analysis, Lang lang)
      : a_(analysis),
        study_(analysis["study"]),
        lang_(lang),
        level_(100 * study_["confidence"].get<double>()) {}

  std::string text() {
    std::string out =
        say("study.head", lang_, in(study_["name"], lang_), study_["designs"].get<std::size_t>(),
            study_["runs"].get<std::size_t>(), study_["seed"].get<std::uint64_t>()) +
        "\n";
    const std::string question = in(study_["question"], lang_);
    if (!question.empty()) out += question + "\n";
    out += study_answer(a_, lang_) + "\n";
    if (a_.contains("designs")) {
      if (study_["design"] == "scenarios" && a_["designs"].size() == 2)
        out += before_after();
      else
        out += designs() + differences();
    }
    return out + effects();
  }

 private:
  std::string unit(std::size_t i) const { return a_["measures"][i]["unit"]; }

  // In one unit for all designs.
  std::string in_column(const Json& row, std::size_t i, bool sign) const {
    const SpanUnit span = span_in(a_, i, sign);
    return with_interval(row, unit(i), lang_, sign, &span);
  }

  std::size_t deciding() const {
    std::size_t n = 0;
    for (const Json& m : a_["measures"]) n += m["decides"].get<bool>();
    return n;
  }

  std::string designs() const {
    std::vector<std::vector<std::string>> rows{
        {say("study.design", lang_), say("study.reps", lang_)}};
    bool costs = false, targets = false;
    for (const Json& d : a_["designs"]) {
      costs |= d["cost"].is_number();
      targets |= d.contains("meets");
    }
    if (costs) rows[0].push_back(say("study.cost", lang_));
    if (targets) rows[0].push_back(say("study.meets", lang_));
    for (std::size_t i = 0; i < deciding(); ++i)
      rows[0].push_back(in(a_["measures"][i]["label"], lang_));
    for (const Json& d : a_["designs"]) {
      if (rows.size() > kRows) {
        rows.push_back({say("study.more", lang_, a_["designs"].size() - kRows)});
        break;
      }
      std::vector<std::string> row{called(a_, d, lang_),
                                   std::to_string(d["replications"].get<std::uint64_t>())};
      if (costs)
        row.push_back(d["cost"].is_number() ? fmt::format("{:g}", d["cost"].get<double>()) : "–");
      if (targets) row.push_back(say("study." + d["meets"].get<std::string>(), lang_));
      for (std::size_t i = 0; i < deciding(); ++i)
        row.push_back(in_column(d["results"][i], i, false));
      rows.push_back(std::move(row));
    }
    return table(rows) + say("study.brackets", lang_, level_) + "\n" + judged_by() + "\n";
  }

  // Targets are judged by wider intervals than those in the table: these, where that matters.
  std::string judged_by() const {
    std::string out;
    std::size_t told = 0;
    for (const Json& d : a_["designs"]) {
      for (std::size_t i = 0; i < deciding() && told < kJudged; ++i) {
        const Json& r = d["results"][i];
        if (r.value("target", "") != "open" || !r["low_all"].is_number()) continue;
        Json wide{{"mean", r["mean"]}, {"low", r["low_all"]}, {"high", r["high_all"]}};
        out += "  " + called(a_, d, lang_) + ": " + in(a_["measures"][i]["label"], lang_) + " " +
               with_interval(wide, unit(i), lang_) + "\n";
        ++told;
      }
    }
    return out.empty() ? out : say("study.judged", lang_, level_) + "\n" + out;
  }

  std::string differences() const {
    std::vector<std::vector<std::string>> rows;
    std::size_t comparisons = 0, more = 0;
    for (const Json& d : a_["designs"]) {
      if (!d.contains("differences")) continue;
      comparisons += deciding();
      if (rows.size() >= kRows) {
        ++more;
        continue;
      }
      std::vector<std::string> row{called(a_, d, lang_)};
      for (std::size_t i = 0; i < deciding(); ++i)
        row.push_back(difference(d["differences"][i], i));
      rows.push_back(std::move(row));
    }
    if (rows.empty()) return "";
    std::vector<std::string> head{say("study.design", lang_)};
    for (std::size_t i = 0; i < deciding(); ++i)
      head.push_back(in(a_["measures"][i]["label"], lang_));
    rows.insert(rows.begin(), std::move(head));
    if (more > 0) rows.push_back({say("study.more", lang_, more)});
    const std::string title = comparisons == 1 ? say("study.one_difference", lang_)
                                               : say("study.differences", lang_, comparisons);
    return title + "\n" + table(rows) + "\n";
  }

  std::string difference(const Json& d, std::size_t i) const {
    if (d["identical"].get<bool>()) return "=";
    return in_column(d, i, true) + (beyond_chance(d) ? " *" : "");
  }

  std::vector<std::string> compared(std::size_t i) const {
    const Json &before = a_["designs"][0], &after = a_["designs"][1];
    const Json &m = a_["measures"][i], &d = after["differences"][i];
    const Json& p = m["decides"].get<bool>() ? d["p_adjusted"] : d["p"];
    const bool same = d["identical"].get<bool>();
    return {in(m["label"], lang_), in_column(before["results"][i], i, false),
            in_column(after["results"][i], i, false),
            same ? say("study.same", lang_) : paired_difference(a_, i, lang_),
            same ? "" : p_text(p)};
  }

  std::string before_after() const {
    const Json& after = a_["designs"][1];
    const std::vector<std::string> head{"", say("study.before", lang_), say("study.after", lang_),
                                        say("study.difference", lang_), say("study.p", lang_)};
    std::vector<std::vector<std::string>> decide{head}, others{head};
    std::vector<std::pair<double, std::size_t>> order;  // those that differ most clearly first
    for (std::size_t i = 0; i < a_["measures"].size(); ++i) {
      if (i < deciding()) {
        decide.push_back(compared(i));
        continue;
      }
      const Json &d = after["differences"][i], &p = d["p"];
      const bool same = d["identical"].get<bool>();
      order.emplace_back(same ? 3 : p.is_number() ? p.get<double>() : 2, i);
    }
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::size_t k = 0; k < std::min(kRows, order.size()); ++k)
      others.push_back(compared(order[k].second));
    if (order.size() > kRows) others.push_back({say("study.more", lang_, order.size() - kRows)});
    std::string out =
        say("study.decide", lang_, deciding(), study_["correction"].get<std::string>()) + "\n" +
           table(decide) + "\n";
    if (others.size() > 1)
      out += say(order.size() > kRows ? "study.others_first" : "study.others", lang_) + "\n" +
             table(others) + "\n";
    return out + say("study.brackets", lang_, level_) + "\n";
  }

  std::string label(const std::string& id) const { return measure_label(a_, id, lang_); }
  std::string unit_of(const std::string& id) const { return measure_unit(a_, id); }

  static std::string bounds(const Json& x) {
    if (!x["value"].is_number()) return "–";
    std::string out = fmt::format("{:.2f}", x["value"].get<double>());
    if (x["low"].is_number())
      out += fmt::format(" [{:.2f}, {:.2f}]", x["low"].get<double>(), x["high"].get<double>());
    return out;
  }

  std::string of_effect(const Json& f, const char* mean, const std::string& side,
                        const std::string& unit) const {
    return with_interval(
        {{"mean", f[mean]}, {"low", f.value(side + "_low", Json())},
         {"high", f.value(side + "_high", Json())}},
        unit, lang_, true);
  }
  static std::string without_plus(std::string text) {
    if (text.front() == '+') text.erase(0, 1);
    return text;
  }

  std::string effects() const {
    std::string out;
    for (const char* kind : {"morris", "sobol"}) {
      if (!a_.contains(kind)) continue;
      for (const Json& one : a_[kind]) {
        const std::string id = one["measure"];
        out += say(std::string("study.") + kind, lang_, label(id)) + "\n";
        std::vector<std::vector<std::string>> rows;
        for (const Json& f : one["factors"]) {
          if (f.contains("first"))
            rows.push_back(
                {"  " + f["factor"].get<std::string>(), bounds(f["first"]), bounds(f["total"])});
          else
            rows.push_back({"  " + f["factor"].get<std::string>(),
                            without_plus(of_effect(f, "mean_absolute", "size", unit_of(id))),
                            of_effect(f, "mean", "mean", unit_of(id)),
                            change(f["sd"], unit_of(id), lang_)});
        }
        out += table(rows) + "\n";
      }
    }
    if (a_.contains("main_effects")) out += main_effects();
    if (a_.contains("regression")) out += lines();
    if (a_.contains("correlations")) {
      for (const Json& one : a_["correlations"])
        out += "  " + say("study.correlation", lang_, label(one["measure"])) + ", " +
               one["factor"].get<std::string>() + ": " +
               (one["correlation"].is_number()
                    ? fmt::format("{:+.2f}", one["correlation"].get<double>())
                    : "–") +
               "\n";
    }
    return out;
  }

  std::string lines() const {
    std::string out;
    for (const Json& one : a_["regression"]) {
      const std::string id = one["measure"];
      const std::string explained = number(one["explained"], "share", lang_);
      out += say("study.regression", lang_, label(id), explained) + "\n";
      std::vector<std::vector<std::string>> rows;
      for (const Json& f : one["factors"])
        rows.push_back(
            {"  " + f["factor"].get<std::string>(), with_interval(f, unit_of(id), lang_, true)});
      out += table(rows) + "\n";
    }
    return out;
  }

  // As differences are told beside what they are differences of: of seconds no milliseconds.
  static SpanUnit effect_in(const Json& effects) {
    double largest = 0;
    for (const Json& level : effects["levels"])
      if (level["mean"].is_number())
        largest = std::max(largest, std::abs(level["mean"].get<double>()));
    const Json& mean = effects["effect"]["mean"];
    const double size = mean.is_number() ? std::abs(mean.get<double>()) : 0;
    return span_unit(largest < 1 ? size : std::max(1.0, size));
  }

  std::string main_effects() const {
    std::string out, before;
    std::vector<std::vector<std::string>> rows;
    const auto flush = [&] {
      if (!rows.empty()) out += say("study.main", lang_, label(before)) + "\n" + table(rows) + "\n";
      rows.clear();
    };
    for (const Json& one : a_["main_effects"]) {
      const std::string id = one["measure"];
      if (id != before) flush();
      before = id;
      std::vector<std::string> row{"  " + one["factor"].get<std::string>()};
      for (const Json& level : one["levels"])
        row.push_back(level["name"].get<std::string>() + ": " +
                      number(level["mean"], unit_of(id), lang_));
      if (one.contains("effect")) {
        const SpanUnit span = effect_in(one);
        row.push_back(with_interval(one["effect"], unit_of(id), lang_, true, &span));
      }
      rows.push_back(std::move(row));
    }
    flush();
    return out;
  }

  const Json& a_;
  const Json& study_;
  const Lang lang_;
  const double level_;
};

}  // namespace

std::string study_text(const Json& analysis, Lang lang) {
  return Text(analysis, lang).text();
}

}  // namespace vedette::cli
