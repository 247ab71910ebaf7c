// SPDX-License-Identifier: Apache-2.0
#include "cli/study_answer.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/study_numbers.hpp"
#include "cli/words.hpp"

namespace vedette::cli {

namespace {

/// So many other figures that differ are told in the answer.
constexpr std::size_t kDiffering = 6;

class Answer {
 public:
  Answer(const Json& analysis, Lang lang)
      : a_(analysis),
        study_(analysis["study"]),
        lang_(lang),
        level_(100 * study_["confidence"].get<double>()) {}

  std::string text() const {
    if (!a_.contains("answer")) return cap();
    const Json& answer = a_["answer"];
    const std::string kind = answer["kind"];
    const bool two = is_two() && (kind == "best" || kind == "comparison");
    if (two) return of_two() + failed() + cap();
    const std::string better = kind == "best" ? beyond("better") : "";
    return verdict() + better + beyond("worse") + failed() + cap();
  }

 private:
  bool is_two() const {
    return a_["study"]["design"] == "scenarios" && a_.contains("designs") &&
           a_["designs"].size() == 2 && a_["designs"][1].contains("differences");
  }

  const Json* design(const std::string& name) const {
    for (const Json& d : a_["designs"])
      if (d["name"] == name) return &d;
    return nullptr;
  }

  std::string verdict() const {
    const Json& answer = a_["answer"];
    const std::string kind = answer["kind"];
    if (kind == "points") return input(answer);
    if (kind == "none") return say("study.answer_none", lang_) + "\n";
    if (answer["design"].is_null()) return "";
    const Json& chosen = *design(answer["design"]);
    const std::string name = called(a_, chosen, lang_);
    if (kind == "single") return say("study.answer_single", lang_) + "\n";
    if (kind == "targets") {
      if (!answer["met"].get<bool>()) return say("study.answer_unmet", lang_, name) + "\n";
      const Json& cost = chosen["cost"];
      if (cost.is_number())
        return say("study.answer_cheapest", lang_, name, cost.get<double>(), level_) + "\n";
      return say("study.answer_met", lang_, name, level_) + "\n";
    }
    if (kind == "selection") {
      const Json& chance = a_["selection"]["chance"];
      return say("study.answer_selected", lang_, name,
                 chance.is_number() ? chance_of(chance.get<double>()) : std::string()) +
             pick_and_targets(answer) + "\n";
    }
    const bool sure = answer["sure"].is_boolean() && answer["sure"].get<bool>();
    if (chosen["baseline"].get<bool>())
      return say(sure ? "study.answer_base" : "study.answer_base_unsure", lang_) + "\n";
    return say(sure ? "study.answer_best_sure" : "study.answer_best_unsure", lang_, name) + "\n";
  }

  // What the first measure says; `later`: something else leads.
  std::string first_of_two(bool later, const std::string& means) const {
    const std::string first = in(a_["measures"][0]["label"], lang_);
    const Json& d = a_["designs"][1]["differences"][0];
    if (beyond_chance(d) && a_["answer"]["kind"] == "best")
      return say(later ? "study.two_first_sure" : "study.two_sure", lang_, first,
                 called(a_, *design(a_["answer"]["design"]), lang_), means) +
             "\n";
    const std::string key = beyond_chance(d)              ? "differ"
                            : d["identical"].get<bool>() ? "same"
                            : !d["mean"].is_number()     ? "unknown"
                                                         : "unsure";
    return say("study.two_" + (later ? "first_" + key : key), lang_, first, means) + "\n";
  }

