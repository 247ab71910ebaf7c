// SPDX-License-Identifier: Apache-2.0
#include "cover/site_paths.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/statistics.hpp"
#include "world/layout.hpp"

namespace vedette {

namespace {

const std::string kRunTo = "run to ";

class Builder {
 public:
  Builder(const World& world, WeatherState weather)
      : world_(world),
        site_(world.site),
        plan_(*world.site.protection),
        model_(*plan_.adversary),
        weather_(weather) {
    const std::size_t n = site_.walk->node_count();
    motion_.assign(n, kNoIndex);
    for (std::uint32_t z = 0; z < site_.zones.size(); ++z) {
      const Zone& zone = site_.zones[z];
      if (plan_.zones[z].perimeter || !zone.walk_node.valid() || zone.sensors.empty()) continue;
      if (plan_.sensors[zone.sensors[0]].kind == AlarmKind::kMotion)
        motion_[zone.walk_node.index()] = z;
    }
    // Outside, then for each point where one comes to it and where one leaves it, then the goal.
    out_.graph.nodes = 2 * n + 2;
    out_.graph.start = 0;
    out_.graph.target = static_cast<std::uint32_t>(2 * n + 1);
  }

  void paths_inside() {
    for (std::size_t i = 0; i < site_.walk->node_count(); ++i) {
      const std::uint32_t zone = motion_[i];
      const std::string name = zone == kNoIndex ? "" : "past " + name_of(site_.zones[zone].entity);
      add(coming(NodeId(i)), leaving(NodeId(i)), name, {}, AttackMode::kRun, zone, at(NodeId(i)));
    }
    for (std::size_t a = 0; a < site_.walk->arc_count(); ++a) {
      const auto& arc = site_.walk->arc(ArcId(a));
      const double run_s = arc.length_m / model_.run_speed_mps;
      const AdversaryModel::Delay run{run_s, model_.sd_share * run_s};
      const std::string to = site_.walk->node(arc.to).name;
      const std::uint32_t door = site_.layout->door_of_arc[a];
      if (door == kNowhere || model_.door.empty() || opens_for_anybody(door)) {
        add(leaving(arc.from), coming(arc.to), kRunTo + to, run, AttackMode::kRun, kNoIndex,
            at(arc.to));
        continue;
      }
      for (const auto& [attack, usual] : model_.door) {
        const AdversaryModel::Delay delay = through(door, attack, usual);
        add(leaving(arc.from), coming(arc.to),
            fmt::format("{} {}, run to {}", attack_name(attack), name_of(site_.doors[door].entity),
                        to),
            {run.mean_s + delay.mean_s, std::sqrt(run.sd_s * run.sd_s + delay.sd_s * delay.sd_s)},
            attack, plan_.zone_of_door[door], at(arc.to));
      }
    }
  }
  void crossings(bool inwards, const PathGoal* goal) {
    for (std::uint32_t z = 0; z < site_.zones.size(); ++z) {
      const Zone& zone = site_.zones[z];
      if (!plan_.zones[z].perimeter || (!inwards && goal && goal->zone != z)) continue;
      for (const auto& [attack, delay] : model_.crossing) {
        const std::string name = fmt::format("{} {}", attack_name(attack), name_of(zone.entity));
        if (inwards)
          add(out_.graph.start, coming(zone.walk_node), name, delay, attack, z, at(zone.walk_node));
        else
          add(leaving(zone.walk_node), out_.graph.target, name, delay, attack, z, zone.spot);
      }
    }
    for (const NodeId node : model_.outside) {
      if (!inwards && goal && (goal->zone != kNoIndex || goal->node != node)) continue;
      if (inwards)
        add(out_.graph.start, coming(node), "", {}, AttackMode::kAny, kNoIndex, at(node));
      else
        add(leaving(node), out_.graph.target, "", {}, AttackMode::kAny, kNoIndex, at(node));
    }
  }
  void goals(const PathGoal* goal) {
    for (const NodeId node : model_.targets)
      if (!goal || goal->node == node)
        add(leaving(node), out_.graph.target, "work at " + site_.walk->node(node).name, model_.task,
            AttackMode::kAny, kNoIndex, at(node));
  }
  void beginnings() {
    for (const NodeId node : model_.escape_from)
      add(out_.graph.start, coming(node), "", {}, AttackMode::kAny, kNoIndex, at(node));
  }
  SitePathGraph take() { return std::move(out_); }

