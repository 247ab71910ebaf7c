// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "record/recorded.hpp"

namespace vedette {

/// Reads a recording: finished, still being written, or left behind by a run that was killed
/// (FILE.vdt with its FILE.vdt-wal). Never changes the file. For one thread.
///
/// Every member may throw InputError with one plain sentence where the file is missing, foreign, of
/// another version or damaged. What grows while the run goes on is read anew by each call; a
/// complete recording is asked by index, an unfinished one is followed in memory.
class RecordingReader {
 public:
  explicit RecordingReader(std::string path);
  ~RecordingReader();
  RecordingReader(RecordingReader&&) noexcept;
  RecordingReader& operator=(RecordingReader&&) noexcept;

  const std::string& path() const;
  /// As of now: of an unfinished recording `complete` and `end` change.
  RecordingInfo info();
  const std::vector<RecordedEntity>& entities() const;
  const std::vector<RecordedType>& call_types() const;
  const std::vector<RecordedType>& alarm_types() const;

  /// Geometry is read each time it is asked for: keep it.
  RecordedGeometry geometry();
  std::vector<Provenance> provenance();
  /// The effective scenario.
  std::string world_json();
  /// Documents added by whoever made the recording, such as figures over replications: key, JSON.
  std::vector<std::pair<std::string, std::string>> summaries();

  /// In order of opening; those still open as far as they have got.
  std::vector<Incident> incidents();
  /// In the order told, without kOccurred.
  std::vector<RecordedStage> stages_of(IncidentId incident);
  std::vector<RecordedSpan> busy();
  std::vector<RecordedSpan> duty();
  std::vector<RecordedIntrusion> intrusions();
  /// In the order told; `take` gets one after another (a year may have tens of millions) and must
  /// not ask this reader anything.
  void each_tally(const std::function<void(const Tally&)>& take);
  std::vector<Tally> tallies();

  /// Response plans of the scenario (recording_reader_plans.cpp).
  std::vector<RecordedPlan> plans();
  /// In the order told.
  std::vector<PlanStepRecord> plan_steps();
  std::vector<RecordedInject> injects();
  std::vector<RecordedTrust> trust();

  /// Number of the last event so far, 0 without any.
  std::uint64_t last_event();
  /// Events from number `first` on, at most `limit`.
  std::vector<RecordedEvent> events_from(std::uint64_t first, std::size_t limit);
  /// Events with from <= at < to, at most `limit`.
  std::vector<RecordedEvent> events(Time from, Time to, std::size_t limit = SIZE_MAX);
  /// Number of the first event with at >= t (last_event() + 1 if none).
  std::uint64_t first_event_at(Time t);
  /// Events whose subject it is, from <= at < to.
  std::vector<RecordedEvent> events_of(EntityId subject, Time from, Time to);

  /// The latest state at or before t, "" before the first. The word lives as long as the reader.
  std::string_view state_at(EntityId who, Time t);
  /// State changes with from <= at < to.
  std::vector<StateChange> states(EntityId who, Time from, Time to);
  /// Where it is at t, within 1 mm: on the segment begun last, or at its end; before the first
  /// where it stands in the world.
  RecordedPosition position_at(EntityId who, Time t);
  /// Segments that begin in from <= t0 < to, and the one before them.
  std::vector<Segment> segments(EntityId who, Time from, Time to);

  /// All state changes, movements or stages numbered above `after`, in the order told; returns the
  /// last number given (or `after`). For whoever keeps a whole recording in memory and reads on
  /// while it grows. `take` must not ask this reader anything.
  std::int64_t each_state(std::int64_t after, const std::function<void(const StateChange&)>& take);
  std::int64_t each_segment(std::int64_t after, const std::function<void(const Segment&)>& take);
  std::int64_t each_stage(std::int64_t after,
                          const std::function<void(IncidentId, const RecordedStage&)>& take);

  /// Keeps the file open while it lives: for many questions in a row, such as one picture. Only
  /// for moments: a run cannot close its recording meanwhile.
  class Hold {
   public:
    explicit Hold(RecordingReader& reader);
    ~Hold();
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;

   private:
    RecordingReader& reader_;
  };

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vedette