  // Two scenarios: what differs most surely, what the first measure says, then what else differs
  // beyond chance.
  std::string of_two() const {
    const Json &before = a_["designs"][0], &after = a_["designs"][1];
    std::size_t deciding = 0;
    for (const Json& m : a_["measures"]) deciding += m["decides"].get<bool>();
    const auto means = [&](std::size_t i) {
      const std::string unit = a_["measures"][i]["unit"];
      return say("study.two_means", lang_, number(after["results"][i]["mean"], unit, lang_),
                 number(before["results"][i]["mean"], unit, lang_),
                 paired_difference(a_, i, lang_, true));
    };
    const auto way = [&](std::size_t i) -> std::string {
      const Json& m = a_["measures"][i];
      if (!m.contains("goal")) return "";
      const bool more = after["differences"][i]["mean"].get<double>() > 0;
      return say(more == (m["goal"] == "largest") ? "study.better_one" : "study.worse_one", lang_);
    };
    std::size_t lead = 0;
    while (lead < deciding && a_["measures"][lead]["id"] != a_["answer"].value("lead", "")) ++lead;
    if (lead == deciding) lead = 0;
    std::string out = first_of_two(lead > 0, means(0));
    if (lead > 0)
      out = say("study.two_lead", lang_, in(a_["measures"][lead]["label"], lang_), means(lead),
                way(lead)) +
            "\n" + out;
    if (before.contains("label"))
      out += say("study.called", lang_, called(a_, before, lang_), called(a_, after, lang_)) + "\n";
    std::string others;
    std::size_t told = 0, more = 0;
    for (std::size_t i = 0; i < deciding; ++i) {
      const Json& m = a_["measures"][i];
      // The first is told above, whatever it says, and so is what leads.
      if (i == 0 || i == lead || !beyond_chance(after["differences"][i])) continue;
      if (told == kDiffering) {
        ++more;
        continue;
      }
      ++told;
      others +=
          "  " + say("study.two_other", lang_, in(m["label"], lang_), means(i), way(i)) + "\n";
    }
    if (more > 0) others += "  " + say("study.more", lang_, more) + "\n";
    if (told == 0) return out + say("study.two_nothing", lang_) + "\n";
    return out + say("study.two_others", lang_, deciding) + "\n" + others;
  }

  // Designs of which runs failed.
  std::string failed() const {
    const Json& answer = a_["answer"];
    if (!answer.contains("failed")) return "";
    const char* const comma = lang_ == Lang::kEn ? ", " : "、";
    std::string all, some;
    for (const Json& one : answer["failed"]) {
      std::string& list = one["all"].get<bool>() ? all : some;
      list += (list.empty() ? "" : comma) + called(a_, *design(one["design"]), lang_);
      if (!one["all"].get<bool>())
        list += fmt::format(" ({}/{})", one["failures"].get<std::uint64_t>(),
                            one["of"].get<std::uint64_t>());
    }
    std::string out;
    if (!all.empty()) out += say("study.no_comparison", lang_, all) + "\n";
    if (!some.empty()) out += say("study.some_failed", lang_, some) + "\n";
    return out;
  }

  // Where the answer is better, or worse, than the baseline.
  std::string beyond(const std::string& side) const {
    std::string list;
    if (a_["answer"].contains(side))
      for (const Json& id : a_["answer"][side])
        list += (list.empty() ? "" : lang_ == Lang::kEn ? "; " : "；") +
                measure_label(a_, id, lang_);
    return list.empty() ? list : say("study." + side, lang_, list) + "\n";
  }

