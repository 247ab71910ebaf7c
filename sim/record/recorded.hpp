// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "record/event.hpp"
#include "record/sink.hpp"
#include "space/polygon.hpp"
#include "space/road_graph.hpp"
#include "world/world.hpp"

namespace vedette {

/// What a recording says about itself.
struct RecordingInfo {
  std::string vedette_version;
  std::string name_en, name_zh;
  std::string scenario_hash;
  std::string design;
  std::string start;  ///< ISO 8601 with UTC offset: time 0
  std::uint64_t seed = 0, replication = 0;
  RecordLevel level = RecordLevel::kNone;
  Duration horizon;
  std::vector<std::int64_t> marks_us;
  bool complete = false;  ///< the run reached its end; else it goes on, or was broken off
  Time end;               ///< of a complete run; else the latest time found in it
};

struct RecordedEntity {
  EntityKind kind = EntityKind::kArea;
  std::string name;
  double x_m = 0, y_m = 0;
};

struct RecordedType {
  std::string name, label_en, label_zh;
  int priority = 1;
  Duration deadline = kUnreachable;  ///< from becoming known to done; kUnreachable: none
};

struct RecordedEvent {
  std::uint64_t seq = 0;  ///< from 1, without gaps, in order of time
  Event event;            ///< its text lives as long as the reader
};

struct RecordedStage {
  Stage stage = Stage::kOccurred;
  Time at;
  EntityId who;
};

/// `who` was busy, or on duty, from `from` to `to`.
struct RecordedSpan {
  EntityId who;
  Time from, to;
};

/// How an intrusion ended.
struct RecordedIntrusion {
  EntityId who;
  bool detected = false;
  bool interrupted = false;
  Time at;
};

/// A step of a response plan, as the scenario has it.
struct RecordedPlanStep {
  std::string name, label_en, label_zh;
  std::string action, owner;
  Duration target = kUnreachable;  ///< from due to done; kUnreachable: none
  double weight = 1;
};
struct RecordedPlan {
  std::string name, label_en, label_zh;
  std::vector<RecordedPlanStep> steps;
};

/// Something that the exercise has thrown in.
struct RecordedInject {
  std::string name, label_en, label_zh;
  Time at;
};

struct RecordedTrust {
  EntityId who;
  Time at;
  double trust = 1;
};

struct RecordedPosition {
  double x_m = 0, y_m = 0;
  bool moving = false;
};

/// What stands where, for drawing.
struct RecordedGeometry {
  struct Node {
    PointMm at;
    std::string name;
  };
  struct Road {
    std::uint32_t from = 0, to = 0;  ///< nodes of the same graph
    double length_m = 0, travel_s = 0;
    bool one_way = false;
  };
  struct Graph {
    std::vector<Node> nodes;
    std::vector<Road> roads;
  };
  struct Area {  // a polygon: patrol cell (with entity) or building (with name)
    EntityId entity;
    std::string name;
    Polygon corners;
  };
  struct Line {
    EntityId entity;
    PointMm a, b;
  };
  struct Camera {
    EntityId entity;
    PointMm at;
    double azimuth_deg = 0, hfov_deg = 0, range_m = 0;
  };
  struct DemandArea {
    EntityId entity;
    std::uint32_t node = 0;
    double calls_per_day = 0;
    std::uint32_t district = kNoIndex, cell = kNoIndex;
  };
  struct Station {
    EntityId entity;
    std::uint32_t node = 0, district = kNoIndex;
  };
  struct Unit {
    EntityId entity;
    std::string fleet;
    std::uint32_t home_node = 0, cell = kNoIndex;
  };
  Graph city, walk;
  std::vector<Area> cells, buildings;
  std::vector<Line> walls, fences, zones;
  std::vector<Camera> cameras;
  std::vector<DemandArea> areas;
  std::vector<Station> stations;
  std::vector<Unit> units;
};

}  // namespace vedette
