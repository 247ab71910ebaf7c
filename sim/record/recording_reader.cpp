// SPDX-License-Identifier: Apache-2.0
#include "record/recording_reader.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "record/recorded_geometry.hpp"
#include "record/recorded_incidents.hpp"
#include "record/recording_reader_impl.hpp"

namespace vedette {

using recording::Rows;
using sqlite::ResetGuard;
using sqlite::Statement;

namespace {

std::optional<EntityKind> entity_kind(std::string_view name) {
  for (int i = 0; i < static_cast<int>(EntityKind::kCount); ++i)
    if (entity_kind_name(static_cast<EntityKind>(i)) == name) return static_cast<EntityKind>(i);
  return std::nullopt;
}

}  // namespace

// What the numbers in the file mean must be what they mean here.
template <class Name>
void RecordingReader::Impl::check_names(const char* sql, int count, Name name) {
  Statement& s = connection.statement(sql);
  const ResetGuard guard{s};
  int i = 0;
  for (; s.step(); ++i)
    if (i >= count || s.integer(0) != i || s.text(1) != name(i)) break;
  if (i != count) rows.damaged("its names of topics or stages are not known here");
}

RecordingReader::Impl::Impl(std::string path) : connection(std::move(path)) {
  connection.use([&] {
    check_names("SELECT id, name FROM topics ORDER BY id", static_cast<int>(Topic::kCount),
                [](int i) { return topic_name(static_cast<Topic>(i)); });
    check_names("SELECT id, name FROM stage_names ORDER BY id", static_cast<int>(kStages),
                [](int i) { return stage_name(static_cast<Stage>(i)); });
    read_entities();
    read_types();
  });
  follow = recording::Follow(entities.size());
}

void RecordingReader::Impl::read_entities() {
  rows.set_floors(static_cast<std::size_t>(number("SELECT count(*) FROM floors")));
  Statement& s =
      connection.statement("SELECT id, kind, name, x_m, y_m, floor FROM entities ORDER BY id");
  const ResetGuard guard{s};
  while (s.step()) {
    const std::optional<EntityKind> kind = entity_kind(s.text(1));
    if (s.integer(0) != static_cast<std::int64_t>(entities.size()) || !kind)
      rows.damaged("its entities are not in order");
    entities.push_back({*kind, s.text(2), rows.metres(s, 3), rows.metres(s, 4), rows.floor(s, 5)});
  }
  rows.set_entities(entities.size());
}

void RecordingReader::Impl::read_types() {
  Statement& s = connection.statement(
      "SELECT rowid, kind, id, name, label_en, label_zh, priority, deadline_us FROM types");
  const ResetGuard guard{s};
  Rows::Rising rising;
  while (s.step()) {
    rising.next(rows, s);
    auto& list = s.text(1) == incident_kind_name(IncidentKind::kCall) ? call_types : alarm_types;
    if (s.integer(2) != static_cast<std::int64_t>(list.size()))
      rows.damaged("its types are not in order");
    const Duration deadline =
        s.is_null(7) ? kUnreachable : microseconds(rows.integer(s, 7, 0, kUnreachable.us));
    list.push_back(
        {s.text(3), s.text(4), s.text(5), static_cast<int>(rows.integer(s, 6, 0, 255)), deadline});
  }
  rows.set_types(call_types.size(), alarm_types.size());
}

// Rows come in order of time, so the last one of each table says how far the run has got.
Time RecordingReader::Impl::latest_time() {
  std::int64_t latest = 0;
  for (const char* sql : {"SELECT t_us FROM events ORDER BY seq DESC LIMIT 1",
                          "SELECT t_us FROM states ORDER BY seq DESC LIMIT 1",
                          "SELECT t0_us FROM segments ORDER BY seq DESC LIMIT 1",
                          "SELECT t_us FROM incidents_open ORDER BY seq DESC LIMIT 1",
                          "SELECT t_us FROM stages ORDER BY seq DESC LIMIT 1",
                          "SELECT to_us FROM busy ORDER BY seq DESC LIMIT 1",
                          "SELECT to_us FROM tallies ORDER BY seq DESC LIMIT 1"})
    latest = std::max(latest, number(sql));
  return {latest};
}

void RecordingReader::Impl::fill(RecordingInfo& info,
                                 const std::map<std::string, std::string>& meta) {
  const auto text = [&](const char* key) {
    const auto at = meta.find(key);
    if (at == meta.end()) rows.damaged("it does not say what it is of");
    return at->second;
  };
  const auto read = [&](std::string_view word, auto& value) {
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc() || end != word.data() + word.size())
      rows.damaged("it does not say what it is of");
  };
  info.vedette_version = text("vedette");
  info.name_en = text("name_en");
  info.name_zh = text("name_zh");
  info.scenario_hash = text("scenario_hash");
  info.design = text("design");
  info.start = text("start");
  read(text("seed"), info.seed);
  read(text("replication"), info.replication);
  read(text("horizon_us"), info.horizon.us);
  const std::string level = text("level");
  info.level = level == "full"     ? RecordLevel::kFull
               : level == "events" ? RecordLevel::kEvents
                                   : RecordLevel::kNone;
  const std::string marks = text("marks_us");
  for (std::size_t from = 0; from < marks.size();) {
    const std::size_t comma = std::min(marks.find(',', from), marks.size());
    read(std::string_view(marks).substr(from, comma - from), info.marks_us.emplace_back());
    from = comma + 1;
  }
  info.complete = text("complete") == "1";
  if (info.complete) {
    read(text("end_us"), info.end.us);
  } else {
    info.end = latest_time();
  }
}