  // Which input matters most.
  std::string input(const Json& answer) const {
    if (answer["factor"].is_null()) return say("study.answer_no_input", lang_) + "\n";
    const std::string id = answer["measure"], factor = answer["factor"];
    const auto size = [&](const char* key) {
      return answer.contains("few_points") ? fmt::format("{:.2f}", answer[key].get<double>())
                                           : change(answer[key], measure_unit(a_, id), lang_);
    };
    const std::string figure = measure_label(a_, id, lang_);
    std::string out = say("study.answer_input", lang_, figure, factor, size("size"));
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
    const Json& selection = a_["selection"];
    const std::string gap = lang_ == Lang::kEn ? " " : "";
    std::string list;
    for (const Json& d : selection["dropped"])
      if (d.value("without_spread", false))
        list += (list.empty() ? "" : lang_ == Lang::kEn ? ", " : "、") +
                called(a_, *design(d["design"]), lang_);
    std::string out = list.empty() ? "" : say("study.kn_same", lang_, list) + "\n";
    const std::size_t left = selection["left"].size();
    if (left == 1 || !selection.contains("most")) return out;
    out += say("study.capped_kn", lang_, selection["most"].get<std::uint64_t>(), left);
    if (const auto asked = selection.value("asked", std::uint64_t{0}); asked > 0)
      out += gap + say("study.kn_asked", lang_, asked,
                       called(a_, *design(selection["widest"][0]), lang_),
                       called(a_, *design(selection["widest"][1]), lang_));
    if (selection.value("alike", false)) out += gap + say("study.kn_alike", lang_);
    return out + "\n";
  }

  // Of a selection's pick, where there are targets.
  // A bound on the chance that is small says nothing but that runs are missing.
  std::string chance_of(double chance) const {
    if (chance < 0.5) return say("study.chance_small", lang_);
    return say("study.chance", lang_, std::min(99.9, 100 * chance));
  }

  std::string pick_and_targets(const Json& answer) const {
    if (!answer.contains("met")) return "";
    const bool met = answer["met"].get<bool>();
    return (lang_ == Lang::kEn ? " " : "") +
           say(met ? "study.pick_met" : "study.pick_unmet", lang_, level_);
  }

  const Json& a_;
  const Json& study_;
  const Lang lang_;
  const double level_;
};

}  // namespace

std::string study_answer(const Json& analysis, Lang lang) {
  return Answer(analysis, lang).text();
}

std::string in(const Json& text, Lang lang) {
  return text.value(std::string(lang_code(lang)), text.value("en", ""));
}

std::string called(const Json& analysis, const Json& design, Lang lang) {
  const Json& study = analysis["study"];
  const std::string name = design["name"];
  const bool of_files = study.value("file", "").empty();
  if (design.contains("label")) {
    const std::string label = in(design["label"], lang);
    return of_files || label == name ? label : label + " (" + name + ")";
  }
  if (study["design"] == "scenarios" && of_files && analysis["designs"].size() == 2)
    return say(design["baseline"].get<bool>() ? "study.before" : "study.after", lang);
  return name;
}

std::string measure_label(const Json& analysis, const std::string& id, Lang lang) {
  for (const Json& m : analysis["measures"])
    if (m["id"] == id) return in(m["label"], lang);
  return id;
}

std::string measure_unit(const Json& analysis, const std::string& id) {
  for (const Json& m : analysis["measures"])
    if (m["id"] == id) return m["unit"];
  return "";
}

bool beyond_chance(const Json& d) {
  return d["low_all"].is_number() &&
         (d["low_all"].get<double>() > 0 || d["high_all"].get<double>() < 0);
}

std::string paired_difference(const Json& analysis, std::size_t i, Lang lang, bool all) {
  const Json &before = analysis["designs"][0], &after = analysis["designs"][1];
  const Json& d = after["differences"][i];
  const std::string unit = analysis["measures"][i]["unit"];
  const SpanUnit span = span_in(analysis, i, true);
  std::string out = with_interval(
      all ? Json{{"mean", d["mean"]}, {"low", d["low_all"]}, {"high", d["high_all"]}} : d, unit,
      lang, true, &span);
  const auto pairs = d.value("pairs", std::uint64_t{0});
  if (pairs > 0 && (pairs < before["results"][i]["n"].get<std::uint64_t>() ||
                    pairs < after["results"][i]["n"].get<std::uint64_t>()))
    out += say("study.pairs", lang, pairs);
  return out;
}

std::string p_text(const Json& p) {
  if (!p.is_number()) return "";
  return p.get<double>() < 0.001 ? "< 0.001" : fmt::format("{:.3f}", p.get<double>());
}

}  // namespace vedette::cli
