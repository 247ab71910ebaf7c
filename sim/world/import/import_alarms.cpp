// SPDX-License-Identifier: Apache-2.0
#include "world/import/import_alarms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace vedette {

namespace {

enum class Verdict { kNone, kReal, kNuisance };

class AlarmImport {
 public:
  AlarmImport(OpenedLog& opened, LogModels& models, Diagnostics& diagnostics)
      : opened_(opened),
        log_(opened.log),
        root_(opened.mapping.root),
        models_(models),
        diagnostics_(diagnostics) {}

  void read(LogImport& out) {
    verdicts_ = words("verdict", {{"real", {"real", "true", "1", "yes", "intrusion", "genuine"}},
                                  {"nuisance", {"nuisance", "false", "0", "no"}}});
    if (log_.has("judged"))
      judged_ = words("judged", {{"real", {"real", "true", "1", "yes", "confirmed"}},
                                 {"nuisance", {"nuisance", "false", "0", "no", "dismissed"}}});
    room_ = duty_room();
    add_sensors(out.report);
    if (diagnostics_.has_errors()) return;
    add_times(out);
    add_mistakes(out.report);
  }

 private:
  using Words = std::map<std::string, std::vector<std::string>>;

  // What every row says in this column; unknown words are told once each.
  std::vector<Verdict> words(const char* key, Words known) {
    if (root_.contains("verdicts"))
      for (const auto& [name, list] : root_["verdicts"].items()) {
        known[name].clear();
        for (const Json& word : list)
          known[name].push_back(word.is_string() ? word.get<std::string>() : number_text(word));
      }
    const auto among = [&](const char* name, const std::string& text) {
      return std::find(known[name].begin(), known[name].end(), text) != known[name].end();
    };
    std::vector<Verdict> out;
    std::set<std::string> told;
    for (const LogRow& row : log_.kept()) {
      const std::string text = log_.text(row, key);
      Verdict verdict = Verdict::kNone;
      if (among("real", text))
        verdict = Verdict::kReal;
      else if (among("nuisance", text))
        verdict = Verdict::kNuisance;
      else if (!text.empty() && told.insert(text).second && told.size() <= 20)
        diagnostics_.error(log_.place(row, key),
                           fmt::format("is '{}' a real alarm or nuisance?", text.substr(0, 60)),
                           "give verdicts: {real: [...], nuisance: [...]} in the mapping");
      out.push_back(verdict);
    }
    return out;
  }

  std::string duty_room() {
    const Json models = root_.value("models", Json::object());
    const Json rooms = models.value("duty_rooms", Json::object());
    const std::string name = given_name(opened_.mapping, "duty_room",
                                        rooms.size() == 1 ? rooms.begin().key().c_str() : "");
    const bool timed = log_.span("acknowledge").values.size() + log_.span("assess").values.size();
    if (timed && !models_.has("duty_rooms", name))
      diagnostics_.error(opened_.mapping.place_of("/names"),
                         "of which duty room are the times of this log?",
                         "give models.duty_rooms with what no log tells (or include a file that "
                         "has it), and names: {duty_room: NAME} where there are several");
    return name;
  }

  void add_sensors(Json& report) {
    struct Kind {
      std::size_t alarms = 0, real = 0, nuisance = 0, unjudged = 0;
      std::set<std::string> zones;
      std::map<std::int64_t, std::uint64_t> by_day;
      std::optional<double> count;
    };
    const Json said = root_.value("sensors", Json::object());
    std::map<std::string, Kind> kinds;
    for (const auto& [cell, own] : said.items()) {
      Kind& kind = kinds[own.value("as", cell)];
      if (own.contains("count")) kind.count = kind.count.value_or(0) + own["count"].get<double>();
    }
    for (std::size_t i = 0; i < log_.kept().size(); ++i) {
      const LogRow& row = log_.kept()[i];
      const std::string cell = log_.has("type") ? log_.text(row, "type") : "";
      const Json own = said.value(cell, Json::object());
      Kind& kind = kinds[own.value("as", cell.empty() ? "sensor" : cell)];
      ++kind.alarms;
      kind.zones.insert(log_.text(row, "zone"));
      kind.real += verdicts_[i] == Verdict::kReal ? 1 : 0;
      kind.unjudged += verdicts_[i] == Verdict::kNone ? 1 : 0;
      if (verdicts_[i] != Verdict::kNuisance) continue;
      ++kind.nuisance;
      ++kind.by_day[row.stamps[0]->day()];
    }
    report["sensors"] = Json::array();
    for (const auto& [name, kind] : kinds) {
      if (!models_.has("sensors", name)) {
        diagnostics_.error(
            opened_.mapping.place_of("/sensors"),
            fmt::format("models.sensors has no '{}', and a log tells only its nuisance rate", name),
            "give its other parameters under models.sensors, include a file that has it, or say "
            "which it is: sensors: {WORD: {as: NAME}}");
        continue;
      }
      const double sensors =
          kind.count.value_or(static_cast<double>(log_.has("zone") ? kind.zones.size() : 0));
      if (!(sensors > 0)) {
        diagnostics_.error(opened_.mapping.place_of("/sensors"),
                           fmt::format("how many sensors are '{}'?", name),
                           "give sensors: {WORD: {count: N}}, or a column 'zone'");
        continue;
      }
      const double exposure = sensors * opened_.exposure.count();
      const Interval n = poisson_interval(kind.nuisance);
      Dispersion days;
      std::vector<std::uint64_t> counts;
      for (const std::int64_t day : opened_.exposure.days) {
        const auto found = kind.by_day.find(day);
        counts.push_back(found == kind.by_day.end() ? 0 : found->second);
      }
      days.add(counts);
      models_.set(
          "sensors", name, "nuisance_per_day", six_digits(n.value / exposure),
          fmt::format("{}: {} nuisance alarms of {} sensors{} on {} days, 95 % interval {:.3g} to "
                      "{:.3g} a day",
                      models_.log_name(), kind.nuisance, number_text(sensors),
                      kind.count ? "" : " (those that the log names)", opened_.exposure.days.size(),
                      n.low / exposure, n.high / exposure));
      report["sensors"].push_back(
          {{"sensor", name},
           {"sensors", sensors},
           {"sensors_counted_as", kind.count ? "said by the mapping" : "zones in the log"},
           {"days", opened_.exposure.days.size()},
           {"alarms", kind.alarms},
           {"real", kind.real},
           {"nuisance", kind.nuisance},
           {"unjudged", kind.unjudged},
           {"nuisance_per_day", six_digits(n.value / exposure)},
           {"low", six_digits(n.low / exposure)},
           {"high", six_digits(n.high / exposure)},
           {"dispersion_of_days", days.dof() > 0 ? Json(six_digits(days.index())) : Json(nullptr)},
           {"p_poisson", days.dof() > 0 ? Json(six_digits(days.p_value())) : Json(nullptr)}});
    }
  }

