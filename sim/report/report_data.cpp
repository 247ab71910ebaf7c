// SPDX-License-Identifier: Apache-2.0
#include "report/report_data.hpp"

#include <chrono>
#include <cstdio>

#include "base/diagnostics.hpp"
#include "measure/alarm_chain.hpp"
#include "measure/labels.hpp"
#include "measure/theory.hpp"
#include "report/report_parts.hpp"

namespace vedette {

namespace report {

namespace {

// Local time of day and weekday (0 = Monday) of "YYYY-MM-DDThh:mm[:ss]…".
void read_start(Material& material) {
  int y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0;
  if (std::sscanf(material.info.start.c_str(), "%d-%d-%dT%d:%d:%d", &y, &mo, &d, &h, &mi, &s) < 5)
    return;
  const std::chrono::year_month_day date{std::chrono::year(y),
                                         std::chrono::month(static_cast<unsigned>(mo)),
                                         std::chrono::day(static_cast<unsigned>(d))};
  if (!date.ok()) return;
  material.start_second_of_day = h * 3600 + mi * 60 + s;
  const std::chrono::weekday weekday{std::chrono::sys_days(date)};
  material.start_weekday = static_cast<int>(weekday.iso_encoding()) - 1;
}

// The police's stages stand in the call that an alarm made.
void join_calls_to_alarms(std::vector<Incident>& incidents) {
  std::map<IncidentId, Incident*> alarms;
  for (Incident& i : incidents)
    if (i.kind == IncidentKind::kAlarm) alarms[i.id] = &i;
  for (const Incident& call : incidents) {
    const auto alarm = call.parent.valid() ? alarms.find(call.parent) : alarms.end();
    if (alarm == alarms.end()) continue;
    take_over_police(alarm->second->stages, call.stages);
  }
}

ReportData text(const std::string& en, const std::string& zh) {
  return {{"en", en}, {"zh", zh}};
}

// A label of the scenario: {"en": …, "zh": …} or one text for both.
ReportData description(const std::string& world_json) {
  const auto world = nlohmann::json::parse(world_json, nullptr, false);
  const auto label = world.is_object() ? world.value("description", nlohmann::json()) : world;
  if (label.is_string()) return text(label, label);
  if (!label.is_object()) return text("", "");
  const auto in = [&label](const char* code) {
    return label.contains(code) && label[code].is_string() ? label[code].get<std::string>() : "";
  };
  return text(in("en"), in("zh"));
}

const char* level_name(RecordLevel level) {
  switch (level) {
    case RecordLevel::kNone:
      return "none";
    case RecordLevel::kEvents:
      return "events";
    default:
      return "full";
  }
}

ReportData types(const std::vector<RecordedType>& list) {
  auto out = ReportData::array();
  for (const RecordedType& t : list)
    out.push_back(text(t.label_en.empty() ? t.name : t.label_en, t.label_zh));
  return out;
}

}  // namespace

Material read_material(RecordingReader& recording) {
  const RecordingReader::Hold hold(recording);
  Material m;
  m.info = recording.info();
  m.entities = recording.entities();
  m.call_types = recording.call_types();
  m.alarm_types = recording.alarm_types();
  m.incidents = recording.incidents();
  m.busy = recording.busy();
  m.duty = recording.duty();
  read_start(m);
  join_calls_to_alarms(m.incidents);
  return m;
}

Time received(const Incident& i) {
  if (i.kind != IncidentKind::kAlarm && i.has(Stage::kPoliceCalled)) return i[Stage::kPoliceCalled];
  return i[i.kind == IncidentKind::kAlarm && i.has(Stage::kSensed) ? Stage::kSensed
                                                                   : Stage::kOccurred];
}

std::optional<Duration> response(const Incident& i) {
  Time there = kNever;
  if (i.has(Stage::kPoliceArrived)) there = i[Stage::kPoliceArrived];
  if (i.kind == IncidentKind::kAlarm && i.has(Stage::kGuardArrived))
    there = std::min(there, i[Stage::kGuardArrived]);
  const Time from = received(i);
  if (there == kNever || from == kUnset) return std::nullopt;
  return there - from;
}

bool concerns(const Incident& i) {
  return i.real || i.has(Stage::kGuardsDispatched) || i.has(Stage::kPoliceCalled);
}

ReportData Names::of(EntityId entity) {
  if (!entity.valid() || entity.index() >= entities_.size()) return nullptr;
  const auto [at, is_new] = places_.try_emplace(entity, json_.size());
  if (is_new) {
    const RecordedEntity& e = entities_[entity.index()];
    json_.push_back({{"kind", entity_kind_name(e.kind)}, {"name", e.name}});
  }
  return at->second;
}

}  // namespace report

Summary summary_of(RecordingReader& recording) {
  for (const auto& [key, json] : recording.summaries()) {
    if (key != kSummaryKey) continue;
    try {
      return summary_from_json(nlohmann::ordered_json::parse(json));
    } catch (const nlohmann::ordered_json::exception&) {
      throw InputError{{{recording.path(), 0, 0},
                        Severity::kError,
                        "the recording is damaged: its summary cannot be read",
                        "record it again: the same scenario and seed give the same run"}};
    }
  }
  return summarise({figures_of(recording)});
}

ReportData report::theory(RecordingReader& recording) {
  for (const auto& [key, json] : recording.summaries()) {
    if (key != kTheoryKey) continue;
    auto out = ReportData::array();
    const auto beside = ReportData::parse(json, nullptr, false);
    for (const ReportData& one : beside.is_array() ? beside : ReportData::array()) {
      const auto id = one.value("id", ""), model = one.value("model", "");
      const auto number = [&](const char* name) {
        const auto at = one.find(name);
        return at != one.end() && at->is_number() ? *at : ReportData(nullptr);
      };
      auto doubts = ReportData::array();
      if (const auto at = one.find("doubts"); at != one.end() && at->is_array())
        for (const ReportData& doubt : *at)
          doubts.push_back(text(doubt.value("en", ""), doubt.value("zh", "")));
      out.push_back(
          {{"label", text(figure_label(id, Lang::kEn), figure_label(id, Lang::kZh))},
           {"model", text(std::string(model_label(model, Lang::kEn)),
                          std::string(model_label(model, Lang::kZh)))},
           {"unit", unit_name(figure_unit(id))},
           {"simulated",
            {{"value", number("value")}, {"low", number("low")}, {"high", number("high")}}},
           {"theory", number("theory")},
           {"applies", one.value("applies", true)},
           {"doubts", doubts}});
    }
    return out;
  }
  return nullptr;
}

ReportData report_data(RecordingReader& recording, const Summary& summary,
                       const std::string& machine, RecordingReader* earlier) {
  using namespace report;
  const Material m = read_material(recording);
  const RecordingReader::Hold hold(recording);
  ReportData data;
  data["program"] = "vedette " + m.info.vedette_version;
  data["machine"] = machine.empty() ? ReportData(nullptr) : ReportData(machine);
  data["scenario"] = {{"name", text(m.info.name_en, m.info.name_zh)},
                      {"description", description(recording.world_json())},
                      {"start", m.info.start},
                      {"start_second_of_day", m.start_second_of_day},
                      {"start_weekday", m.start_weekday},
                      {"horizon_s", m.info.horizon.seconds()},
                      {"hash", m.info.scenario_hash},
                      {"seed", std::to_string(m.info.seed)}};
  data["run"] = {{"replication", m.info.replication},
                 {"replications", summary.replications},
                 {"record", level_name(m.info.level)},
                 {"level", 0.95},
                 {"complete", m.info.complete}};
  data["marks_s"] = ReportData::array();
  for (const std::int64_t us : m.info.marks_us)
    data["marks_s"].push_back(microseconds(us).seconds());
  data["stages"] = ReportData::array();
  for (std::size_t s = 0; s < kStages; ++s)
    data["stages"].push_back(stage_name(static_cast<Stage>(s)));
  data["types"] = {{"call", types(m.call_types)}, {"alarm", types(m.alarm_types)}};
  data["calls"] = calls(m, summary);
  data["alarms"] = alarms(m, summary);
  data["utilisation"] = utilisation(m, summary);
  data["work"] = work(m, summary);
  const RecordedGeometry geometry = recording.geometry();
  data["planner"] = planner(m, geometry, summary);
  data["before"] = earlier ? before(summary, data["planner"], *earlier, summary_of(*earlier))
                           : ReportData(nullptr);
  data["theory"] = theory(recording);
  data["worst"] = worst(m);
  Names names(m.entities);
  auto must = data["worst"]["calls"];
  must.insert(must.end(), data["worst"]["alarms"].begin(), data["worst"]["alarms"].end());
  data["incidents"] = incidents(m, must, recording, names);
  data["headline"] = headline(m, recording, names);
  data["network"] = network(m, summary, recording);
  data["drill"] = drill(m, summary, recording, names);
  data["equipment"] = equipment(m, summary, recording, names);
  data["incidents_total"] = m.incidents.size();
  data["names"] = names.json();
  data["map"] = map(m, geometry, station_reach(m, geometry, recording.world_json()));
  data["provenance"] = ReportData::array();
  for (const Provenance& p : recording.provenance())
    data["provenance"].push_back(
        {{"path", p.path}, {"value", p.value}, {"source", p.source}, {"assumption", p.assumption}});
  return data;
}

}  // namespace vedette
