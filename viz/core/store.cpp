// SPDX-License-Identifier: Apache-2.0
#include "viz/core/store.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/insert_in_order.hpp"
#include "record/recording_reader.hpp"

namespace vedette::view {

namespace {

constexpr std::size_t kEventsAtOnce = 100'000;
/// A year has hundreds of thousands of incidents: those long over are passed over in blocks.
constexpr std::size_t kBlock = 256;

std::int32_t mm(double metres) {
  constexpr double kMost = std::numeric_limits<std::int32_t>::max();
  return static_cast<std::int32_t>(std::clamp(std::round(metres * 1000), -kMost, kMost));
}

template <class T>
std::size_t bytes(const std::vector<T>& v) {
  return v.capacity() * sizeof(T);
}
template <class T>
std::size_t bytes(const std::vector<std::vector<T>>& v) {
  std::size_t sum = v.capacity() * sizeof(std::vector<T>);
  for (const auto& some : v) sum += bytes(some);
  return sum;
}

// How many of `all`, in order of time, have begun by t; `guess` is where to look first.
template <class T, class Begin>
std::uint32_t begun(const std::vector<T>& all, Time t, std::uint32_t guess, Begin begin) {
  const auto fits = [&](std::size_t n) {
    return n <= all.size() && (n == 0 || begin(all[n - 1]) <= t) &&
           (n == all.size() || t < begin(all[n]));
  };
  for (const std::uint32_t n : {guess, guess + 1})
    if (fits(n)) return n;
  return static_cast<std::uint32_t>(
      std::upper_bound(all.begin(), all.end(), t,
                       [&](Time a, const T& b) { return a < begin(b); }) -
      all.begin());
}

}  // namespace

Store::Store(const std::string& path)
    : path_(path),
      reader_(std::make_unique<RecordingReader>(path)),
      words_{""},
      activities_{activity_of("")} {
  numbers_.find_or_add("");
  geometry_ = reader_->geometry();
  world_json_ = reader_->world_json();
  plans_ = reader_->plans();
  states_.resize(entities().size());
  legs_.resize(entities().size());
  floors_.resize(entities().size());
  update();
}

Store::~Store() = default;

const std::vector<RecordedEntity>& Store::entities() const {
  return reader_->entities();
}
const std::vector<RecordedType>& Store::call_types() const {
  return reader_->call_types();
}
const std::vector<RecordedType>& Store::alarm_types() const {
  return reader_->alarm_types();
}

std::uint16_t Store::number_of(std::string_view word) {
  const Words::Found found = numbers_.find_or_add(word);
  if (found.id > 0xffff) return 0;  // a damaged file: no run has so many states
  if (found.is_new) {
    words_.emplace_back(word);
    activities_.push_back(activity_of(word));
  }
  return static_cast<std::uint16_t>(found.id);
}

bool Store::read_rows() {
  const std::int64_t before = last_state_ + last_leg_ + last_stage_;
  last_state_ = reader_->each_state(last_state_, [&](const StateChange& c) {
    if (!c.who.valid() || c.who.index() >= states_.size()) return;
    insert_in_order(states_[c.who.index()], StateAt{c.at, number_of(c.state)},
                    [](const StateAt& s) { return s.at; });
  });
  last_leg_ = reader_->each_segment(last_leg_, [&](const Segment& s) {
    if (!s.who.valid() || s.who.index() >= legs_.size()) return;
    insert_in_order(legs_[s.who.index()],
                    Leg{s.t0, s.t1, mm(s.x0_m), mm(s.y0_m), mm(s.x1_m), mm(s.y1_m)},
                    [](const Leg& leg) { return leg.t0; });
    auto& floors = floors_[s.who.index()];
    if (s.floor != (floors.empty() ? entities()[s.who.index()].floor : floors.back().floor))
      insert_in_order(floors, FloorAt{s.t0, s.floor}, [](const FloorAt& f) { return f.at; });
  });
  const std::size_t known = events_.size();
  for (;;) {
    const auto more = reader_->events_from(events_.size() + 1, kEventsAtOnce);
    for (const RecordedEvent& e : more)
      events_.push_back({e.event.at, e.event.subject, e.event.other, e.event.incident,
                         number_of(e.event.text), e.event.topic});
    if (more.size() < kEventsAtOnce) break;
  }
  return last_state_ + last_leg_ != before - last_stage_ || events_.size() != known;
}

void Store::read_incidents() {
  incidents_ = reader_->incidents();
  std::stable_sort(incidents_.begin(), incidents_.end(),
                   [&](const Incident& a, const Incident& b) { return begin_of(a) < begin_of(b); });
  index_of_.clear();
  for (std::uint32_t i = 0; i < incidents_.size(); ++i) {
    const std::uint32_t id = incidents_[i].id.value;
    // Numbers are given in order, so this table is as long as there are incidents.
    if (id >= incidents_.size() * 2 + 1024) continue;
    if (id >= index_of_.size()) index_of_.resize(id + 1, kNoIndex);
    index_of_[id] = i;
  }
  last_end_.assign((incidents_.size() + kBlock - 1) / kBlock, Time{0});
  for (std::size_t i = 0; i < incidents_.size(); ++i)
    last_end_[i / kBlock] = std::max(last_end_[i / kBlock], end_of(incidents_[i]));
  stages_.assign(incidents_.size(), {});
  for (std::uint32_t i = 0; i < incidents_.size(); ++i)
    if (incidents_[i].has(Stage::kOccurred))
      stages_[i].push_back({Stage::kOccurred, incidents_[i][Stage::kOccurred], {}});
  last_stage_ = reader_->each_stage(0, [&](IncidentId id, const RecordedStage& s) {
    const std::uint32_t i = index_of(id);
    if (i != kNoIndex) stages_[i].push_back({s.stage, s.at, s.who});
  });
  steps_.assign(incidents_.size(), {});
  for (const PlanStepRecord& step : reader_->plan_steps())
    if (const std::uint32_t i = index_of(step.incident); i != kNoIndex) steps_[i].push_back(step);
  injects_ = reader_->injects();
  for (auto& some : stages_)
    std::stable_sort(some.begin(), some.end(),
                     [](const StageMark& a, const StageMark& b) { return a.at < b.at; });
}

void Store::read_tallies() {
  visits_.clear();
  std::vector<Tally> equipment;
  reader_->each_tally([&](const Tally& t) {
    if (t.kind == TallyKind::kVisit) visits_.push_back(t);
    if (t.kind >= TallyKind::kDownOwn && t.kind <= TallyKind::kReplaced) equipment.push_back(t);
  });
  std::vector<Event> told;
  for (const LoggedEvent& e : events_)
    if (tells_of_equipment(e.topic))
      told.push_back({e.at, e.topic, e.subject, e.other, e.incident, words_[e.word]});
  conditions_ = Conditions(entities().size(), equipment, told, end());
  leaf_moves_.assign(entities().size(), {});
  for (const LoggedEvent& e : events_) {
    if (e.topic != Topic::kDoorState || !e.subject.valid()) continue;
    if (e.subject.index() >= leaf_moves_.size()) continue;
    auto& moves = leaf_moves_[e.subject.index()];
    if ((words_[e.word] == "Open") == (moves.size() % 2 == 0)) moves.push_back(e.at);
  }
}

bool Store::stands_open(EntityId door, Time t) const {
  if (!door.valid() || door.index() >= leaf_moves_.size()) return false;
  const auto& moves = leaf_moves_[door.index()];
  return (std::upper_bound(moves.begin(), moves.end(), t) - moves.begin()) % 2 == 1;
}

bool Store::update() {
  if (finished_) return false;
  info_ = reader_->info();
  const bool more = read_rows() || version_ == 0 || info_.complete;
  if (more) {
    read_incidents();
    read_tallies();
    lively_.clear();
    for (std::uint32_t i = 0; i < states_.size(); ++i)
      if (!states_[i].empty() || !legs_[i].empty()) lively_.push_back(i);
    ++version_;
  }
  // Once more after completion was seen is not needed: completion comes with the last rows.
  finished_ = info_.complete;
  return more;
}

std::span<const StageMark> Store::stages(std::uint32_t incident_index) const {
  return stages_[incident_index];
}

std::uint32_t Store::index_of(IncidentId id) const {
  return id.valid() && id.index() < index_of_.size() ? index_of_[id.index()] : kNoIndex;
}

Time Store::begin_of(const Incident& incident) const {
  Time first = kNever;
  for (const Time t : incident.stages)
    if (t != kUnset) first = std::min(first, t);
  return first == kNever ? Time{0} : first;
}

Time Store::end_of(const Incident& incident) const {
  if (incident.has(Stage::kCleared)) return incident[Stage::kCleared];
  if (!incident.closed) return std::max(end(), begin_of(incident));
  Time last = begin_of(incident);
  for (const Time t : incident.stages)
    if (t != kUnset) last = std::max(last, t);
  return last;
}

Standing Store::standing(EntityId who, Time t, std::uint32_t leg, std::uint32_t state) const {
  const RecordedEntity& entity = entities()[who.index()];
  Standing s{entity.x_m, entity.y_m, 0, false, {}, entity.floor};
  const auto& legs = legs_[who.index()];
  s.leg = begun(legs, t, leg, [](const Leg& l) { return l.t0; });
  if (s.leg > 0) {
    const Leg& on = legs[s.leg - 1];
    s.moving = t < on.t1 && on.t1 > on.t0;
    const double share =
        s.moving ? static_cast<double>(t.us - on.t0.us) / static_cast<double>(on.t1.us - on.t0.us)
                 : 1.0;
    s.x_m = (on.x0 + (static_cast<double>(on.x1) - on.x0) * share) / 1000;
    s.y_m = (on.y0 + (static_cast<double>(on.y1) - on.y0) * share) / 1000;
  }
  if (const auto& floors = floors_[who.index()]; !floors.empty()) {
    const auto floor = std::upper_bound(floors.begin(), floors.end(), t,
                                        [](Time a, const FloorAt& b) { return a < b.at; });
    if (floor != floors.begin()) s.floor = std::prev(floor)->floor;
  }
  const auto& states = states_[who.index()];
  s.state = begun(states, t, state, [](const StateAt& a) { return a.at; });
  if (s.state > 0) {
    s.word = states[s.state - 1].word;
    s.since = states[s.state - 1].at;
  }
  return s;
}

void Store::snapshot(Time t, Snapshot& out) const {
  out.at = t;
  if (out.who.size() != entities().size()) {
    out.who.resize(entities().size());
    for (std::uint32_t i = 0; i < out.who.size(); ++i)
      out.who[i] = {entities()[i].x_m, entities()[i].y_m, 0, false, {}, entities()[i].floor};
  }
  for (const std::uint32_t i : lively_)
    out.who[i] = standing(EntityId(i), t, out.who[i].leg, out.who[i].state);
  out.open.clear();
  for (std::size_t block = 0; block < last_end_.size(); ++block) {
    const std::size_t first = block * kBlock;
    if (begin_of(incidents_[first]) > t) break;
    if (last_end_[block] <= t) continue;
    for (std::size_t i = first; i < std::min(first + kBlock, incidents_.size()); ++i) {
      if (begin_of(incidents_[i]) > t) break;
      if (end_of(incidents_[i]) > t) out.open.push_back(static_cast<std::uint32_t>(i));
    }
  }
}

std::size_t Store::memory_bytes() const {
  if (memory_version_ == version_) return memory_;
  memory_version_ = version_;
  return memory_ = bytes(states_) + bytes(legs_) + bytes(floors_) + bytes(events_) +
                   bytes(incidents_) + bytes(stages_) + bytes(visits_) + bytes(index_of_) +
                   bytes(leaf_moves_) + conditions_.memory_bytes() + world_json_.capacity() +
                   bytes(geometry_.city.nodes) + bytes(geometry_.city.roads) +
                   bytes(geometry_.cells) + bytes(geometry_.areas);
}

}  // namespace vedette::view