 private:
  std::uint32_t coming(NodeId node) const { return 1 + 2 * node.value; }
  std::uint32_t leaving(NodeId node) const { return 2 + 2 * node.value; }
  PointMm at(NodeId node) const {
    const auto& n = site_.walk->node(node);
    return millimetres(n.x_m, n.y_m);
  }
  bool opens_for_anybody(std::uint32_t door) const {
    const DoorWay& way = site_.layout->doors[door];
    return way.controlled && way.lock == Lock::kNone;
  }
  // Breaking a door of a type takes as long as the type says.
  AdversaryModel::Delay through(std::uint32_t door, AttackMode attack,
                                AdversaryModel::Delay usual) const {
    const DoorWay& way = site_.layout->doors[door];
    if (attack != AttackMode::kForce || !way.controlled || way.break_s.mean() <= 0) return usual;
    return {way.break_s.mean(), std::sqrt(way.break_s.variance())};
  }
  std::string name_of(EntityId id) const { return world_.entities[id.index()].name; }

  void add(std::uint32_t from, std::uint32_t to, std::string name, AdversaryModel::Delay delay,
           AttackMode attack, std::uint32_t zone, PointMm end) {
    PathTask task;
    task.name = std::move(name);
    task.mean_s = delay.mean_s;
    task.sd_s = delay.sd_s;
    task.p_detection = zone_detection(site_, zone, attack, weather_);
    out_.graph.edges.push_back({from, to, std::move(task)});
    out_.steps.push_back({attack, zone, end});
  }

