// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "record/recording_reader.hpp"
#include "report/call_group.hpp"
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

/// Figures per mark under `prefix`.within.
ReportData marks(const Material& material, const Summary& summary, const std::string& prefix);
ReportData calls(const Material& material, const Summary& summary);
ReportData alarms(const Material& material, const Summary& summary);
ReportData utilisation(const Material& material, const Summary& summary);
/// Tasks, posts, patrol, finds, stop checks, doors; null without any.
ReportData work(const Material& material, const Summary& summary);
/// Calls by district, hours of the day and priority, and by fleet; null without calls.
ReportData planner(const Material& material, const RecordedGeometry& geometry,
                   const Summary& summary);
/// This run's figures and planner's table beside those of another.
ReportData before(const Summary& now, const ReportData& planner_now, RecordingReader& earlier,
                  const Summary& then);
/// Latency of alarms, the network's figures and limits of standards; null without any.
ReportData network(const Material& material, const Summary& summary, RecordingReader& recording);
/// Formulas beside what was simulated, as the recording holds it; null without.
ReportData theory(RecordingReader& recording);
ReportData worst(const Material& material);
/// What kind of threat somebody is, by the scenario that the recording holds.
std::string threat_kind(const ReportData& world, const std::string& name);
/// The real alarm that the answer is about: the first of an escape or intrusion, else of one
/// outside the walls or over them, else of another threat, else the first; null without any.
ReportData headline(const Material& material, RecordingReader& recording, Names& names);
/// Steps of written response plans against their targets; null where none was followed.
ReportData drill(const Material& material, const Summary& summary, RecordingReader& recording,
                 Names& names);
/// Availability, downtime by cause, repairs; null where nothing could be down.
ReportData equipment(const Material& material, const Summary& summary, RecordingReader& recording,
                     Names& names);
/// The incidents that the page shows; those of `must` (ids) always.
ReportData incidents(const Material& material, const ReportData& must, RecordingReader& recording,
                     Names& names);
/// How soon somebody from the nearest station can be at each junction, by siren and on free roads,
/// turnout not counted: the response circles of sim/cover, from what a recording holds.
struct StationReach {
  double siren_factor = 1;
  std::vector<Duration> node_time;            ///< per junction; kUnreachable: no way leads there
  std::vector<double> share, share_of_calls;  ///< per mark: of the demand areas, of their calls
};
/// None without stations or roads, or where these are damaged.
std::optional<StationReach> station_reach(const Material& material,
                                          const RecordedGeometry& geometry,
                                          const std::string& world_json);
ReportData reach_json(const StationReach& reach);
ReportData map(const Material& material, const RecordedGeometry& geometry,
               const std::optional<StationReach>& reach);
/// The recorded calls of each patrol cell that had any, by index of geometry.cells.
std::map<std::uint32_t, CallGroup> calls_by_cell(const Material& material,
                                                 const RecordedGeometry& geometry);
/// Of all calls of the group, per mark.
ReportData shares(const Material& material, const CallGroup& calls);

}  // namespace vedette::report
