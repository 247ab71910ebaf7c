// SPDX-License-Identifier: Apache-2.0
#include "cli/study_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cli/study_numbers.hpp"
#include "cli/words.hpp"
#include "measure/plain.hpp"

namespace vedette::cli {

namespace {

/// More designs than this are in the file and the report.
constexpr std::size_t kRows = 40;
/// So many open targets are told with the interval that leaves them open.
constexpr std::size_t kJudged = 10;

std::string in(const Json& text, Lang lang) {
  return text.value(std::string(lang_code(lang)), text.value("en", ""));
}

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
    if (a_.contains("answer")) {
      out += answer();
      if (a_["answer"]["kind"] == "best") out += beyond("better");
      out += beyond("worse");
    }
    out += cap() + "\n";
    if (a_.contains("designs")) {
      if (study_["design"] == "scenarios" && a_["designs"].size() == 2)
        out += before_after();
      else
        out += designs() + differences();
    }
    return out + effects();
  }

 private:
  const Json* design(const std::string& name) const {
    for (const Json& d : a_["designs"])
      if (d["name"] == name) return &d;
    return nullptr;
  }

  std::string answer() const {
    const Json& answer = a_["answer"];
    if (answer["kind"] == "points") return input(answer);
    if (answer["design"].is_null()) return "";
    const std::string name = answer["design"], kind = answer["kind"];
    if (kind == "targets") {
      if (!answer["met"].get<bool>()) return say("study.answer_unmet", lang_, name) + "\n";
      const Json& cost = (*design(name))["cost"];
      if (cost.is_number())
        return say("study.answer_cheapest", lang_, name, cost.get<double>(), level_) + "\n";
      return say("study.answer_met", lang_, name, level_) + "\n";
    }
    if (kind == "selection") {
      const Json& chance = a_["selection"]["chance"];
      return say("study.answer_selected", lang_, name,
                 chance.is_number() ? say("study.chance", lang_, chance.get<double>())
                                    : std::string()) +
             pick_and_targets(answer) + "\n";
    }
    if ((*design(name))["baseline"].get<bool>()) return say("study.answer_base", lang_) + "\n";
    const bool sure = answer["sure"].is_boolean() && answer["sure"].get<bool>();
    return say(sure ? "study.answer_best_sure" : "study.answer_best_unsure", lang_, name) + "\n";
  }

  // Where the answer is better, or worse, than the baseline.
  std::string beyond(const std::string& side) const {
    std::string list;
    if (a_["answer"].contains(side))
      for (const Json& id : a_["answer"][side])
        list += (list.empty() ? "" : lang_ == Lang::kEn ? "; " : "；") + label(id);
    return list.empty() ? list : say("study." + side, lang_, list) + "\n";
  }

  // Which input matters most.
  std::string input(const Json& answer) const {
    if (answer["factor"].is_null()) return say("study.answer_no_input", lang_) + "\n";
    const std::string id = answer["measure"], factor = answer["factor"];
    const auto size = [&](const char* key) {
      return answer.contains("few_points") ? fmt::format("{:.2f}", answer[key].get<double>())
                                           : change(answer[key], unit_of(id), lang_);
    };
    std::string out = say("study.answer_input", lang_, label(id), factor, size("size"));
    if (answer.contains("next"))
      out += say("study.answer_next", lang_, answer["next"].get<std::string>(), size("next_size"));
    out += lang_ == Lang::kEn ? "." : "。";
    const std::string gap = lang_ == Lang::kEn ? " " : "";
    if (answer.value("few_points", false))
      out += gap + say("study.few_points", lang_);
    else if (!answer.value("sure", true))
      out += gap + say("study.order_unsure", lang_);
    return out + "\n";
  }

  // What a cap on the replications cut off.
  std::string cap() const {
    if (study_.contains("cap")) {
      const auto most = study_["cap"]["most"].get<std::uint64_t>();
      const auto asked = study_["cap"]["asked"].get<std::uint64_t>();
      return say("study.capped", lang_, most, asked, asked - most) + "\n";
    }
    if (!a_.contains("selection") || !a_["selection"].contains("left")) return "";
    const std::size_t left = a_["selection"]["left"].size();
    if (left == 1 || !a_["selection"].contains("most")) return "";
    return say("study.capped_kn", lang_, a_["selection"]["most"].get<std::uint64_t>(), left) + "\n";
  }

  // Of a selection's pick, where there are targets.
  std::string pick_and_targets(const Json& answer) const {
    if (!answer.contains("met")) return "";
    const bool met = answer["met"].get<bool>();
    return (lang_ == Lang::kEn ? " " : "") +
           say(met ? "study.pick_met" : "study.pick_unmet", lang_, level_);
  }