  const World& world_;
  const Site& site_;
  const Protection& plan_;
  const AdversaryModel& model_;
  WeatherState weather_;
  std::vector<std::uint32_t> motion_;  // per point: its motion detector
  SitePathGraph out_;
};

}  // namespace

double zone_detection(const Site& site, std::uint32_t zone, AttackMode attack,
                      WeatherState weather) {
  if (zone == kNoIndex) return 0;
  double unseen = 1;
  for (const std::uint32_t sensor : site.zones[zone].sensors)
    unseen *= 1 - site.protection->sensors[sensor].p_detection(attack, weather);
  return 1 - unseen;
}

SitePathGraph intrusion_graph(const World& world, WeatherState weather, const PathGoal* goal) {
  Builder builder(world, weather);
  builder.paths_inside();
  builder.crossings(true, goal);
  builder.goals(goal);
  return builder.take();
}

SitePathGraph escape_graph(const World& world, WeatherState weather, const PathGoal* goal) {
  Builder builder(world, weather);
  builder.beginnings();
  builder.paths_inside();
  builder.crossings(false, goal);
  return builder.take();
}

std::vector<PathGoal> goals_of(const World& world, ThreatKind kind) {
  const Site& site = world.site;
  const Protection& plan = *site.protection;
  std::vector<PathGoal> out;
  if (kind == ThreatKind::kIntrusion) {
    for (const NodeId node : plan.adversary->targets)
      out.push_back({site.walk->node(node).name, node, kNoIndex});
    return out;
  }
  for (std::uint32_t z = 0; z < site.zones.size(); ++z)
    if (plan.zones[z].perimeter)
      out.push_back(
          {world.entities[site.zones[z].entity.index()].name, site.zones[z].walk_node, z});
  for (const NodeId node : plan.adversary->outside)
    out.push_back({site.walk->node(node).name, node, kNoIndex});
  return out;
}

namespace {

// How long it takes from an alarm at the panel until guards run; and from the nearest post to
// there.
ResponseForce until_they_run(const Site& site) {
  const AlarmHandling& h = site.handling;
  ResponseForce force;
  force.p_communication =
      site.protection->adversary ? site.protection->adversary->p_communication : 1;
  double variance = 0;
  for (const Distribution* stage :
       {&h.acknowledge_s, &h.assess_with_camera_s, &h.guard_reaction_s}) {
    force.mean_s += stage->mean();
    variance += stage->variance();
  }
  force.sd_s = std::sqrt(variance);
  return force;
}

double run_s(const Site& site, NodeId to) {
  double nearest_s = kUnreachable.seconds();
  for (const Guard& guard : site.guards)
    nearest_s = std::min(nearest_s, site.walking->time(guard.post, to).seconds());
  return nearest_s / site.handling.run_factor;
}

}  // namespace

ResponseForce response_to(const World& world, NodeId place) {
  const Site& site = world.site;
  if ((site.protection->adversary && site.protection->adversary->response) || site.guards.empty())
    return response_of_site(world);
  ResponseForce force = until_they_run(site);
  force.mean_s += run_s(site, place);
  return force;
}

ResponseForce response_of_site(const World& world) {
  const Site& site = world.site;
  const Protection& plan = *site.protection;
  if (plan.adversary && plan.adversary->response)
    return {plan.adversary->p_communication, plan.adversary->response->mean_s,
            plan.adversary->response->sd_s};
  ResponseForce force = until_they_run(site);
  Accumulator runs;
  for (std::uint32_t z = 0; z < site.zones.size(); ++z)
    if (plan.zones[z].perimeter && !site.guards.empty())
      runs.add(run_s(site, site.zones[z].walk_node));
  if (runs.count() > 0) force.mean_s += runs.mean();
  if (runs.count() > 1) force.sd_s = std::sqrt(force.sd_s * force.sd_s + runs.variance());
  return force;
}

std::vector<PathTask> tasks_of_threat(const World& world, const Threat& threat,
                                      WeatherState weather) {
  std::vector<PathTask> tasks;
  for (const Threat::Task& task : threat.tasks) {
    PathTask out;
    out.name = task.name;
    double unseen = 1;
    for (const std::uint32_t zone : task.zones)
      unseen *= 1 - zone_detection(world.site, zone, task.attack, weather);
    out.p_detection = 1 - unseen;
    out.mean_s = task.duration_s.mean();
    out.sd_s = std::sqrt(task.duration_s.variance());
    out.location = task.sensed_after == 0   ? SensorLocation::kBeginning
                   : task.sensed_after == 1 ? SensorLocation::kEnd
                                            : SensorLocation::kMiddle;
    tasks.push_back(std::move(out));
  }
  return tasks;
}

std::vector<PathTask> tasks_of_path(const SitePathGraph& site, const FoundPath& path) {
  std::vector<PathTask> tasks;
  bool unnamed = false;  // the last one ended at such a corner
  for (const std::uint32_t e : path.edges) {
    PathTask task = site.graph.edges[e].task;
    if (task.name.empty()) continue;
    const bool together = unnamed && task.p_detection == 0;
    unnamed = task.p_detection == 0 && task.name == kRunTo;
    if (together) {
      PathTask& last = tasks.back();
      task.mean_s += last.mean_s;
      task.sd_s = std::sqrt(task.sd_s * task.sd_s + last.sd_s * last.sd_s);
      last = std::move(task);
    } else {
      tasks.push_back(std::move(task));
    }
  }
  return tasks;
}

Threat threat_of_path(const SitePathGraph& site, const FoundPath& path, ThreatKind kind,
                      Time earliest, Time latest) {
  Threat threat;
  threat.kind = kind;
  threat.earliest = earliest;
  threat.latest = latest;
  bool first = true;
  for (const std::uint32_t e : path.edges) {
    const PathEdge& edge = site.graph.edges[e];
    const SitePathStep& step = site.steps[e];
    if (std::exchange(first, false)) threat.from = step.to;
    if (edge.task.mean_s == 0 && edge.task.sd_s == 0 && step.zone == kNoIndex) continue;
    Threat::Task task;
    task.name = edge.task.name;
    task.at = step.to;
    task.duration_s = Distribution::normal(edge.task.mean_s, edge.task.sd_s);
    task.attack = step.attack;
    if (step.zone != kNoIndex) task.zones = {step.zone};
    threat.tasks.push_back(std::move(task));
  }
  return threat;
}

}  // namespace vedette
