// SPDX-License-Identifier: Apache-2.0
#include "viz/core/measure_series.hpp"

#include <algorithm>
#include <limits>
#include <memory>

#include "measure/figures.hpp"
#include "measure/labels.hpp"

namespace vedette::view {

namespace {

constexpr float kNothing = std::numeric_limits<float>::quiet_NaN();

Time begin_of(const Incident& incident) {
  Time first = kNever;
  for (const Time t : incident.stages)
    if (t != kUnset) first = std::min(first, t);
  return first == kNever ? Time{0} : first;
}

}  // namespace

Duration MeasureSeries::window_for(Duration length) {
  for (const Duration w : {kMinute, 15 * kMinute, kHour, 6 * kHour, kDay, 7 * kDay})
    if (length.us / w.us <= 200) return w;
  return 30 * kDay;
}

MeasureSeries::MeasureSeries(RecordingReader& reader, Duration window) : window_(window) {
  const Time end = reader.info().end;
  const auto windows = static_cast<std::size_t>(
      std::clamp<std::int64_t>((end.us + window.us - 1) / window.us, 1, 10'000));
  const auto frame = std::make_shared<const FigureFrame>(frame_of(reader));
  std::vector<std::unique_ptr<Figures>> of;
  for (std::size_t w = 0; w < windows; ++w) of.push_back(std::make_unique<Figures>(frame, 1));
  const auto at = [&](Time t) {
    return static_cast<std::size_t>(
        std::clamp<std::int64_t>(t.us / window.us, 0, static_cast<std::int64_t>(windows) - 1));
  };
  for (const Incident& n : reader.incidents()) of[at(begin_of(n))]->incident_closed(n);
  // Work and duty are cut at the windows' borders.
  const auto cut = [&](const RecordedSpan& s, auto take) {
    if (s.from >= s.to) return take(*of[at(s.from)], s.from, s.to);
    for (std::size_t w = at(s.from); w <= at(s.to); ++w) {
      const Time from{static_cast<std::int64_t>(w) * window.us}, to = from + window;
      const Time a = w == at(s.from) ? s.from : from,
                 b = w + 1 == windows ? s.to : std::min(to, s.to);
      if (a < b) take(*of[w], a, b);
    }
  };
  for (const RecordedSpan& s : reader.busy())
    cut(s, [&](Figures& f, Time a, Time b) { f.busy(s.who, a, b); });
  for (const RecordedSpan& s : reader.duty())
    cut(s, [&](Figures& f, Time a, Time b) { f.on_duty(s.who, a, b); });
  for (const RecordedIntrusion& i : reader.intrusions())
    of[at(i.at)]->intrusion(i.who, i.detected, i.interrupted, i.at);
  reader.each_tally([&](const Tally& t) { of[at(t.to)]->tally(t); });
  for (const PlanStepRecord& s : reader.plan_steps())
    of[at(s.due == kUnset ? Time{0} : s.due)]->plan_step(s);
  for (const RecordedTrust& t : reader.trust()) of[at(t.at)]->trust(t.who, t.at, t.trust);
  for (std::size_t w = 0; w < windows; ++w) {
    const Time from{static_cast<std::int64_t>(w) * window.us};
    of[w]->finish(std::min(from + window, std::max(end, from + Duration{1})));
    for (const Figure& f : of[w]->result().figures) {
      if (f.n == 0) continue;
      Series& s = by_id_[f.id];
      s.key = f.id;
      s.seconds = figure_unit(f.id) == FigureUnit::kSeconds;
      s.share = figure_unit(f.id) == FigureUnit::kShare;
      s.at.resize(windows), s.value.resize(windows, kNothing);
      s.value[w] = static_cast<float>(f.value);
    }
    of[w].reset();
  }
  for (auto& [id, s] : by_id_) {
    float high = 0;
    for (std::size_t w = 0; w < windows; ++w) {
      s.at[w] = Time{static_cast<std::int64_t>(w) * window.us};
      if (s.value[w] == s.value[w]) high = std::max(high, s.value[w]);
    }
    s.high = s.share ? 1 : high > 0 ? high : 1;
  }
}

const Series* MeasureSeries::find(const std::string& id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &found->second;
}

}  // namespace vedette::view
