// SPDX-License-Identifier: Apache-2.0
#include "viz/core/heat.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vedette::view {

namespace {

// 1, 2 or 5 times a power of ten, at least x.
double rounded_up(double x) {
  if (!(x > 0)) return 1;
  const double power = std::pow(10, std::floor(std::log10(x)));
  for (const double m : {1.0, 2.0, 3.0, 5.0, 10.0})
    if (m * power >= x * 0.9999) return m * power;
  return 10 * power;
}

}  // namespace

std::string_view heat_key(HeatKind kind) {
  static constexpr std::string_view kKeys[] = {"heat.response", "heat.within", "heat.visits",
                                               "heat.idle"};
  return kKeys[static_cast<std::size_t>(kind)];
}

HeatSource::HeatSource(const Scene& scene, const Store& store) {
  const RecordedGeometry& g = scene.geometry;
  by_cell_ = !g.cells.empty();
  end_ = store.end();
  const std::size_t places = by_cell_ ? g.cells.size() : g.areas.size();
  calls_.resize(places);
  visits_.resize(places);
  std::vector<std::uint32_t> place_of(scene.entities.size(), kNoIndex);
  for (std::uint32_t i = 0; i < g.areas.size(); ++i) {
    const EntityId e = g.areas[i].entity;
    if (e.valid() && e.index() < place_of.size())
      place_of[e.index()] = by_cell_ ? g.areas[i].cell : i;
  }
  if (by_cell_)
    for (std::uint32_t i = 0; i < g.cells.size(); ++i)
      if (g.cells[i].entity.valid() && g.cells[i].entity.index() < place_of.size())
        place_of[g.cells[i].entity.index()] = i;
  const auto& marks = store.info().marks_us;
  const std::int64_t mark = marks.empty() ? 180'000'000 : marks[marks.size() / 2];
  const auto place = [&](EntityId e) {
    return e.valid() && e.index() < place_of.size() ? place_of[e.index()] : kNoIndex;
  };
  for (const Incident& n : store.incidents()) {
    const std::uint32_t p = place(n.place);
    if (n.kind != IncidentKind::kCall || p >= places) continue;
    if (!n.has(Stage::kPoliceCalled) || !n.has(Stage::kPoliceArrived)) continue;
    const Duration response = n.between(Stage::kPoliceCalled, Stage::kPoliceArrived);
    calls_[p].push_back(
        {n[Stage::kPoliceArrived], static_cast<float>(response.seconds()), response.us <= mark});
  }
  for (auto& some : calls_)
    std::sort(some.begin(), some.end(),
              [](const Call& a, const Call& b) { return a.answered < b.answered; });
  for (const Tally& t : store.visits()) {
    const std::uint32_t p = place(t.place);
    if (p < places) visits_[p].push_back(t.from);
  }
  for (auto& some : visits_) std::sort(some.begin(), some.end());
}

HeatField HeatSource::within(HeatKind kind, const std::vector<std::pair<Time, Time>>& stretches,
                             Time t) const {
  HeatField f;
  f.kind = kind;
  f.by_cell = by_cell_;
  f.at = t;
  f.value.assign(calls_.size(), 0);
  f.n.assign(calls_.size(), 0);
  double seconds = 0;
  std::vector<double> known;
  for (const auto& [from, to] : stretches)
    seconds += (std::min(to, end_) - std::max(from, Time{0})).seconds();
  for (std::size_t p = 0; p < calls_.size(); ++p) {
    double sum = 0;
    for (const auto& [from, to] : stretches) {
      if (kind == HeatKind::kResponse || kind == HeatKind::kWithin) {
        auto c = std::upper_bound(calls_[p].begin(), calls_[p].end(), from,
                                  [](Time a, const Call& b) { return a < b.answered; });
        for (; c != calls_[p].end() && c->answered <= to; ++c, ++f.n[p])
          sum += kind == HeatKind::kResponse ? c->response_s : c->within;
      } else {
        const auto& visits = visits_[p];
        const auto first = kind == HeatKind::kIdle
                               ? visits.begin()
                               : std::upper_bound(visits.begin(), visits.end(), from);
        const auto after = std::upper_bound(visits.begin(), visits.end(), to);
        if (after > first) f.n[p] += static_cast<std::uint32_t>(after - first);
        if (kind == HeatKind::kIdle && after != visits.begin())
          f.value[p] = (to - *std::prev(after)).seconds();
      }
    }
    if (!f.n[p]) continue;
    if (kind == HeatKind::kResponse || kind == HeatKind::kWithin) f.value[p] = sum / f.n[p];
    // Per day, or within the hour per day of the recording.
    if (kind == HeatKind::kVisits)
      f.value[p] = stretches.size() > 1 || stretches[0].first != kNow
                       ? f.n[p] / std::max(1.0, static_cast<double>(stretches.size()))
                       : f.n[p] / std::max(1.0 / 24, seconds / 86400);
    known.push_back(f.value[p]);
  }
  const double most = most_of(std::move(known));
  f.high = kind == HeatKind::kWithin ? 1 : rounded_up(most);
  // Times end at a whole minute or hour.
  if (kind == HeatKind::kResponse || kind == HeatKind::kIdle)
    f.high = most > 3600 ? 3600 * rounded_up(most / 3600) : 60 * rounded_up(most / 60);
  return f;
}

HeatField HeatSource::of_hour(HeatKind kind, int hour, std::int64_t second_of_day0) const {
  std::vector<std::pair<Time, Time>> stretches;
  std::int64_t first = (hour * 3600 - second_of_day0) * kSecond.us;
  while (first <= -kHour.us) first += kDay.us;
  for (Time from{first}; from < end_; from = from + kDay)
    stretches.emplace_back(from, from + kHour);
  if (kind == HeatKind::kIdle && stretches.size() > 1) stretches.resize(1);
  if (stretches.empty()) stretches.emplace_back(end_, end_);
  HeatField f = within(kind, stretches, stretches.back().second);
  f.hour = hour;
  return f;
}

double most_of(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto at = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) * 95 / 100);
  std::nth_element(values.begin(), at, values.end());
  const double usual = *at, largest = *std::max_element(at, values.end());
  return usual > 0 && largest > 2 * usual ? usual : largest;
}

double scaled_share(const HeatField& field, double value) {
  return std::clamp((value - field.low) / (field.high - field.low), 0.0, 1.0);
}

}  // namespace vedette::view
