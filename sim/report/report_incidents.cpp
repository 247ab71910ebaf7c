// SPDX-License-Identifier: Apache-2.0
// Which incidents the page shows, and which were the worst.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "report/report_parts.hpp"

namespace vedette::report {

namespace {

// A page with more of them gets slow to open; all count in the figures.
constexpr std::size_t kMostIncidents = 4000;
constexpr std::size_t kWorst = 10;

ReportData seconds_or_null(Time t) {
  return t == kUnset ? ReportData(nullptr) : ReportData(t.seconds());
}

using Doers = std::array<EntityId, kStages>;

Doers doers(RecordingReader& recording, IncidentId id) {
  Doers who;
  for (const RecordedStage& s : recording.stages_of(id))
    who[static_cast<std::size_t>(s.stage)] = s.who;
  return who;
}

ReportData incident_json(const Incident& i, const Doers& who, Names& names) {
  auto t = ReportData::array(), by = ReportData::array();
  for (std::size_t s = 0; s < kStages; ++s) {
    t.push_back(seconds_or_null(i.stages[s]));
    // A stage may have been taken back: a unit was called away.
    by.push_back(i.stages[s] == kUnset ? ReportData(nullptr) : names.of(who[s]));
  }
  return {{"id", i.id.value},
          {"kind", incident_kind_name(i.kind)},
          {"type", i.type},
          {"priority", i.priority},
          {"real", i.real},
          {"x", i.x_m},
          {"y", i.y_m},
          {"place", names.of(i.place)},
          {"responder", names.of(i.responder)},
          {"t", t},
          {"who", by}};
}

// All that must be there, then an even choice of the others.
std::vector<const Incident*> choice(const Material& m, const ReportData& must) {
  std::set<std::uint32_t> wanted;
  for (const auto& id : must) wanted.insert(id.get<std::uint32_t>());
  for (const Incident& i : m.incidents)
    if (i.kind == IncidentKind::kAlarm && i.real) wanted.insert(i.id.value);
  const std::size_t others = m.incidents.size() - std::min(wanted.size(), m.incidents.size());
  const std::size_t room = kMostIncidents - std::min(wanted.size(), kMostIncidents);
  std::vector<const Incident*> out;
  std::size_t seen = 0;
  for (const Incident& i : m.incidents) {
    bool take = wanted.count(i.id.value) != 0;
    if (!take) {
      // The k-th of n others is taken where k * room / n steps up: room of them, evenly spread.
      take = others <= room || seen * room / others != (seen + 1) * room / others;
      ++seen;
    }
    if (take) out.push_back(&i);
  }
  return out;
}

}  // namespace

ReportData incidents(const Material& m, const ReportData& must, RecordingReader& recording,
                     Names& names) {
  std::map<IncidentId, IncidentId> call_of;  // alarm → the call that it made
  for (const Incident& i : m.incidents)
    if (i.parent.valid()) call_of.emplace(i.parent, i.id);
  auto out = ReportData::array();
  for (const Incident* i : choice(m, must)) {
    Doers who = doers(recording, i->id);
    if (const auto call = call_of.find(i->id); call != call_of.end()) {
      const Doers police = doers(recording, call->second);
      for (std::size_t s = 0; s < kStages; ++s)
        if (!who[s].valid() && i->stages[s] != kUnset) who[s] = police[s];
    }
    out.push_back(incident_json(*i, who, names));
  }
  return out;
}

ReportData worst(const Material& m) {
  // Longest wait first; equal waits in order of occurrence.
  const auto ids = [&m](IncidentKind kind) {
    std::vector<std::pair<std::int64_t, std::uint32_t>> waits;
    for (const Incident& i : m.incidents) {
      if (i.kind != kind || !concerns(i) || received(i) == kUnset) continue;
      const Duration wait = response(i).value_or(m.info.end - received(i));
      waits.emplace_back(-wait.us, i.id.value);
    }
    std::sort(waits.begin(), waits.end());
    if (waits.size() > kWorst) waits.resize(kWorst);
    auto out = ReportData::array();
    for (const auto& [wait, id] : waits) out.push_back(id);
    return out;
  };
  return {{"calls", ids(IncidentKind::kCall)}, {"alarms", ids(IncidentKind::kAlarm)}};
}

std::string threat_kind(const ReportData& world, const std::string& name) {
  const ReportData::json_pointer at("/site/threats/" + name + "/kind");
  return world.contains(at) && world[at].is_string() ? world[at].get<std::string>() : "intrusion";
}

ReportData headline(const Material& m, RecordingReader& recording, Names& names) {
  // An alarm that a threat has caused occurred when a sensor noticed it.
  std::map<Time, EntityId> noticed;
  recording.each_tally([&](const Tally& t) {
    if (t.kind == TallyKind::kNoticed) noticed.emplace(t.from, t.who);
  });
  const ReportData world = ReportData::parse(recording.world_json(), nullptr, false);
  const auto rank = [](const std::string& kind) {
    if (kind == "escape" || kind == "intrusion") return 0;
    return kind == "medical" || kind == "fire" || kind == "disturbance" ? 2 : 1;
  };
  const Incident* best = nullptr;
  std::tuple<int, Time, IncidentId> best_of;
  ReportData out = nullptr;
  for (const Incident& i : m.incidents) {
    if (i.kind != IncidentKind::kAlarm || !i.real) continue;
    const auto cause = noticed.find(i[Stage::kOccurred]);
    const bool known = cause != noticed.end() && cause->second.index() < m.entities.size();
    const std::string kind =
        known ? threat_kind(world, m.entities[cause->second.index()].name) : "";
    const std::tuple key(known ? rank(kind) : 3, i[Stage::kOccurred], i.id);
    if (best && !(key < best_of)) continue;
    best = &i;
    best_of = key;
    out = {{"incident", i.id.value},
           {"kind", known ? ReportData(kind) : ReportData(nullptr)},
           {"who", known ? names.of(cause->second) : ReportData(nullptr)}};
  }
  return out;
}

}  // namespace vedette::report
