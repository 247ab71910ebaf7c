// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "record/recording_reader.hpp"
#include "report/report_data.hpp"

// What report_data() is put together from. Layout: report_data.hpp.
namespace vedette::report {

/// A recording as far as the report needs it, read once.
struct Material {
  RecordingInfo info;
  std::vector<RecordedEntity> entities;
  std::vector<RecordedType> call_types, alarm_types;
  std::vector<Incident> incidents;  ///< an alarm has the stages of the call that it made
  std::vector<RecordedSpan> busy, duty;
  int start_second_of_day = 0, start_weekday = 0;
};
Material read_material(RecordingReader& recording);

/// From the call received, or the sensor's report, to the first on the scene; none: nobody came.
std::optional<Duration> response(const Incident& incident);
/// When that clock starts.
Time received(const Incident& incident);
/// A real alarm, or one that the operators took for real.
bool concerns(const Incident& incident);

/// Places in "names", given out as they are asked for.
class Names {
 public:
  explicit Names(const std::vector<RecordedEntity>& entities) : entities_(entities) {}
  /// Null for no entity.
  ReportData of(EntityId entity);
  ReportData json() const { return json_; }

 private:
  const std::vector<RecordedEntity>& entities_;
  std::map<EntityId, std::size_t> places_;
  ReportData json_ = ReportData::array();
};

/// A figure of the summary; null where nothing was observed.
ReportData figure(const Summary& summary, const std::string& id);

ReportData calls(const Material& material, const Summary& summary);
ReportData alarms(const Material& material, const Summary& summary);
ReportData utilisation(const Material& material, const Summary& summary);
/// Tasks, posts, patrol, finds, stop checks, doors; null without any.
ReportData work(const Material& material, const Summary& summary);
/// Calls by district, hours of the day and priority; null without calls.
ReportData planner(const Material& material, const RecordedGeometry& geometry);
/// This run's figures and planner's table beside those of another.
ReportData before(const Summary& now, const ReportData& planner_now, RecordingReader& earlier,
                  const Summary& then);
/// Latency of alarms, the network's figures and limits of standards; null without any.
ReportData network(const Material& material, const Summary& summary, RecordingReader& recording);
/// Formulas beside what was simulated, as the recording holds it; null without.
ReportData theory(RecordingReader& recording);
ReportData worst(const Material& material);
/// Steps of written response plans against their targets; null where none was followed.
ReportData drill(const Material& material, const Summary& summary, RecordingReader& recording,
                 Names& names);
/// Availability, downtime by cause, repairs; null where nothing could be down.
ReportData equipment(const Material& material, const Summary& summary, RecordingReader& recording,
                     Names& names);
/// The incidents that the page shows; those of `must` (ids) always.
ReportData incidents(const Material& material, const ReportData& must, RecordingReader& recording,
                     Names& names);
ReportData map(const Material& material, const RecordedGeometry& geometry);

}  // namespace vedette::report
