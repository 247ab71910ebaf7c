// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "measure/alarm_chain.hpp"
#include "record/sink.hpp"
#include "study/monkey.hpp"

namespace vedette {

/// What one run of the monkey tells, as far as two runs are compared by it.
struct MonkeyRecord {
  Time end;                                ///< of the run
  std::vector<std::int64_t> down_us;       ///< per entity
  std::vector<std::int64_t> uncovered_us;  ///< per entity (zones)
  /// Sensor and time of everything that was to be reported → was at the server in the end.
  std::map<std::pair<std::uint32_t, std::int64_t>, bool> reports;
  /// Alarms that a sensor raised, the police's stages with them.
  struct Alarm {
    std::uint32_t place = 0;
    StageTimes at;  ///< kUnset where a stage was not reached
  };
  std::vector<Alarm> alarms;
  /// Doors that ways went round, and at which speed: a trial meets the same ones.
  std::vector<std::pair<std::vector<std::uint32_t>, double>> detours;

  /// Through a pipe, between two processes of the same program.
  std::string to_bytes() const;
  static MonkeyRecord from_bytes(std::string_view bytes);
};

class MonkeyWatch : public Sink {
 public:
  explicit MonkeyWatch(const World& world);
  void tally(const Tally& tally) override;
  void incident_closed(const Incident& incident) override;
  void finish(Time end) override { record_.end = end; }
  const MonkeyRecord& record() const { return record_; }

 private:
  MonkeyRecord record_;
  std::map<std::uint32_t, std::size_t> alarm_of_;  ///< incident → place in record_.alarms
  std::map<std::uint32_t, StageTimes> calls_;      ///< by the alarm, which is still open
};

MonkeyFigures figures_of(const World& world, const MonkeyRecord& record);
/// The alarms of both runs, one by one.
std::array<MonkeyDelay, kStages> delays(const MonkeyRecord& without, const MonkeyRecord& with);
/// Everything that rose with a failure and must not, in sentences.
std::vector<std::string> violations(const World& world, const MonkeyRecord& without,
                                    const MonkeyRecord& with);

}  // namespace vedette
