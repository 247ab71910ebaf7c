// SPDX-License-Identifier: Apache-2.0
#include "record/recording.hpp"

#include <time.h>

#include <array>
#include <chrono>
#include <cmath>
#include <optional>
#include <thread>
#include <utility>

#include "base/diagnostics.hpp"
#include "record/recording_file.hpp"
#include "record/recording_schema.hpp"
#include "record/recording_world.hpp"
#include "record/sqlite.hpp"
#include "record/words.hpp"

namespace vedette {

namespace {

using sqlite::Statement;

/// How long close() waits for readers to let go.
constexpr int kPatienceMs = 10'000;
/// From this many pages on the log is moved into the file at each commit, as far as readers let us;
/// from the larger number on we wait a moment for them, or the log would grow without end.
constexpr int kLogPages = 2'000, kLongLogPages = 8'000;
constexpr int kWaitForReadersMs = 100;

std::int64_t coarse_now_ns() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
  return static_cast<std::int64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

std::int64_t mm(double metres) {
  return std::llround(metres * 1000);
}

template <class Tag>
std::optional<std::uint32_t> known(Id<Tag> id) {
  if (!id.valid()) return std::nullopt;
  return id.value;
}

std::optional<std::int64_t> known(Time t) {
  if (t == kUnset) return std::nullopt;
  return t.us;
}

}  // namespace

struct Recording::Impl {
  std::string path;
  RecordLevel level;
  std::int64_t commit_every_ns;
  std::int64_t commit_due_ns = 0;
  bool dirty = false;  // a transaction is open
  bool failed = false;
  int log_pages = 0;
  bool complete = false;
  sqlite::Database db;
  Words words;
  Statement begin, commit, opened, stage, closed, busy, duty, intrusion, tally, event, state,
      segment, word, plan_step, inject, trust;
  // Stages that the incident opened last was born with: a run may tell them once more.
  IncidentId newborn;
  std::array<Time, kStages> born{};

  Impl(std::string file, const RunInfo& info, double commit_every_s)
      : path(std::move(file)),
        level(info.level),
        commit_every_ns(static_cast<std::int64_t>(commit_every_s * 1e9)) {}

  void create();
  void write_meta(const World& world, const RunInfo& info);
  void prepare();
  void commit_now();
  std::optional<std::uint32_t> number_of(std::string_view text);
  void close();