RecordingReader::RecordingReader(std::string path)
    : impl_(std::make_unique<Impl>(std::move(path))) {
  info();
}
RecordingReader::~RecordingReader() = default;
RecordingReader::RecordingReader(RecordingReader&&) noexcept = default;
RecordingReader& RecordingReader::operator=(RecordingReader&&) noexcept = default;

const std::string& RecordingReader::path() const {
  return impl_->connection.path();
}
const std::vector<RecordedEntity>& RecordingReader::entities() const {
  return impl_->entities;
}
const std::vector<RecordedType>& RecordingReader::call_types() const {
  return impl_->call_types;
}
const std::vector<RecordedType>& RecordingReader::alarm_types() const {
  return impl_->alarm_types;
}

RecordingInfo RecordingReader::info() {
  return impl_->at_one_moment([&] {
    std::map<std::string, std::string> meta;
    Statement& s = impl_->connection.statement("SELECT rowid, key, value FROM meta");
    const ResetGuard guard{s};
    Rows::Rising rising;
    while (s.step()) {
      rising.next(impl_->rows, s);
      meta[s.text(1)] = s.text(2);
    }
    RecordingInfo info;
    impl_->fill(info, meta);
    return info;
  });
}

RecordedGeometry RecordingReader::geometry() {
  return impl_->connection.use([&] { return recording::read_geometry(impl_->rows); });
}

std::vector<Provenance> RecordingReader::provenance() {
  return impl_->connection.use([&] {
    Statement& s = impl_->connection.statement(
        "SELECT rowid, path, value, source, assumption FROM provenance");
    const ResetGuard guard{s};
    std::vector<Provenance> found;
    Rows::Rising rising;
    while (s.step()) {
      rising.next(impl_->rows, s);
      found.push_back({s.text(1), s.text(2), s.text(3), s.integer(4) != 0});
    }
    return found;
  });
}

std::string RecordingReader::world_json() {
  return impl_->connection.use([&] {
    Statement& s = impl_->connection.statement("SELECT json FROM world");
    const ResetGuard guard{s};
    return s.step() ? s.text(0) : std::string();
  });
}

std::vector<std::pair<std::string, std::string>> RecordingReader::summaries() {
  return impl_->connection.use([&] {
    Statement& s = impl_->connection.statement("SELECT rowid, key, json FROM summary");
    const ResetGuard guard{s};
    std::vector<std::pair<std::string, std::string>> found;
    Rows::Rising rising;
    while (s.step()) {
      rising.next(impl_->rows, s);
      found.emplace_back(s.text(1), s.text(2));
    }
    return found;
  });
}

std::vector<Incident> RecordingReader::incidents() {
  return impl_->at_one_moment([&] { return recording::read_incidents(impl_->rows); });
}

std::vector<RecordedStage> RecordingReader::stages_of(IncidentId incident) {
  return impl_->connection.use([&] {
    Statement& s = impl_->connection.statement(
        "SELECT stage, t_us, who, seq FROM stages WHERE incident = ? ORDER BY seq");
    const ResetGuard guard{s};
    s.bind(incident.value);
    std::vector<RecordedStage> found;
    Rows::Rising rising;
    while (s.step()) {
      rising.next(impl_->rows, s, 3);
      found.push_back({static_cast<Stage>(impl_->rows.integer(s, 0, 0, kStages - 1)),
                       impl_->rows.time(s, 1), impl_->rows.entity(s, 2)});
    }
    return found;
  });
}

std::vector<RecordedSpan> RecordingReader::busy() {
  return impl_->spans("SELECT seq, who, from_us, to_us FROM busy ORDER BY seq");
}

std::vector<RecordedSpan> RecordingReader::duty() {
  return impl_->spans("SELECT seq, who, from_us, to_us FROM duty ORDER BY seq");
}

std::vector<RecordedIntrusion> RecordingReader::intrusions() {
  return impl_->connection.use([&] {
    Statement& s = impl_->connection.statement(
        "SELECT seq, who, detected, interrupted, t_us FROM intrusions ORDER BY seq");
    const ResetGuard guard{s};
    std::vector<RecordedIntrusion> found;
    Rows::Rising rising;
    while (s.step()) {
      rising.next(impl_->rows, s);
      found.push_back({impl_->rows.somebody(s, 1), s.integer(2) != 0, s.integer(3) != 0,
                       impl_->rows.time(s, 4)});
    }
    return found;
  });
}

void RecordingReader::each_tally(const std::function<void(const Tally&)>& take) {
  impl_->connection.use([&] {
    Statement& s = impl_->connection.statement(
        "SELECT seq, kind, who, place, from_us, to_us FROM tallies ORDER BY seq");
    const ResetGuard guard{s};
    Rows::Rising rising;
    while (s.step()) {
      rising.next(impl_->rows, s);
      take(impl_->rows.tally(s));
    }
  });
}

std::vector<Tally> RecordingReader::tallies() {
  std::vector<Tally> found;
  each_tally([&](const Tally& t) { found.push_back(t); });
  return found;
}

RecordingReader::Hold::Hold(RecordingReader& reader) : reader_(reader) {
  reader_.impl_->connection.use([&] { reader_.impl_->connection.hold(); });
}

RecordingReader::Hold::~Hold() {
  reader_.impl_->connection.release();
}

}  // namespace vedette
