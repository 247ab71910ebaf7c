// SPDX-License-Identifier: Apache-2.0
// What happened: incidents with their stages, and where units were.
#include <cmath>
#include <map>
#include <utility>

#include "export/layers.hpp"
#include "report/report_parts.hpp"

namespace vedette::gis {

namespace {

// --- incidents -----------------------------------------------------------------------------------

class Incidents {
 public:
  explicit Incidents(const Material& m) : m_(m), clock_(m.start) {
    for (const auto& a : m.geometry.areas) areas_[a.entity] = &a;
  }
  static std::vector<Field> fields() {
    std::vector<Field> out = {{"id", FieldKind::kInteger},
                              {"kind"},
                              {"type"},
                              {"label_en"},
                              {"label_zh"},
                              {"priority", FieldKind::kInteger},
                              {"real", FieldKind::kInteger},
                              {"place"},
                              {"district"},
                              {"cell"},
                              {"responder"},
                              {"parent_id", FieldKind::kInteger},
                              {"closed", FieldKind::kInteger},
                              {"received_time", FieldKind::kMoment},
                              {"arrived_time", FieldKind::kMoment},
                              {"end_time", FieldKind::kMoment},
                              {"received_local"},
                              {"response_s", FieldKind::kReal},
                              {"within_min", FieldKind::kReal}};
    for (std::size_t s = 0; s < kStages; ++s)
      out.push_back({std::string(stage_name(static_cast<Stage>(s))) + "_s", FieldKind::kReal});
    return out;
  }
  Feature feature(const Incident& i, Time end) const {
    const Time received = report::received(i);
    const auto response = report::response(i);
    const RecordedType* type = type_of(i);
    Feature f;
    f.points = {millimetres(i.x_m, i.y_m)};
    const auto area = areas_.find(i.place);
    std::string district, cell;
    if (area != areas_.end()) {
      if (area->second->district < m_.districts.size())
        district = m_.districts[area->second->district];
      if (area->second->cell < m_.geometry.cells.size())
        cell = m_.name(m_.geometry.cells[area->second->cell].entity);
    }
    f.values = {
        std::int64_t{i.id.value}, std::string(incident_kind_name(i.kind)),
        named(type ? type->name : std::string()), named(type ? type->label_en : std::string()),
        named(type ? type->label_zh : std::string()), std::int64_t{i.priority},
        std::int64_t{i.real}, named(m_.name(i.place)), named(district), named(cell),
        named(m_.name(i.responder)), index_of(i.parent.valid(), i.parent.value),
        std::int64_t{i.closed}, moment(received), moment(response ? received + *response : kUnset),
        // Of one still open the end of the run, so that it stays on the map until then.
        moment(i.has(Stage::kCleared) ? i[Stage::kCleared] : end),
        named(received == kUnset ? std::string() : clock_.local_text(received)),
        real(response ? response->seconds() : std::nan("")), within(response)};
    for (std::size_t s = 0; s < kStages; ++s) f.values.push_back(seconds_of(i.stages[s]));
    return f;
  }

