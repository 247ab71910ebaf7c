// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/distribution.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"
#include "space/polygon.hpp"
#include "space/road_graph.hpp"
#include "space/sight.hpp"
#include "space/travel_table.hpp"
#include "world/network.hpp"

namespace vedette {

struct Protection;
struct Response;  // world/response.hpp

/// What an alarm is about: index into Site::alarm_types.
struct AlarmType {
  std::string name;
  std::string label_en, label_zh;
  int priority = 1;
};

struct Building {
  std::string name;
  Polygon corners;
};

/// An alarm zone: a stretch of the perimeter with its sensors, or one detector (then a = b = spot).
/// All coordinates of a site are already moved
/// to the city's metres by the site's anchor.
struct Zone {
  EntityId entity;
  PointMm a, b;
  PointMm spot;      ///< where its alarms are looked at: the middle
  NodeId walk_node;  ///< where a guard stands to see to it; invalid: outside the walls
  std::vector<std::uint32_t> sensors;
  std::vector<std::uint32_t> cameras;  ///< those that see the spot, nearest first
  HostId panel;                        ///< its sensors are wired to; invalid: not on a network
};

struct Sensor {
  EntityId entity;
  std::uint32_t zone = 0;
  std::string technology;
  std::uint16_t alarm_type = 0;      ///< index into Site::alarm_types
  double detection_probability = 1;  ///< of a crossing
  double nuisance_per_day = 0;       ///< Poisson
  Distribution report_s;             ///< crossing to the sensor's report
};

struct Camera {
  EntityId entity;
  PointMm at;
  double azimuth_deg = 0;  ///< clockwise from north (+y)
  double hfov_deg = 0;
  double range_m = 0;
  HostId host;  ///< invalid: not on a network
};

struct Door {
  EntityId entity;
  PointMm at;
};

struct Checkpoint {
  EntityId entity;
  NodeId node;
};

struct Tour {
  std::string name;
  std::vector<std::uint32_t> checkpoints;
  Distribution pause_s;  ///< at each checkpoint
  Distribution rest_s;   ///< at the post between two tours
};

struct Guard {
  EntityId entity;
  NodeId post;
  std::uint32_t tour = 0xffffffffu;  ///< none: stays at the post
  Duration first_tour;               ///< from the beginning of the run
};

struct Operator {
  EntityId entity;
  HostId console;
};

/// What operators and guards need to see to an alarm.
struct AlarmHandling {
  Distribution acknowledge_s;         ///< free operator: alarm shown to taken
  Distribution assess_with_camera_s;  ///< picture there to judged
  Distribution assess_without_camera_s;
  double wrong_dismissal_probability = 0;
  double wrong_confirmation_probability = 0;
  Duration camera_patience;      ///< no picture after this: judged without
  double message_bytes = 512;    ///< an alarm or order
  double picture_bytes = 250e3;  ///< first picture of a camera call-up
  Duration retry;                ///< a message that did not get through is sent again after
  Duration radio_patience = kUnreachable;  ///< a guard not reached by then gets a runner
  NodeId runner_from;                      ///< where that one stands; invalid: there is none
  Duration merge_window;  ///< further alarms of a zone within this belong to the first
  bool preempt = false;   ///< operators lay less urgent alarms aside for more urgent ones
  std::uint32_t guards_sent = 1;
  Distribution guard_reaction_s;                 ///< order received to leaving
  Distribution search_s;                         ///< on the spot
  double run_factor = 1;                         ///< running to an alarm relative to walking
  Distribution call_police_s;                    ///< operator on the telephone
  std::uint32_t police_call_type = 0xffffffffu;  ///< none: no police are called
};

/// What the police do beyond the gate.
struct PoliceOnSite {
  NodeId entry;           ///< of the walk graph: just inside or before the gate
  double run_factor = 1;  ///< times on foot relative to walking
  bool drives = false;    ///< as far as the vehicles' graph leads, where that is quicker
};

struct CameraPlan;  // world/camera_plan.hpp
struct Layout;      // world/layout.hpp

struct Site {
  bool present = false;
  std::string name;
  std::vector<std::pair<PointMm, PointMm>> fences;  ///< drawn, but seen through
  std::vector<Building> buildings;
  std::shared_ptr<const SightIndex> sight;  ///< what blocks a camera
  std::shared_ptr<const RoadGraph> walk;    ///< points and paths, doors' delays included
  std::shared_ptr<const TravelTable> walking;
  std::shared_ptr<const Layout> layout;  ///< floors, rooms, areas, assets; how doors are passed
  NodeId gate;  ///< on the city's roads: where the police arrive; invalid without a city
  std::optional<PoliceOnSite> police;  ///< none: they stop at the gate
  std::vector<AlarmType> alarm_types;
  std::vector<Zone> zones;
  std::vector<Sensor> sensors;
  std::vector<Camera> cameras;
  std::shared_ptr<const CameraPlan> camera_plan;  ///< the same cameras, as they hang
  std::vector<Door> doors;
  std::vector<Checkpoint> checkpoints;
  std::vector<Tour> tours;
  std::vector<Guard> guards;
  std::vector<Operator> operators;
  AlarmHandling handling;
  std::shared_ptr<const Protection> protection;  ///< never null where a site is present
  // Who sends what to whom; invalid: reached without a network, or not there.
  HostId server, platform, radio, police_line;  ///< alarm server, platform; those who are called
  HostId communications;                        ///< calls to the radio go through this server
  HostId video;                                 ///< pictures come through this server
  std::vector<HostId> walls;                    ///< per room: decoder of its video wall
  std::shared_ptr<const Response> response;     ///< plans, rooms, rounds, injects; with operators
};

}  // namespace vedette