  LogTable::SpanValues assess(bool with_picture) const {
    const std::size_t index = log_.span_index("assess");
    static const std::set<std::string> kNo{"", "no", "false", "0", "none"};
    LogTable::SpanValues out;
    out.bounds = log_.span("assess").bounds;
    for (const LogRow& row : log_.kept()) {
      if ((kNo.count(log_.text(row, "picture")) == 0) != with_picture) continue;
      if (!row.spans[index])
        ++out.missing;
      else if (log_.in_limits(row, index))
        out.values.push_back(*row.spans[index]);
      else
        ++out.outside;
    }
    return out;
  }

  void add_times(LogImport& out) {
    const auto add = [&](const char* name, LogTable::SpanValues values, const char* key,
                         const char* what) {
      out.fits.push_back(fit_sample(name, std::move(values)));
      const SampleFit& fit = out.fits.back();
      if (fit.any() && key) models_.set("duty_rooms", room_, key, fit, name, what);
    };
    add("acknowledge", log_.span("acknowledge"), "acknowledge_s", "raised to acknowledged");
    if (log_.has("picture")) {
      add("assess-with-camera", assess(true), "assess_with_camera_s",
          "acknowledged to assessed, with a picture");
      add("assess-without-camera", assess(false), "assess_without_camera_s",
          "acknowledged to assessed, without a picture");
    } else {
      add("assess", log_.span("assess"), "assess_with_camera_s", "acknowledged to assessed");
    }
    add("clear", log_.span("clear"), nullptr, "");
    add("whole", log_.span("whole"), nullptr, "");
    Json figures = Json::object();
    for (const SampleFit& fit : out.fits)
      if (fit.any() || fit.outside > 0) figures[fit.name] = to_json(fit);
    out.report["figures"] = std::move(figures);
  }

  void add_mistakes(Json& report) {
    if (judged_.empty() || room_.empty()) return;
    std::size_t real = 0, dismissed = 0, nuisance = 0, confirmed = 0;
    for (std::size_t i = 0; i < verdicts_.size(); ++i) {
      if (verdicts_[i] == Verdict::kNone || judged_[i] == Verdict::kNone) continue;
      if (verdicts_[i] == Verdict::kReal) {
        ++real;
        dismissed += judged_[i] == Verdict::kNuisance ? 1 : 0;
      } else {
        ++nuisance;
        confirmed += judged_[i] == Verdict::kReal ? 1 : 0;
      }
    }
    const auto add = [&](const char* key, std::size_t wrong, std::size_t all, const char* what) {
      if (all == 0) return;
      const Interval share = wilson(wrong, all);
      models_.set("duty_rooms", room_, key, six_digits(share.value),
                  fmt::format("{}: {} of {} {}, 95 % interval {:.3g} to {:.3g}", models_.log_name(),
                              wrong, all, what, share.low, share.high));
      report["mistakes"][key] = {{"wrong", wrong},
                                 {"all", all},
                                 {"share", six_digits(share.value)},
                                 {"low", six_digits(share.low)},
                                 {"high", six_digits(share.high)}};
    };
    add("wrong_dismissal_probability", dismissed, real, "real alarms were judged nuisance");
    add("wrong_confirmation_probability", confirmed, nuisance, "nuisance alarms were judged real");
  }

  OpenedLog& opened_;
  const LogTable& log_;
  const Json& root_;
  LogModels& models_;
  Diagnostics& diagnostics_;
  std::vector<Verdict> verdicts_, judged_;
  std::string room_;
};

}  // namespace

std::optional<LogImport> import_alarms(const std::string& in, const std::string& mapping,
                                       Diagnostics& diagnostics) {
  auto opened = open_log(in, mapping, "alarms", alarm_log_words(), diagnostics);
  if (!opened) return std::nullopt;
  LogImport out;
  LogModels models(opened->mapping);
  out.report = report_head(*opened, "alarms", mapping);
  AlarmImport(*opened, models, diagnostics).read(out);
  if (diagnostics.has_errors()) return std::nullopt;
  models.write_to(out);
  finish(out, std::move(*opened));
  return out;
}

}  // namespace vedette