 private:
  const RecordedType* type_of(const Incident& i) const {
    const auto& types = i.kind == IncidentKind::kAlarm ? m_.alarm_types : m_.call_types;
    return i.type < types.size() ? &types[i.type] : nullptr;
  }
  Value within(std::optional<Duration> response) const {
    for (const Duration mark : m_.marks)
      if (response && *response <= mark) return real(mark.seconds() / 60);
    return real(std::nan(""));
  }
  const Material& m_;
  Clock clock_;
  std::map<EntityId, const RecordedGeometry::DemandArea*> areas_;
};

Layer incidents(const Material& m, Time end) {
  Layer layer;
  layer.name = "incidents";
  layer.description =
      "Calls, alarms and tasks with the times of their stages in seconds from the start; moments "
      "are UTC.";
  layer.fields = Incidents::fields();
  layer.each = [&m, end](const auto& take) {
    const Incidents make(m);
    for (const Incident& i : m.incidents) take(make.feature(i, end));
  };
  return layer;
}

// --- movements -----------------------------------------------------------------------------------

// A movement as it was: cut where the next one begins before its end.
struct Move {
  Time from, to;
  PointMm a, b;
};

std::vector<Move> moves_of(RecordingReader& recording, EntityId who) {
  std::vector<Move> out;
  for (const Segment& s : recording.segments(who, Time{0}, kNever)) {
    const PointMm a = millimetres(s.x0_m, s.y0_m), b = millimetres(s.x1_m, s.y1_m);
    if (!out.empty() && s.t0 < out.back().to) {
      out.back().to = s.t0;
      out.back().b = a;
    }
    out.push_back({s.t0, s.t1, a, b});
  }
  return out;
}

double metres_between(PointMm a, PointMm b) {
  const auto dx = static_cast<double>(b.x - a.x), dy = static_cast<double>(b.y - a.y);
  return std::sqrt(dx * dx + dy * dy) / 1000;
}

// Who can move, with the fleet of a unit.
std::vector<std::pair<EntityId, std::string>> movers(const Material& m) {
  std::map<EntityId, std::string> fleets;
  for (const auto& u : m.geometry.units) fleets[u.entity] = u.fleet;
  std::vector<std::pair<EntityId, std::string>> out;
  for (std::size_t i = 0; i < m.entities.size(); ++i) {
    const EntityKind kind = m.entities[i].kind;
    if (kind != EntityKind::kUnit && kind != EntityKind::kGuard && kind != EntityKind::kIntruder &&
        kind != EntityKind::kEscort && kind != EntityKind::kVisitor)
      continue;
    const auto fleet = fleets.find(EntityId(i));
    out.emplace_back(EntityId(i), fleet == fleets.end() ? std::string() : fleet->second);
  }
  return out;
}

std::vector<Field> movement_fields() {
  return {{"name"},
          {"kind"},
          {"fleet"},
          {"start_time", FieldKind::kMoment},
          {"end_time", FieldKind::kMoment},
          {"start_s", FieldKind::kReal},
          {"end_s", FieldKind::kReal}};
}

std::vector<Value> movement_values(const Material& m, EntityId who, const std::string& fleet,
                                   Time from, Time to) {
  return {m.name(who),  std::string(entity_kind_name(m.entities[who.index()].kind)),
          named(fleet), from,
          to,           from.seconds(),
          to.seconds()};
}

Layer tracks(const Material& m, RecordingReader& recording) {
  Layer layer;
  layer.name = "tracks";
  layer.description = "Ways of units, guards and intruders without a halt between, one line each.";
  layer.shape = ShapeKind::kLine;
  layer.fields = movement_fields();
  layer.fields.push_back({"length_m", FieldKind::kReal});
  layer.each = [&m, &recording](const auto& take) {
    for (const auto& [who, fleet] : movers(m)) {
      const std::vector<Move> moves = moves_of(recording, who);
      for (std::size_t i = 0; i < moves.size();) {
        std::vector<PointMm> line = {moves[i].a};
        double length = 0;
        const std::size_t first = i;
        do {
          if (moves[i].b != line.back()) line.push_back(moves[i].b);
          length += metres_between(moves[i].a, moves[i].b);
          ++i;
        } while (i < moves.size() && moves[i].from == moves[i - 1].to &&
                 moves[i].a == moves[i - 1].b);
        if (line.size() < 2) continue;
        Feature f{movement_values(m, who, fleet, moves[first].from, moves[i - 1].to),
                  std::move(line),
                  {}};
        f.values.push_back(real(length));
        take(f);
      }
    }
  };
  return layer;
}

Layer moves(const Material& m, RecordingReader& recording) {
  Layer layer;
  layer.name = "moves";
  layer.description =
      "Every straight movement with its beginning and end, for QGIS's temporal controller.";
  layer.shape = ShapeKind::kLine;
  layer.fields = movement_fields();
  layer.fields.push_back({"length_m", FieldKind::kReal});
  layer.fields.push_back({"speed_kmh", FieldKind::kReal});
  layer.each = [&m, &recording](const auto& take) {
    for (const auto& [who, fleet] : movers(m)) {
      for (const Move& move : moves_of(recording, who)) {
        if (move.a == move.b) continue;
        Feature f{movement_values(m, who, fleet, move.from, move.to), {move.a, move.b}, {}};
        const double length = metres_between(move.a, move.b);
        const double takes_s = (move.to - move.from).seconds();
        f.values.push_back(real(length));
        f.values.push_back(real(takes_s > 0 ? length / takes_s * 3.6 : std::nan("")));
        take(f);
      }
    }
  };
  return layer;
}

Layer halts(const Material& m, RecordingReader& recording, Time end) {
  Layer layer;
  layer.name = "halts";
  layer.description =
      "Where units, guards and intruders stood, and from when to when, for QGIS's temporal "
      "controller.";
  layer.fields = movement_fields();
  layer.each = [&m, &recording, end](const auto& take) {
    for (const auto& [who, fleet] : movers(m)) {
      const RecordedEntity& e = m.entities[who.index()];
      Time since{0};
      PointMm at = millimetres(e.x_m, e.y_m);
      bool known = e.kind != EntityKind::kIntruder;
      const auto stood = [&, &who_ = who, &fleet_ = fleet](Time until) {
        if (since < until) take({movement_values(m, who_, fleet_, since, until), {at}, {}});
      };
      for (const Move& move : moves_of(recording, who)) {
        if (move.a == move.b) continue;
        // Nobody saw an intruder stand before he came.
        if (known) stood(move.from);
        known = true;
        since = move.to;
        at = move.b;
      }
      if (known) stood(end);
    }
  };
  return layer;
}

}  // namespace

void add_event_layers(const Material& m, RecordingReader& recording, std::vector<Layer>& out) {
  const RecordingInfo info = recording.info();
  if (!m.incidents.empty()) out.push_back(incidents(m, info.end));
  if (info.level != RecordLevel::kFull) return;
  out.push_back(tracks(m, recording));
  out.push_back(moves(m, recording));
  out.push_back(halts(m, recording, info.end));
}

}  // namespace vedette::gis
