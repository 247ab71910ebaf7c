// SPDX-License-Identifier: Apache-2.0
#include "cli/headline.hpp"

#include <cmath>

#include "cli/words.hpp"
#include "measure/plain.hpp"

namespace vedette::cli {

std::string plain_time(double seconds, Lang lang) {
  if (seconds < 60) return plain_span(seconds, lang);
  const long long whole = std::llround(seconds);
  return say("time.minutes", lang, whole / 60, whole % 60);
}

std::string headline(const World& world, std::uint64_t seed, const Summary& summary, Lang lang) {
  const std::string name = lang == Lang::kZh ? world.name_zh : world.name_en;
  const std::string span = say("head.hours", lang, world.horizon.seconds() / 3600);
  std::string out = say("head.title", lang, name, span, summary.replications, seed) + "\n";
  const auto value = [&](std::string_view id) {
    const auto* row = summary.find(id);
    return row && row->n > 0 ? row->mean : std::nan("");
  };
  // "97.5 % (95 % interval 83.9 to 99.4 %)"
  const auto interval = [&](const Summary::Row& row) {
    return row.has_interval ? say("head.interval", lang, plain_percent_number(row.low),
                                  plain_percent_number(row.high))
                            : std::string();
  };
  const auto share = [&](std::string_view id) {
    const auto* row = summary.find(id);
    return plain_percent(row->mean) + interval(*row);
  };
  if (!std::isnan(value("plans.score")))
    out += say("head.plans", lang, 100 * value("plans.score"), value("plans.steps"),
               plain_percent(value("plans.in_time")), plain_percent(value("plans.late")),
               plain_percent(value("plans.not_done"))) +
           "\n";
  if (value("calls.n") > 0) {
    const double calls = value("calls.n"), left = value("calls.unanswered");
    const double half = value("calls.response_s.p50"), nine = value("calls.response_s.p90");
    // Quantiles are of the calls that were reached: say so where that is not nearly all.
    if (std::isnan(half))
      out += say("head.calls_none", lang, calls);
    else if (left > 0.01 * calls)
      out +=
          say("head.calls_some", lang, calls, left, plain_time(half, lang), plain_time(nine, lang));
    else
      out += say("head.calls", lang, calls, plain_time(half, lang), plain_time(nine, lang));
    out += "\n";
    for (const std::int64_t mark : world.marks_us) {
      const auto* row =
          summary.find(fmt::format("calls.within.{:.10g}", static_cast<double>(mark) / 1e6));
      if (!row) continue;
      out += "  " +
             say("head.within", lang, static_cast<double>(mark) / 60e6, plain_percent(row->mean),
                 interval(*row)) +
             "\n";
    }
  }
  const double real = value("alarms.real.n"), nuisance = value("alarms.nuisance.n");
  if (real > 0 || nuisance > 0)
    out +=
        say("head.alarms", lang, std::isnan(real) ? 0 : real, std::isnan(nuisance) ? 0 : nuisance) +
        "\n";
  const double guard = value("alarms.real.guard_arrived_s.mean"),
               police = value("alarms.real.police_arrived_s.mean");
  if (!std::isnan(guard) && !std::isnan(police))
    out += say("head.alarm", lang, plain_time(guard, lang), plain_time(police, lang)) + "\n";
  if (!std::isnan(value("intrusions.detected")))
    out +=
        say("head.intruders", lang, share("intrusions.detected"), share("intrusions.interrupted")) +
        "\n";
  if (summary.replications == 1) out += say("head.no_interval", lang) + "\n";
  return out;
}

}  // namespace vedette::cli
