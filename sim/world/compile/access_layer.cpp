// SPDX-License-Identifier: Apache-2.0
// Cameras on access switches in machine rooms, by rules such as "24 cameras a switch, one uplink".
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "world/compile/network_parts.hpp"

namespace vedette {

namespace {

struct CameraToWire {
  std::string name;
  PointMm at;
  Place place;
};

// Squared distance in the plan; floors are not asked.
double squared_m(PointMm a, PointMm b) {
  const auto dx = static_cast<double>(a.x - b.x) / 1000, dy = static_cast<double>(a.y - b.y) / 1000;
  return dx * dx + dy * dy;
}

class AccessLayer {
 public:
  explicit AccessLayer(CompileContext& c) : c_(c) {}

  void read(const std::string& group, const Located& rule) {
    const auto cameras = cameras_of(group, rule);
    std::vector<std::uint32_t> rooms;
    if (const auto list = rule.find("rooms"))
      for (std::size_t i = 0; i < list->size(); ++i) rooms.push_back(network_room(c_, list->at(i)));
    else
      for (std::uint32_t r = 0; r < c_.world().network.rooms.size(); ++r) rooms.push_back(r);
    if (rooms.empty()) {
      c_.error(rule.key_place(), fmt::format("the switches of '{}' stand nowhere", group),
               "add machine rooms under network.rooms");
      return;
    }
    HostId to = c_.host(rule.find("to"));
    if (!to.valid()) to = c_.world().network.first(HostRole::kCore);
    if (!to.valid()) {
      c_.error(rule.key_place(), fmt::format("the switches of '{}' lead nowhere", group),
               "add a host with role: core, or say to: HOST");
      return;
    }
    // Per room the cameras that are nearest to it, in the order of the scenario.
    std::map<std::uint32_t, std::vector<const CameraToWire*>> by_room;
    for (const CameraToWire& camera : cameras) {
      std::uint32_t best = rooms.front();
      for (const std::uint32_t room : rooms)
        if (squared_m(room_at(room), camera.at) < squared_m(room_at(best), camera.at)) best = room;
      by_room[best].push_back(&camera);
    }
    const auto per_switch = static_cast<std::size_t>(c_.number(rule.find("per_switch"), 24));
    for (const auto& [room, list] : by_room)
      for (std::size_t i = 0; i < list.size(); i += per_switch)
        add_switch(
            rule, room, to,
            {list.begin() + static_cast<std::ptrdiff_t>(i),
             list.begin() + static_cast<std::ptrdiff_t>(std::min(i + per_switch, list.size()))});
  }

 private:
  PointMm room_at(std::uint32_t room) const { return c_.world().network.rooms[room].at; }

  // Those that are named, or all that are on no host and in no group yet.
  std::vector<CameraToWire> cameras_of(const std::string& group, const Located& rule) {
    std::vector<CameraToWire> out;
    const auto site = c_.root().find("site");
    const auto all = site ? site->find("cameras") : std::nullopt;
    const auto take = [&](const std::string& name, const Located& body, const Place& place) {
      wired_[name] = group;
      out.push_back({name, c_.point(*body.find("at")), place});
    };
    if (const auto list = rule.find("cameras")) {
      for (std::size_t i = 0; i < list->size(); ++i) {
        const std::string name = list->at(i).value().get<std::string>();
        const Located body = *all->find(name);
        if (wired_.count(name))
          c_.error(list->at(i).place(),
                   fmt::format("camera '{}' is in group '{}' already", name, wired_[name]));
        else if (body.find("host"))
          c_.error(list->at(i).place(), fmt::format("camera '{}' has a host already", name));
        else
          take(name, body, list->at(i).place());
      }
      return out;
    }
    for (std::size_t i = 0; all && i < all->size(); ++i)
      if (!wired_.count(all->key(i)) && !all->at(i).find("host"))
        take(all->key(i), all->at(i), all->at(i).key_place());
    if (out.empty())
      c_.diagnostics().warning(rule.key_place(), fmt::format("no camera is left for '{}'", group));
    return out;
  }

  void add_switch(const Located& rule, std::uint32_t room, HostId to,
                  const std::vector<const CameraToWire*>& cameras) {
    const std::string room_name = c_.world().network.rooms[room].name;
    const std::string name = fmt::format("sw-{}-{}", room_name, ++switches_[room]);
    Network::Host* made = c_.add_host(name, HostRole::kSwitch, room_at(room), rule.key_place());
    if (!made) return;
    made->room = room;
    made->generated = true;
    const HostId own = c_.host_named(name);
    const Located uplink = *rule.find("uplink");
    const auto uplinks = static_cast<int>(c_.number(rule.find("uplinks"), 1));
    for (int k = 1; k <= uplinks; ++k)
      add_link(c_, k == 1 ? name + "-up" : fmt::format("{}-up-{}", name, k), uplink, own, to,
               rule.key_place());
    for (const CameraToWire* camera : cameras) {
      Network::Host* host = c_.add_host(camera->name, HostRole::kCamera, camera->at, camera->place);
      if (!host) continue;
      host->generated = true;
      add_link(c_, camera->name + "-port", *rule.find("port"), c_.host_named(camera->name), own,
               camera->place);
    }
  }

  CompileContext& c_;
  std::map<std::string, std::string> wired_;  // camera → group
  std::map<std::uint32_t, int> switches_;     // per room
};

}  // namespace

void compile_access_layer(CompileContext& c, const Located& network) {
  const auto access = network.find("access");
  AccessLayer layer(c);
  for (std::size_t i = 0; access && i < access->size(); ++i)
    layer.read(access->key(i), access->at(i));
}

}  // namespace vedette
