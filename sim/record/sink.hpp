// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "record/event.hpp"
#include "record/plan_step.hpp"

namespace vedette {

struct ReachQuestion;

/// How much of a run is kept.
enum class RecordLevel : std::uint8_t {
  kNone,    ///< only incidents and busy times reach the figures
  kEvents,  ///< and every event and state
  kFull     ///< and every movement
};

/// Receives what a run does, in order of time. The doors out of a run: the recording and the
/// figures are sinks; both give the same figures. Calls come from the run's own thread.
class Sink {
 public:
  virtual ~Sink() = default;
  /// The most that this sink wants to be told; a run skips the work for what nobody wants.
  virtual RecordLevel wants() const { return RecordLevel::kNone; }

  virtual void incident_opened(const Incident&) {}
  /// `who` may be invalid. The stage is already in `incident.stages`.
  virtual void stage(const Incident& incident, Stage stage, Time at, EntityId who) {
    (void)incident, (void)stage, (void)at, (void)who;
  }
  /// Over, or (closed = false) still open at the horizon. Told once for each incident.
  virtual void incident_closed(const Incident&) {}
  /// `who` (unit, operator, guard) was working on incidents from `from` to `to`; at the horizon
  /// also told for what is unfinished.
  virtual void busy(EntityId who, Time from, Time to) { (void)who, (void)from, (void)to; }
  /// `who` was on duty from `from` to `to`. Utilisation = busy / on duty.
  virtual void on_duty(EntityId who, Time from, Time to) { (void)who, (void)from, (void)to; }
  /// An intrusion has ended at `at`: was it noticed, and was it stopped before its last task?
  virtual void intrusion(EntityId who, bool detected, bool interrupted, Time at) {
    (void)who, (void)detected, (void)interrupted, (void)at;
  }
  virtual void tally(const Tally&) {}
  /// A step of a response plan is over, or given up at the horizon. Told once for each step that
  /// counts; an incident's before it closes.
  virtual void plan_step(const PlanStepRecord&) {}
  /// Inject `index` of the scenario has happened.
  virtual void inject(std::uint32_t index, Time at) { (void)index, (void)at; }
  /// An operator's trust in alarms, 0 to 1, from `at` on.
  virtual void trust(EntityId who, Time at, double trust) { (void)who, (void)at, (void)trust; }
  /// In which rhythm it wants to know how soon free units could be anywhere; 0: never. The first
  /// sink that asks sets the rhythm.
  virtual Duration wants_reach() const { return {}; }
  /// Of whom; null: of free units that take police calls, each with its mean turnout. The sink that
  /// sets the rhythm is asked.
  virtual const ReachQuestion* reach_question() const { return nullptr; }
  /// Per demand area the time until the first of them could be there, if it were called at `at`:
  /// microseconds, turnout included; kUnreachable.us: nobody.
  virtual void reach(Time at, std::span<const std::int64_t> us_by_area) {
    (void)at, (void)us_by_area;
  }
  virtual void event(const Event&) {}
  virtual void state(const StateChange&) {}
  virtual void segment(const Segment&) {}
  /// Called now and then (at least every few thousand calendar entries), for keeping files up to
  /// date.
  virtual void pulse() {}
  /// The run has reached `end`.
  virtual void finish(Time end) { (void)end; }
};

/// Tells every sink; knows what they want at most.
class Sinks {
 public:
  void add(Sink& sink) {
    sinks_.push_back(&sink);
    if (sink.wants() > wants_) wants_ = sink.wants();
    if (reach_interval_.us > 0) return;
    reach_interval_ = sink.wants_reach();
    reach_question_ = sink.reach_question();
  }
  bool wants_events() const { return wants_ >= RecordLevel::kEvents; }
  Duration reach_interval() const { return reach_interval_; }
  const ReachQuestion* reach_question() const { return reach_question_; }
  bool wants_movement() const { return wants_ >= RecordLevel::kFull; }
  template <class F>
  void each(F&& f) const {
    for (Sink* sink : sinks_) f(*sink);
  }

 private:
  std::vector<Sink*> sinks_;
  RecordLevel wants_ = RecordLevel::kNone;
  Duration reach_interval_;
  const ReachQuestion* reach_question_ = nullptr;
};

}  // namespace vedette
