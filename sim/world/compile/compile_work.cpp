// SPDX-License-Identifier: Apache-2.0
// Work besides calls: streams of warnings, posts to be manned, visits.
#include <fmt/format.h>

#include <algorithm>

#include "world/compile/city_parts.hpp"

namespace vedette {

namespace {

// More windows of posts in a day would not be a city any more.
constexpr std::size_t kMostPosts = 100000;

void read_streams(CompileContext& c, const Located& streams) {
  City& city = c.world().city;
  for (std::size_t i = 0; i < streams.size(); ++i) {
    const Located at = streams.at(i);
    WorkStream stream;
    stream.per_day = c.number(at.find("per_day"), 0);
    stream.type = c.call_type(*at.find("type"));
    if (at.find("profile"))
      stream.by_hour = std::make_shared<WeekRates>(week_rates(c, c.typed(at, "demand", "profile")));
    std::vector<double> weights;
    const auto where = at.find("at");
    if (where && where->value().is_array()) {
      for (std::size_t k = 0; k < where->size(); ++k)
        if (const auto node = c.junction(c.text(where->at(k)), where->at(k).place())) {
          stream.nodes.push_back(*node);
          weights.push_back(1);
        }
    } else if (where && where->value() == "stations") {
      for (const Station& station : city.stations) {
        stream.nodes.push_back(station.node);
        weights.push_back(1);
      }
      if (city.stations.empty() && !c.stations_faulty)
        c.error(where->place(), "there is no station");
    } else {
      for (const DemandArea& area : city.areas)
        if (area.calls_per_day > 0) {
          stream.nodes.push_back(area.node);
          weights.push_back(area.calls_per_day);
        }
      if (stream.nodes.empty())
        c.error(streams.at(i).key_place(), "no junction has calls: say where this work comes from",
                "at: stations, or a list of junctions");
    }
    double total = 0, sum = 0;
    for (const double w : weights) total += w;
    for (const double w : weights) stream.weight.push_back((sum += w) / total);
    if (stream.nodes.empty()) continue;
    const auto& first = city.roads->node(stream.nodes.front());
    stream.entity = c.add_entity(EntityKind::kStream, streams.key(i), first.x_m, first.y_m);
    city.streams.push_back(std::move(stream));
  }
}

}  // namespace

std::vector<std::pair<std::string, NodeId>> named_places(CompileContext& c, const Located& list,
                                                         const std::string& name) {
  std::vector<std::pair<std::string, NodeId>> out;
  if (!list.value().is_string()) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::string junction = c.text(list.at(i));
      if (const auto node = c.junction(junction, list.at(i).place()))
        out.emplace_back(fmt::format("{}-{}", name, junction), *node);
    }
    return out;
  }
  const CsvTable* table = c.csv(list);
  if (!table) return out;
  const auto junction = c.column(*table, "junction");
  const auto id = table->find("id");
  if (!junction) return out;
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const std::string at(table->text(row, *junction));
    const std::string own(id ? table->text(row, *id) : table->text(row, *junction));
    if (const auto node = c.junction(at, table->place(row, *junction)))
      out.emplace_back(fmt::format("{}-{}", name, own), *node);
  }
  return out;
}

namespace {

std::vector<std::pair<std::string, NodeId>> places(CompileContext& c, const Located& group,
                                                   const std::string& name) {
  const auto list = group.find("at"), file = group.find("file");
  if (list.has_value() == file.has_value()) {
    c.error(group.key_place(), "posts stand either at junctions or in a file");
    return {};
  }
  return named_places(c, list ? *list : *file, name);
}

void read_posts(CompileContext& c, const Located& groups) {
  City& city = c.world().city;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const Located group = groups.at(i);
    Post post;
    post.type = c.call_type(*group.find("type"));
    const Located times = *group.find("times");
    for (std::size_t k = 0; k < times.size(); ++k) {
      const std::int32_t from = seconds_of_day(times.at(k).at(0)),
                         to = seconds_of_day(times.at(k).at(1));
      if (from >= to || to > 86400)
        c.error(times.at(k).place(), "a window ends later than it begins, on the same day");
      else
        post.windows.emplace_back(from, to);
    }
    std::sort(post.windows.begin(), post.windows.end());
    const CallType& type = city.call_types[post.type];
    if (type.units > 1 || !type.calls_in.empty())
      c.error(group.find("type")->place(), "a post is manned by one unit at a time",
              "list the junction once for each unit");
    if (const auto days = group.find("weekdays")) {
      post.weekdays = 0;
      for (std::size_t k = 0; k < days->size(); ++k)
        post.weekdays |= static_cast<std::uint8_t>(1u << (days->value()[k].get<int>() - 1));
    }
    post.lead = seconds(60 * c.number(group.find("lead_min"), 10));
    post.stays = c.text(group.find("stay"), "window") == "window";
    for (auto [name, node] : places(c, group, groups.key(i))) {
      const std::string first = name;
      for (int k = 2; c.find_entity(EntityKind::kPost, name).valid(); ++k)
        name = fmt::format("{}-{}", first, k);
      if (city.posts.size() == kMostPosts) {
        c.error(group.key_place(), fmt::format("more than {} posts", kMostPosts));
        return;
      }
      const auto& at = city.roads->node(node);
      post.entity = c.add_entity(EntityKind::kPost, name, at.x_m, at.y_m);
      post.node = node;
      city.posts.push_back(post);
    }
  }
}

void read_blockades(CompileContext& c, const Located& orders) {
  City& city = c.world().city;
  for (std::size_t i = 0; i < orders.size(); ++i) {
    const Located at = orders.at(i);
    BlockadeOrder order;
    order.type = c.call_type(*at.find("type"));
    order.at = Time{0} + seconds(3600 * c.number(at.find("at_h"), 0));
    order.hold = seconds(60 * c.number(at.find("hold_min"), 60));
    const CallType& type = city.call_types[order.type];
    if (type.units > 1 || !type.calls_in.empty() || type.interruptible)
      c.error(at.find("type")->place(), "an exit is closed by one unit that nothing takes away");
    const Located exits = *at.find("exits");
    for (std::size_t k = 0; k < exits.size(); ++k) {
      const std::string junction = c.text(exits.at(k));
      const auto node = c.junction(junction, exits.at(k).place());
      if (!node) continue;
      if (std::any_of(order.exits.begin(), order.exits.end(),
                      [&](const auto& exit) { return exit.node == *node; })) {
        c.error(exits.at(k).place(), fmt::format("exit {} is listed twice", junction),
                "one unit closes an exit: each junction once");
        continue;
      }
      const std::string name = fmt::format("{}-{}", orders.key(i), junction);
      if (c.find_entity(EntityKind::kPost, name).valid()) {
        c.error(exits.at(k).place(), fmt::format("there is a post '{}' already", name));
        continue;
      }
      const auto& place = city.roads->node(*node);
      order.exits.push_back({c.add_entity(EntityKind::kPost, name, place.x_m, place.y_m), *node});
    }
    city.blockades.push_back(std::move(order));
  }
}

}  // namespace

void compile_work(CompileContext& c, const Located& city) {
  if (const auto streams = city.find("streams")) read_streams(c, *streams);
  if (const auto posts = city.find("posts")) read_posts(c, *posts);
  if (const auto orders = city.find("blockades")) read_blockades(c, *orders);
}

}  // namespace vedette
