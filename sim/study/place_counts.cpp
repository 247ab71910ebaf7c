// SPDX-License-Identifier: Apache-2.0
#include "study/place_counts.hpp"

#include <algorithm>
#include <array>
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

std::vector<PlaceCount> list_of(const std::vector<PlaceCount>& by_place) {
  std::vector<PlaceCount> out;
  for (std::uint32_t place = 0; place < by_place.size(); ++place) {
    if (by_place[place].n == 0) continue;
    out.push_back(by_place[place]);
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
    for (const PlaceCount& c : *list) {
      std::array<char, 5 * 21> room;  // of 64 bits, each with its blank
      char* at = room.data();
      for (const std::uint64_t x : {std::uint64_t{c.place}, std::uint64_t{c.n},
                                    std::uint64_t{c.reached}, std::uint64_t{c.within}, c.sum_ms}) {
        *at++ = ' ';
        at = std::to_chars(at, room.data() + room.size(), x).ptr;
      }
      out.append(room.data(), at);
    }
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

PlaceFrame::PlaceFrame(const World& world, const MapMarks& the_marks)
    : marks(the_marks),
      cell_of(world.entities.size(), kNoIndex),
      zone_of(world.entities.size(), kNoIndex),
      cells(world.city.cells.empty() ? world.city.areas.size() : world.city.cells.size()),
      zones(world.site.zones.size()) {
  const City& city = world.city;
  for (std::uint32_t i = 0; i < city.areas.size(); ++i)
    if (city.areas[i].entity.valid())
      cell_of[city.areas[i].entity.index()] = city.cells.empty() ? i : city.areas[i].cell;
  for (std::uint32_t i = 0; i < world.site.zones.size(); ++i)
    zone_of[world.site.zones[i].entity.index()] = i;
}

void PlaceTally::incident_closed(const Incident& i) {
  if (!i.place.valid() || i.place.index() >= frame_.cell_of.size()) return;
  if (i.kind == IncidentKind::kCall) {
    const std::uint32_t cell = frame_.cell_of[i.place.index()];
    if (cell < calls_.size())
      count(calls_[cell], i, Stage::kPoliceCalled, Stage::kPoliceArrived, frame_.marks.calls);
  } else if (i.kind == IncidentKind::kAlarm && i.real && i.has(Stage::kSensed)) {
    const std::uint32_t zone = frame_.zone_of[i.place.index()];
    if (zone < alarms_.size())
      count(alarms_[zone], i, Stage::kSensed, Stage::kGuardArrived, frame_.marks.alarms);
  }
}

PlaceCounts PlaceTally::result() const {
  return {list_of(calls_), list_of(alarms_)};
}

}  // namespace vedette
