// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/distribution.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"

namespace vedette {

/// Where an escort is on its trip.
enum class EscortPhase : std::uint8_t { kWaiting, kLoading, kDriving, kStay, kReturning, kCount };
std::string_view escort_phase_name(EscortPhase phase);  ///< "loading", "driving", "stay", …
std::optional<EscortPhase> escort_phase_from(std::string_view name);

/// Guards who take somebody out of the site and back in a vehicle (押解: a visit to a hospital),
/// with what travels with them: ankle tags, a cordon round the vehicle, body-worn recorders,
/// cameras that are set up where they stay. docs/threats.md.
struct Escort {
  EntityId entity;
  std::string label_en, label_zh;
  std::vector<std::int32_t> departs_s;  ///< of the local day
  NodeId to;                            ///< of the city's roads
  std::vector<std::uint32_t> staff;     ///< guards
  Duration patience;  ///< how long one waits for staff who are busy; then the trip is cancelled
  Distribution load_s, stay_s, unload_s;
  Distribution set_up_s;  ///< of the cameras that are set up for the stay
  /// Others take the staff's places during the stay, this long after it began.
  struct Relief {
    Duration after;
    std::vector<std::uint32_t> staff;
    Distribution hand_over_s;
  };
  std::optional<Relief> relief;
  std::vector<std::uint32_t> devices;  ///< alarm zones that travel with it
  std::vector<std::uint32_t> worn;     ///< cameras that travel with it, always on (body-worn)
  std::vector<std::uint32_t> set_up;   ///< cameras that are set up for the stay
  NodeId parked, leaves_by;  ///< of the site's vehicles' graph; invalid: it begins at the gate
};

}  // namespace vedette
