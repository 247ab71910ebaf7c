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

std::vector<PlaceCount> list_of(const std::vector<PlaceCount>& by_place) {
  std::vector<PlaceCount> out;
  for (std::uint32_t place = 0; place < by_place.size(); ++place) {
    if (by_place[place].n == 0) continue;
    out.push_back(by_place[place]);
    out.back().place = place;
  }
  return out;
}

void put_number(std::string& out, std::uint64_t x) {
  for (; x >= 128; x >>= 7) out += static_cast<char>(x | 128);
  out += static_cast<char>(x);
}

// A number that is at most `most`.
template <class T>
bool take_number(std::string_view& bytes, T& out, std::uint64_t most) {
  std::uint64_t x = 0;
  for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    const std::uint64_t bits = byte & 127u;
    bytes.remove_prefix(1);
    if (bits << shift >> shift != bits) return false;
    x |= bits << shift;
    if (byte >= 128) continue;
    out = static_cast<T>(x);
    return x <= most;
  }
  return false;
}

constexpr std::uint64_t kMost = 0xffffffffu;  // of a place's number and of its counts
constexpr std::uint64_t kShort = 3;           // n - 1, as far as it stands beside the place

void put_list(std::string& out, const std::vector<PlaceCount>& list) {
  put_number(out, list.size());
  std::uint64_t next = 0;
  for (const PlaceCount& c : list) {
    const std::uint64_t n = std::min<std::uint64_t>(c.n - 1, kShort);
    const bool all = c.within == c.n;
    put_number(out, (c.place - next) << 3 | n << 1 | (all ? 1u : 0u));
    if (n == kShort) put_number(out, c.n - 1 - kShort);
    if (!all) {
      put_number(out, c.n - c.reached);
      put_number(out, c.reached - c.within);
    }
    put_number(out, c.sum_ms);
    next = std::uint64_t{c.place} + 1;
  }
}

bool take_list(std::string_view& bytes, std::vector<PlaceCount>& list) {
  std::uint64_t size = 0, next = 0, more = 0, missed = 0, late = 0;
  if (!take_number(bytes, size, bytes.size())) return false;
  list.reserve(size);
  for (; size > 0; --size) {
    std::uint64_t head = 0;
    if (!take_number(bytes, head, kMost << 3)) return false;
    more = missed = late = 0;
    const std::uint64_t place = next + (head >> 3), n = (head >> 1 & kShort) + 1;
    if (n > kShort && !take_number(bytes, more, kMost - n)) return false;
    if ((head & 1) == 0 &&
        (!take_number(bytes, missed, n + more) || !take_number(bytes, late, n + more - missed)))
      return false;
    PlaceCount c;
    c.place = static_cast<std::uint32_t>(place);
    c.n = static_cast<std::uint32_t>(n + more);
    c.reached = static_cast<std::uint32_t>(n + more - missed);
    c.within = static_cast<std::uint32_t>(n + more - missed - late);
    if (place > kMost || !take_number(bytes, c.sum_ms, ~std::uint64_t{0})) return false;
    list.push_back(c);
    next = place + 1;
  }
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

std::string to_bytes(const PlaceCounts& counts) {
  std::string out;
  if (counts.empty()) return out;
  out.reserve(8 + 6 * (counts.calls.size() + counts.alarms.size()));
  put_list(out, counts.calls);
  put_list(out, counts.alarms);
  return out;
}

bool from_bytes(std::string_view bytes, PlaceCounts& counts) {
  counts = {};
  if (bytes.empty()) return true;
  return take_list(bytes, counts.calls) && take_list(bytes, counts.alarms) && bytes.empty();
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
