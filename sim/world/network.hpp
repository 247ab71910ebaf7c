// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "space/point.hpp"
#include "world/no_index.hpp"

namespace vedette {

/// Anything that computes, shows or switches: panel, server, console, camera encoder, switch.
/// Index into Network::hosts.
using HostId = Id<struct HostTag>;
/// A cable, uplink or radio channel. Index into Network::links.
using LinkId = Id<struct LinkTag>;

/// What a host is for. Only those of the first three pass on what is not meant for them.
enum class HostRole : std::uint8_t {
  kOther,  ///< not said: passes things on, as a switch does
  kSwitch,
  kCore,
  kPlatform,        ///< integrated security platform
  kVideo,           ///< records cameras and relays their pictures
  kAccess,          ///< access control
  kAlarm,           ///< alarm server
  kCommunications,  ///< telephone, radio and intercom
  kAuxiliary,       ///< auxiliary management systems
  kPanel,           ///< alarm panel: sensors are wired to its contacts
  kConsole,         ///< an operator's
  kWall,            ///< decoder of a video wall
  kCamera,
  kRadio,      ///< what guards hear
  kMobile,     ///< recorders and terminals in the field
  kPolice,     ///< the police's end of the reporting line
  kAuthority,  ///< the higher authority's end of its line
  kCount
};
std::string_view host_role_name(HostRole role);   ///< "switch", "platform", … as files say it
HostRole host_role_named(std::string_view name);  ///< kCount: there is none of that name
constexpr bool passes_on(HostRole role) {
  return role <= HostRole::kCore;
}

/// What is wired: machine rooms, hosts, links. Routes follow from the links (network_ways.hpp).
struct Network {
  /// A machine room (机房). What stands in it shares its power and its fate.
  struct Room {
    std::string name;
    std::string label_en, label_zh;
    PointMm at;
    EntityId entity;
  };
  struct Host {
    std::string name;
    EntityId entity;
    HostRole role = HostRole::kOther;
    std::uint32_t room = kNoIndex;  ///< index into rooms; kNoIndex: in none
    bool generated = false;         ///< by a rule of `access`
  };
  struct Link {
    std::string name;
    double bandwidth_Bps = 0;  ///< bytes per second and direction, shared by all that flows there
    double latency_s = 0;
    bool shared = true;  ///< false: a core that never saturates (SimGrid's FATPIPE)
    EntityId entity;
    std::uint32_t a = 0, b = 0;  ///< the two hosts
    bool duplex = true;          ///< each direction has the bandwidth; else both share it
    double reserved = 0;         ///< share of the bandwidth kept free for alarms, 0 to 1
    Duration poll;               ///< supervised in this rhythm; 0: not
    Duration poll_patience;      ///< a poll not answered for so long means: down
  };
  /// How pictures are coded.
  struct Profile {
    std::string name;
    std::string label_en, label_zh;
    double rate_Bps = 0;         ///< bytes per second
    double key_frame_bytes = 0;  ///< what has to arrive before anything can be shown
    Duration key_frame_every;    ///< between two; one asked for comes at the next
  };
  /// Steady streams of one kind, one from each of `from`.
  struct Stream {
    std::string name;
    std::string label_en, label_zh;
    std::uint32_t profile = 0;
    std::vector<HostId> from;
    HostId to;
    std::vector<std::pair<std::int32_t, std::int32_t>> hours;  ///< local seconds; none: always
  };
  /// Something large that is sent now and then, such as a backup.
  struct Transfer {
    std::string name;
    std::string label_en, label_zh;
    HostId from, to;
    double bytes = 0;
    Time first;
    Duration every;  ///< 0: once
  };
  /// Body-worn recorders: live over `mobile` to `server`, kept and sent later while that is down.
  struct Recorders {
    std::uint32_t profile = kNoIndex;  ///< kNoIndex: there are none
    HostId mobile, server;
  };
  /// A host or link that goes off (and on again) at set times.
  struct Outage {
    HostId host;  ///< one of the two is valid
    LinkId link;
    Time from;
    Time to = kNever;
  };
  bool simulated = false;  ///< false: no network, messages arrive after `direct_delay`
  Duration direct_delay;
  Duration failover;  ///< from a failure on the way until another way is taken
  std::vector<Room> rooms;
  std::vector<Host> hosts;
  std::vector<Link> links;
  std::vector<Outage> outages;
  std::vector<Profile> profiles;
  std::vector<Stream> streams;
  std::vector<Transfer> transfers;
  Recorders recorders;
  std::uint32_t call_up = kNoIndex;  ///< profile of pictures that operators ask for
  std::uint32_t wall = kNoIndex;     ///< and of those on the video wall

  /// The first host of this role; invalid: there is none.
  HostId first(HostRole role) const;
};

}  // namespace vedette
