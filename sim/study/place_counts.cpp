// SPDX-License-Identifier: Apache-2.0
#include "study/place_counts.hpp"

#include <algorithm>
#include <charconv>

namespace vedette {

namespace {

constexpr Duration kUsualCalls{180'000'000}, kUsualAlarms{120'000'000};

void count(PlaceCount& c, const Incident& i, Stage from, Stage to, Duration mark) {
  ++c.n;
  if (!i.has(from) || !i.has(to)) return;
  const Duration time = i.between(from, to);
  ++c.reached;
  c.within += time <= mark ? 1 : 0;
  c.sum_ms += static_cast<std::uint64_t>(std::max<std::int64_t>(time.us, 0) / 1000);
}

std::vector<PlaceCount> list_of(const std::map<std::uint32_t, PlaceCount>& counts) {
  std::vector<PlaceCount> out;
  for (const auto& [place, count] : counts) {
    out.push_back(count);
    out.back().place = place;
  }
  return out;
}

template <class T>
bool take_number(std::string_view& text, T& out) {
  if (text.empty() || text.front() != ' ') return false;
  text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc{}) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

}  // namespace

MapMarks map_marks(const std::vector<StudyMeasure>& measures, const World& world) {
  MapMarks out{kUsualCalls, kUsualAlarms};
  if (!world.marks_us.empty()) out.calls = Duration{world.marks_us[world.marks_us.size() / 2]};
  for (const StudyMeasure& m : measures) {
    const std::size_t at = m.id.rfind(".within.");
    if (!m.id.starts_with("calls.") || at == std::string::npos) continue;
    const std::string_view seconds = std::string_view(m.id).substr(at + 8);
    std::int64_t s = 0;
    const auto end = std::from_chars(seconds.data(), seconds.data() + seconds.size(), s);
    if (end.ec != std::errc{} || s <= 0 || s > 86'400) continue;
    out.calls = Duration{s * 1'000'000};
    break;
  }
  for (const StudyMeasure& m : measures)
    if (m.id.starts_with("alarms.real.guard_arrived_s") && m.at_most && *m.at_most > 0 &&
        *m.at_most < 86'400) {
      out.alarms = Duration{static_cast<std::int64_t>(*m.at_most * 1e6)};
      break;
    }
  return out;
}

std::string to_text(const PlaceCounts& counts) {
  std::string out;
  for (const auto& [kind, list] : {std::pair{'c', &counts.calls}, {'a', &counts.alarms}}) {
    if (list->empty()) continue;
    out += kind;
    for (const PlaceCount& c : *list)
      for (const std::uint64_t x : {std::uint64_t{c.place}, std::uint64_t{c.n},
                                    std::uint64_t{c.reached}, std::uint64_t{c.within}, c.sum_ms})
        out += ' ' + std::to_string(x);
  }
  return out;
}

bool from_text(std::string_view text, PlaceCounts& counts) {
  counts = {};
  while (!text.empty()) {
    const char kind = text.front();
    if (kind != 'c' && kind != 'a') return false;
    text.remove_prefix(1);
    std::vector<PlaceCount>& list = kind == 'c' ? counts.calls : counts.alarms;
    while (!text.empty() && text.front() == ' ') {
      PlaceCount c;
      if (!take_number(text, c.place) || !take_number(text, c.n) || !take_number(text, c.reached) ||
          !take_number(text, c.within) || !take_number(text, c.sum_ms))
        return false;
      if (c.reached > c.n || c.within > c.reached) return false;
      list.push_back(c);
    }
  }
  return true;
}

PlaceTally::PlaceTally(const World& world, const MapMarks& marks)
    : marks_(marks),
      cell_of_(world.entities.size(), kNoIndex),
      zone_of_(world.entities.size(), kNoIndex) {
  const City& city = world.city;
  for (std::uint32_t i = 0; i < city.areas.size(); ++i)
    if (city.areas[i].entity.valid())
      cell_of_[city.areas[i].entity.index()] = city.cells.empty() ? i : city.areas[i].cell;
  for (std::uint32_t i = 0; i < world.site.zones.size(); ++i)
    zone_of_[world.site.zones[i].entity.index()] = i;
}

void PlaceTally::incident_closed(const Incident& i) {
  if (!i.place.valid() || i.place.index() >= cell_of_.size()) return;
  if (i.kind == IncidentKind::kCall) {
    const std::uint32_t cell = cell_of_[i.place.index()];
    if (cell != kNoIndex)
      count(calls_[cell], i, Stage::kPoliceCalled, Stage::kPoliceArrived, marks_.calls);
  } else if (i.kind == IncidentKind::kAlarm && i.real && i.has(Stage::kSensed)) {
    const std::uint32_t zone = zone_of_[i.place.index()];
    if (zone != kNoIndex)
      count(alarms_[zone], i, Stage::kSensed, Stage::kGuardArrived, marks_.alarms);
  }
}

PlaceCounts PlaceTally::result() const {
  return {list_of(calls_), list_of(alarms_)};
}

}  // namespace vedette
