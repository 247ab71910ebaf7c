// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
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
  std::uint32_t floor = 0;  ///< index into RecordedGeometry::floors; 0: the ground
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
  Duration alarm_target = kUnreachable;  ///< from the alarm to done
  StepTargets targets() const { return {target, alarm_target}; }
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
  std::uint32_t floor = 0;
};

/// What stands where, for drawing. Of a recording, or of a world (geometry_of).
struct RecordedGeometry {
  struct Node {
    PointMm at;
    std::string name;
    std::uint32_t floor = 0;
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
    double height_m = 0;  ///< above its floor; 0: not said
  };
  struct Room {
    std::string name, label_en, label_zh;
    Polygon corners;
  };
  struct SiteArea {  // one polygon of a part of the site with a security level
    EntityId entity;
    std::string label_en, label_zh;
    int level = 0;
    Polygon corners;
  };
  struct Door {
    EntityId entity;
    PointMm a, b;      ///< the shut leaf; a = b: which way it stands is not known
    std::string lock;  ///< none, key, badge; plain: a door without a type
    bool vehicles = false;
  };
  /// The ground with the lowest floor of every building, or another floor of one building.
  struct Floor {
    std::string building;  ///< "": the ground
    int floor = 1;
    double base_m = 0;
    std::vector<Line> walls, glass;  ///< what blocks a camera; what it sees through
    std::vector<Room> rooms;
    std::vector<SiteArea> areas;
    std::vector<Door> doors;
  };
  struct Stairs {
    std::string name;
    PointMm at;
    std::vector<std::uint32_t> floors;  ///< from below
  };
  struct Camera {
    EntityId entity;
    PointMm at;
    double azimuth_deg = 0, hfov_deg = 0, range_m = 0;
    std::uint32_t floor = 0;
    std::string kind{};                ///< fixed, dome, ptz, thermal, deployable
    double height_m = 0;               ///< above its floor; 0: not said
    std::optional<double> tilt_deg{};  ///< below the horizon; none: nothing is cut off
    double vfov_deg = 0, pixels_across = 0, pixels_up = 0;  ///< 0: not known
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
  std::vector<Floor> floors;  ///< [0]: the ground; none without a site
  std::vector<Stairs> stairs;
  std::vector<Line> fences, zones;
  std::vector<Camera> cameras;
  std::vector<DemandArea> areas;
  std::vector<Station> stations;
  std::vector<Unit> units;

  /// What blocks a camera on the ground.
  const std::vector<Line>& ground_walls() const {
    static const std::vector<Line> none;
    return floors.empty() ? none : floors[0].walls;
  }
};

}  // namespace vedette