  std::string unit(std::size_t i) const { return a_["measures"][i]["unit"]; }

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
    for (std::size_t i = 0; i < deciding(); ++i) rows[0].push_back(a_["measures"][i]["id"]);
    for (const Json& d : a_["designs"]) {
      if (rows.size() > kRows) {
        rows.push_back({"…"});
        break;
      }
      std::vector<std::string> row{d["name"],
                                   std::to_string(d["replications"].get<std::uint64_t>())};
      if (costs)
        row.push_back(d["cost"].is_number() ? fmt::format("{:g}", d["cost"].get<double>()) : "–");
      if (targets) row.push_back(say("study." + d["meets"].get<std::string>(), lang_));
      for (std::size_t i = 0; i < deciding(); ++i)
        row.push_back(with_interval(d["results"][i], unit(i), lang_));
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
        out += "  " + d["name"].get<std::string>() + ": " +
               a_["measures"][i]["id"].get<std::string>() + " " +
               with_interval(wide, unit(i), lang_) + "\n";
        ++told;
      }
    }
    return out.empty() ? out : say("study.judged", lang_, level_) + "\n" + out;
  }

  std::string differences() const {
    std::vector<std::vector<std::string>> rows;
    std::size_t comparisons = 0;
    for (const Json& d : a_["designs"]) {
      if (!d.contains("differences")) continue;
      comparisons += deciding();
      if (rows.size() > kRows) continue;
      std::vector<std::string> row{d["name"]};
      for (std::size_t i = 0; i < deciding(); ++i)
        row.push_back(difference(d["differences"][i], i));
      rows.push_back(std::move(row));
    }
    if (rows.empty()) return "";
    std::vector<std::string> head{say("study.design", lang_)};
    for (std::size_t i = 0; i < deciding(); ++i) head.push_back(a_["measures"][i]["id"]);
    rows.insert(rows.begin(), std::move(head));
    return say("study.differences", lang_, comparisons) + "\n" + table(rows) + "\n";
  }

  std::string difference(const Json& d, std::size_t i) const {
    if (d["identical"].get<bool>()) return "=";
    const bool beyond = d["low_all"].is_number() &&
                        (d["low_all"].get<double>() > 0 || d["high_all"].get<double>() < 0);
    return with_interval(d, unit(i), lang_, true) + (beyond ? " *" : "");
  }

  std::string before_after() const {
    const Json &before = a_["designs"][0], &after = a_["designs"][1];
    const std::vector<std::string> head{"", say("study.before", lang_), say("study.after", lang_),
                                        say("study.difference", lang_), say("study.p", lang_)};
    std::vector<std::vector<std::string>> decide{head}, others{head};
    for (std::size_t i = 0; i < a_["measures"].size(); ++i) {
      const Json& m = a_["measures"][i];
      const Json& d = after["differences"][i];
      const bool decides = m["decides"].get<bool>();
      const Json& p = decides ? d["p_adjusted"] : d["p"];
      const bool same = d["identical"].get<bool>();
      std::vector<std::string> row{
          in(m["label"], lang_), with_interval(before["results"][i], unit(i), lang_),
          with_interval(after["results"][i], unit(i), lang_),
          same ? say("study.same", lang_) : with_interval(d, unit(i), lang_, true),
          same || !p.is_number() ? "" : p_text(p.get<double>())};
      (decides ? decide : others).push_back(std::move(row));
    }
    std::string out =
        say("study.decide", lang_, deciding(), study_["correction"].get<std::string>()) + "\n" +
        table(decide) + "\n";
    if (others.size() > 1) out += say("study.others", lang_) + "\n" + table(others) + "\n";
    return out + say("study.brackets", lang_, level_) + "\n";
  }

  static std::string p_text(double p) {
    return p < 0.0005 ? "< 0.001" : fmt::format("{:.3f}", p);
  }
  std::string label(const std::string& id) const {
    for (const Json& m : a_["measures"])
      if (m["id"] == id) return in(m["label"], lang_);
    return id;
  }
  std::string unit_of(const std::string& id) const {
    for (const Json& m : a_["measures"])
      if (m["id"] == id) return m["unit"];
    return "";
  }

  static std::string bounds(const Json& x) {
    if (!x["value"].is_number()) return "–";
    std::string out = fmt::format("{:.2f}", x["value"].get<double>());
    if (x["low"].is_number())
      out += fmt::format(" [{:.2f}, {:.2f}]", x["low"].get<double>(), x["high"].get<double>());
    return out;
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
                            change(f["mean_absolute"], unit_of(id), lang_),
                            change(f["mean"], unit_of(id), lang_, true),
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
      if (one.contains("effect"))
        row.push_back(with_interval(one["effect"], unit_of(id), lang_, true));
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
