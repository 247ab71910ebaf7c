// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "record/record_error.hpp"
#include "record/sink.hpp"
#include "world/world.hpp"

namespace vedette {

/// Which run a recording holds.
struct RunInfo {
  std::uint64_t seed = 1;
  std::uint64_t replication = 0;
  RecordLevel level = RecordLevel::kFull;
  std::string vedette_version;
  std::string design;  ///< of a study, if any
};

/// Writes a run into one file, FILE.vdt (SQLite; tables in recording_schema.cpp). The same input
/// gives the same bytes: nothing of clock, machine or path is inside. While the run goes on, others
/// may read it; after a crash FILE.vdt and FILE.vdt-wal together hold everything up to the last
/// second. Must not be alive at a fork.
///
/// Errors: InputError from the constructor (something else stands there, not writable), RecordError
/// afterwards (disk full …).
class Recording : public Sink {
 public:
  /// Overwrites a recording, but no other file. Commits about every `commit_every_s` seconds of the
  /// wall clock (0: after every row).
  Recording(std::string path, const World& world, const RunInfo& info, double commit_every_s = 0.3);
  /// Without close(): keeps what there is; never throws.
  ~Recording() override;

  RecordLevel wants() const override;
  void incident_opened(const Incident& incident) override;
  void stage(const Incident& incident, Stage stage, Time at, EntityId who) override;
  void incident_closed(const Incident& incident) override;
  void busy(EntityId who, Time from, Time to) override;
  void on_duty(EntityId who, Time from, Time to) override;
  void intrusion(EntityId who, bool detected, bool interrupted, Time at) override;
  void tally(const Tally& tally) override;
  void plan_step(const PlanStepRecord& step) override;
  void inject(std::uint32_t index, Time at) override;
  void trust(EntityId who, Time at, double trust) override;
  void event(const Event& event) override;
  void state(const StateChange& change) override;
  void segment(const Segment& segment) override;
  void pulse() override;
  /// The run is complete: makes the indexes and commits. Nothing but add_summary() may follow.
  void finish(Time end) override;

  /// A JSON document that belongs to the run, such as figures over replications.
  void add_summary(std::string_view key, std::string_view json);
  /// Brings everything into the one file and closes it. Waits some seconds for readers; if one
  /// stays, the recording is complete but keeps its -wal file. Nothing may follow.
  void close();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vedette