  /// Runs `f` inside the open transaction, then commits if it is time.
  template <class F>
  void write(F&& f) {
    if (failed) return;
    guarded([&] {
      if (!dirty) {
        begin.run();
        dirty = true;
      }
      f();
      commit_if_due();
    });
  }
  void commit_if_due() {
    if (dirty && coarse_now_ns() >= commit_due_ns) commit_now();
  }
  /// Turns SQLite's errors into ours; after one nothing more is written.
  template <class F>
  void guarded(F&& f) {
    try {
      f();
    } catch (const sqlite::Error& error) {
      failed = true;
      throw RecordError(recording::why_broken_off(path, error));
    }
  }
};

void Recording::Impl::create() {
  db = sqlite::Database(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX);
  // Everything that shapes the bytes is said here, nothing is left to how SQLite was built.
  const std::string shape = "PRAGMA page_size=" + std::to_string(recording::kPageSize) +
                            ";PRAGMA encoding='UTF-8';PRAGMA auto_vacuum=NONE;"
                            "PRAGMA secure_delete=ON;PRAGMA legacy_file_format=OFF;"
                            "PRAGMA synchronous=OFF;PRAGMA cache_size=-32768;";
  db.exec(shape.c_str());
  // The application id comes first and in one write, so that even a run that is killed right here
  // leaves a file that says whose it is.
  const std::string stamp = "PRAGMA journal_mode=OFF;BEGIN;PRAGMA application_id=" +
                            std::to_string(recording::kApplicationId) +
                            ";PRAGMA user_version=" + std::to_string(recording::kSchemaVersion) +
                            ";COMMIT";
  db.exec(stamp.c_str());
  db.exec("PRAGMA journal_mode=WAL");
  sqlite3_busy_timeout(db.handle(), kWaitForReadersMs);
  sqlite3_wal_hook(
      db.handle(),
      [](void* self, sqlite3*, const char*, int pages) {
        static_cast<Impl*>(self)->log_pages = pages;
        return SQLITE_OK;
      },
      this);
}

void Recording::Impl::write_meta(const World& world, const RunInfo& info) {
  Statement meta(db, "INSERT INTO meta VALUES(?,?)");
  static constexpr const char* kLevels[] = {"none", "events", "full"};
  meta.run("format", "vedette recording");
  meta.run("version", std::to_string(recording::kSchemaVersion));
  meta.run("vedette", info.vedette_version);
  meta.run("name_en", world.name_en);
  meta.run("name_zh", world.name_zh);
  meta.run("scenario_hash", world.scenario_hash);
  meta.run("seed", std::to_string(info.seed));
  meta.run("replication", std::to_string(info.replication));
  meta.run("design", info.design);
  meta.run("start", world.start);
  meta.run("horizon_us", std::to_string(world.horizon.us));
  meta.run("level", kLevels[static_cast<int>(info.level)]);
  std::string marks;
  for (const std::int64_t mark : world.marks_us)
    marks += (marks.empty() ? "" : ",") + std::to_string(mark);
  meta.run("marks_us", marks);
  meta.run("complete", "0");
}

void Recording::Impl::prepare() {
  begin = Statement(db, "BEGIN");
  commit = Statement(db, "COMMIT");
  opened = Statement(db, "INSERT INTO incidents_open VALUES(NULL,?,?,?,?,?,?,?,?,?,?)");
  stage = Statement(db, "INSERT INTO stages VALUES(NULL,?,?,?,?)");
  static_assert(kStages == 20, "one question mark for each stage");
  closed = Statement(db,
                     "INSERT INTO incidents_closed "
                     "VALUES(NULL,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
  busy = Statement(db, "INSERT INTO busy VALUES(NULL,?,?,?)");
  duty = Statement(db, "INSERT INTO duty VALUES(NULL,?,?,?)");
  intrusion = Statement(db, "INSERT INTO intrusions VALUES(NULL,?,?,?,?)");
  tally = Statement(db, "INSERT INTO tallies VALUES(NULL,?,?,?,?,?)");
  event = Statement(db, "INSERT INTO events VALUES(NULL,?,?,?,?,?,?)");
  state = Statement(db, "INSERT INTO states VALUES(NULL,?,?,?)");
  segment = Statement(db, "INSERT INTO segments VALUES(NULL,?,?,?,?,?,?,?,?)");
  word = Statement(db, "INSERT INTO words VALUES(?,?)");
  plan_step = Statement(db, "INSERT INTO steps VALUES(NULL,?,?,?,?,?,?,?,?,?)");
  inject = Statement(db, "INSERT INTO injects VALUES(NULL,?,?)");
  trust = Statement(db, "INSERT INTO trust VALUES(NULL,?,?,?)");
}

void Recording::Impl::commit_now() {
  if (dirty) commit.run();
  dirty = false;
  if (log_pages >= kLogPages) {
    const int how =
        log_pages < kLongLogPages ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_RESTART;
    const int code = sqlite3_wal_checkpoint_v2(db.handle(), nullptr, how, nullptr, nullptr);
    if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) db.fail(code);
    log_pages = 0;
  }
  commit_due_ns = coarse_now_ns() + commit_every_ns;
}

std::optional<std::uint32_t> Recording::Impl::number_of(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const Words::Found found = words.find_or_add(text);
  if (found.is_new) word.run(found.id, text);
  return found.id;
}

Recording::Recording(std::string path, const World& world, const RunInfo& info,
                     double commit_every_s)
    : impl_(std::make_unique<Impl>(std::move(path), info, commit_every_s)) {
  Impl& i = *impl_;
  recording::clear_the_way(i.path);
  try {
    i.create();
    i.db.exec("BEGIN");
    for (const recording::Item& table : recording::tables()) i.db.exec(table.sql.data());
    i.write_meta(world, info);
    recording::write_world(i.db, world);
    i.db.exec("COMMIT");
    i.prepare();
    i.commit_now();
  } catch (const sqlite::Error& error) {
    i.failed = true;
    const bool unwritable = error.primary() == SQLITE_CANTOPEN ||
                            error.primary() == SQLITE_READONLY || error.primary() == SQLITE_PERM;
    if (!unwritable) throw RecordError(recording::why_broken_off(i.path, error));
    throw InputError{{{i.path, 0, 0},
                      Severity::kError,
                      "cannot be written",
                      "the folder must exist and be writable"}};
  }
}

Recording::~Recording() {
  try {
    if (impl_->db.is_open() && !impl_->failed) impl_->close();
  } catch (...) {  // what is committed stays readable
  }
}

RecordLevel Recording::wants() const {
  return impl_->level;
}

void Recording::incident_opened(const Incident& n) {
  Impl& i = *impl_;
  i.write([&] {
    i.opened.run(n.id.value, static_cast<int>(n.kind), n.type, n.priority, n.real ? 1 : 0, n.x_m,
                 n.y_m, known(n.place), known(n.parent), known(n[Stage::kOccurred]));
    // Stages that it was born with, for readers of a run that never closes it.
    for (std::size_t s = 1; s < kStages; ++s)
      if (n.stages[s] != kUnset) i.stage.run(n.id.value, s, n.stages[s].us, Statement::Null{});
    i.newborn = n.id;
    i.born = n.stages;
  });
}

void Recording::stage(const Incident& incident, Stage stage, Time at, EntityId who) {
  Impl& i = *impl_;
  if (incident.id == i.newborn && i.born[static_cast<std::size_t>(stage)] == at && !who.valid())
    return;
  i.write([&] { i.stage.run(incident.id.value, static_cast<int>(stage), at.us, known(who)); });
}

void Recording::incident_closed(const Incident& n) {
  Impl& i = *impl_;
  i.write([&] {
    i.closed.bind(n.id.value, n.closed ? 1 : 0, n.type, n.priority, n.real ? 1 : 0,
                  known(n.responder));
    for (std::size_t s = 0; s < kStages; ++s)
      i.closed.put(static_cast<int>(s) + 7, known(n.stages[s]));
    i.closed.run();
  });
}

void Recording::busy(EntityId who, Time from, Time to) {
  Impl& i = *impl_;
  i.write([&] { i.busy.run(who.value, from.us, to.us); });
}

void Recording::on_duty(EntityId who, Time from, Time to) {
  Impl& i = *impl_;
  i.write([&] { i.duty.run(who.value, from.us, to.us); });
}

void Recording::intrusion(EntityId who, bool detected, bool interrupted, Time at) {
  Impl& i = *impl_;
  i.write([&] { i.intrusion.run(at.us, who.value, detected ? 1 : 0, interrupted ? 1 : 0); });
}

void Recording::tally(const Tally& t) {
  Impl& i = *impl_;
  i.write([&] {
    i.tally.run(static_cast<int>(t.kind), known(t.who), known(t.place), t.from.us, t.to.us);
  });
}

void Recording::plan_step(const PlanStepRecord& s) {
  Impl& i = *impl_;
  i.write([&] {
    i.plan_step.run(s.incident.value, s.plan, s.step, known(s.who), known(s.due), known(s.start),
                    known(s.end), static_cast<int>(s.outcome), known(s.alarm));
  });
}

void Recording::inject(std::uint32_t index, Time at) {
  Impl& i = *impl_;
  i.write([&] { i.inject.run(index, at.us); });
}

void Recording::trust(EntityId who, Time at, double trust) {
  Impl& i = *impl_;
  i.write([&] { i.trust.run(at.us, who.value, trust); });
}

void Recording::event(const Event& e) {
  Impl& i = *impl_;
  if (i.level < RecordLevel::kEvents) return;
  i.write([&] {
    i.event.run(e.at.us, static_cast<int>(e.topic), known(e.subject), known(e.other),
                known(e.incident), i.number_of(e.text));
  });
}

void Recording::state(const StateChange& change) {
  Impl& i = *impl_;
  if (i.level < RecordLevel::kEvents) return;
  i.write([&] {
    // The empty word is a state too.
    const Words::Found found = i.words.find_or_add(change.state);
    if (found.is_new) i.word.run(found.id, change.state);
    i.state.run(change.at.us, known(change.who), found.id);
  });
}

void Recording::segment(const Segment& s) {
  Impl& i = *impl_;
  if (i.level < RecordLevel::kFull) return;
  i.write([&] {
    i.segment.run(known(s.who), s.t0.us, mm(s.x0_m), mm(s.y0_m), s.t1.us, mm(s.x1_m), mm(s.y1_m),
                  s.floor);
  });
}

void Recording::pulse() {
  Impl& i = *impl_;
  if (!i.failed) i.guarded([&] { i.commit_if_due(); });
}

void Recording::finish(Time end) {
  Impl& i = *impl_;
  if (i.failed) return;
  i.guarded([&] {
    i.commit_now();
    i.db.exec("BEGIN");
    for (const recording::Item& index : recording::indexes()) i.db.exec(index.sql.data());
    Statement(i.db, "UPDATE meta SET value='1' WHERE key='complete'").run();
    Statement(i.db, "INSERT INTO meta VALUES('end_us',?)").run(std::to_string(end.us));
    i.db.exec("COMMIT");
    i.complete = true;
  });
}

void Recording::add_summary(std::string_view key, std::string_view json) {
  Impl& i = *impl_;
  i.write([&] { Statement(i.db, "INSERT INTO summary VALUES(?,?)").run(key, json); });
}

void Recording::close() {
  Impl& i = *impl_;
  if (i.failed || !i.db.is_open()) return;
  i.guarded([&] { i.close(); });
}

void Recording::Impl::close() {
  commit_now();
  for (Statement* s : {&begin, &commit, &opened, &stage, &closed, &busy, &duty, &intrusion, &tally,
                       &event, &state, &segment, &word, &plan_step, &inject, &trust})
    *s = Statement();
  if (!complete) {
    db.close();
    return;
  }
  // From here on the file is to stay as it is: let it reach the disk once.
  db.exec("PRAGMA synchronous=FULL");
  sqlite3_busy_timeout(db.handle(), kPatienceMs);
  db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  // Without this the lock is let go for a moment in the middle, and a reader that opens the file
  // just then leaves an empty log behind.
  db.exec("PRAGMA locking_mode=EXCLUSIVE");
  bool alone = false;
  for (int waited = 0; !alone && waited < kPatienceMs; waited += 10) {
    try {
      db.exec("PRAGMA journal_mode=DELETE");
      alone = true;
    } catch (const sqlite::Error& error) {
      if (error.primary() != SQLITE_BUSY && error.primary() != SQLITE_LOCKED) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
  db.close();
  if (alone) recording::normalise_header(path);
}

}  // namespace vedette
