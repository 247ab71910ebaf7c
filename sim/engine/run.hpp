// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "base/random.hpp"
#include "engine/change.hpp"
#include "engine/city/city_state.hpp"
#include "engine/kernel/calendar.hpp"
#include "engine/network/network_state.hpp"
#include "engine/site/site_state.hpp"
#include "engine/wires/carrier.hpp"
#include "record/sink.hpp"
#include "world/weather.hpp"
#include "world/world.hpp"

namespace vedette {

struct EquipmentState;  // engine/equipment/equipment_state.hpp

/// One run = World + seed → events. Holds everything that changes; the World stays as it is.
///   Run run(world, Random(seed, replication), carrier, sinks);
///   run.execute();
/// Same world, seed and replication: same events, whatever the sinks want. Processes of the real
/// world (city/, site/) are coroutines that get the Run and do their work on its calendar.
class Run {
 public:
  /// `change`, if any, must live as long.
  Run(const World& the_world, Random the_random, Carrier& the_carrier, Sinks& the_sinks,
      const RunChange* the_change = nullptr);
  ~Run();
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  /// Runs from time 0 to the horizon and tells the sinks what is unfinished then. Once only.
  void execute();
  /// What execute() does at its end, for a run that is cut short: tells the sinks what is
  /// unfinished at `end`, which is now. Once only, and nothing may go on afterwards.
  void finish(Time end);

  const World& world;
  const Random random;
  Calendar calendar;
  Carrier& carrier;
  Sinks& sinks;
  CityState city;
  SiteState site;
  NetworkState network;
  WeatherState weather = WeatherState::kClear;  ///< now, over site and city
  std::unique_ptr<EquipmentState> equipment;
  const RunChange* const change;  ///< null: none

  Time now() const { return calendar.now(); }
  Stream stream(EntityId who, std::string_view purpose) const {
    return random.stream(world.entities[who.index()].hash, name_hash(purpose));
  }

  // Incidents ------------------------------------------------------------------------------------
  /// A blank incident to fill in, kOccurred included; then it is opened, which numbers it and tells
  /// the sinks. Lives until close().
  Incident& new_incident();
  void open(Incident& incident);
  void stamp(Incident& incident, Stage stage, EntityId who = {}) {
    stamp_at(incident, stage, now(), who);
  }
  void close(Incident& incident);

  // For the log: words must be constants ----------------------------------------------------------
  void log(Topic topic, EntityId subject, std::string_view text = {}, EntityId other = {},
           IncidentId incident = {});
  void state(EntityId who, std::string_view word);

 private:
  void stamp_at(Incident& incident, Stage stage, Time at, EntityId who);
  std::deque<Incident> pool_;  // stable addresses
  std::vector<Incident*> free_;
  std::uint32_t next_incident_ = 0;
};

/// A draw used as a span of time: negative draws count as 0.
inline Duration draw_duration(const Distribution& distribution, Stream& stream) {
  const double s = distribution.sample(stream);
  return s > 0 ? seconds(s) : Duration{};
}

}  // namespace vedette
