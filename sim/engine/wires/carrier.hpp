// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "engine/kernel/waits.hpp"
#include "world/network.hpp"

namespace vedette {

/// What became of a message.
enum class Delivery : std::uint8_t {
  kDelivered,
  kSenderDown,    ///< could not leave: the sending host was off
  kReceiverDown,  ///< could not leave: the receiving host was off
  kLinkDown,      ///< could not leave: a link of its route was off
  kNoRoute,       ///< the network has no route between the two
  kLost,          ///< a link or host died under way
  kInterrupted,   ///< the sender stopped waiting
};
const char* to_string(Delivery delivery);

/// What a message is about: alarms and orders may use what links reserve for them.
enum class Traffic : std::uint8_t { kAlarm, kOther };

/// A steady stream under way, such as a camera's to the recorder.
using StreamId = std::uint32_t;

/// How long a stream had a way and how much of it came through.
struct StreamTotals {
  Duration on;        ///< since it began
  Duration down;      ///< of that, without a way
  double lost_s = 0;  ///< of the rest, seconds' worth of frames lost on full links
};

class Transmission;

/// Carries messages between hosts and says when they arrive. One carrier belongs to one run.
/// Implementations: DirectCarrier (no network: fixed delay) and SimGridCarrier.
class Carrier {
 public:
  virtual ~Carrier() = default;
  /// Runs the calendar up to `horizon`, keeping network and calendar on the same date.
  virtual void run(Calendar& calendar, Time horizon) = 0;
  virtual void set_host(HostId host, bool on) = 0;
  virtual void set_link(LinkId link, bool on) = 0;
  virtual bool host_is_on(HostId host) const = 0;
  virtual bool link_is_on(LinkId link) const = 0;
  /// Whether, as things are, a message could leave and arrive, now or after failover.
  virtual bool could_reach(HostId from, HostId to) = 0;

  /// `Delivery d = co_await carrier.send(calendar, panel, server, 512);`
  Transmission send(Calendar& calendar, HostId from, HostId to, double bytes,
                    Traffic traffic = Traffic::kAlarm);
  /// How long such a message would take with nothing else on the links and everything up; negative:
  /// there is no way.
  virtual double unloaded_s(HostId from, HostId to, double bytes) = 0;

  /// A stream of so many bytes per second, from now until end_stream(). It is never waited for; it
  /// takes its share of the links, loses frames where they are full, and stops and goes on as hosts
  /// and links fail.
  virtual StreamId begin_stream(HostId from, HostId to, double rate_Bps) = 0;
  virtual StreamTotals end_stream(StreamId stream) = 0;
  virtual StreamTotals stream_totals(StreamId stream) = 0;
  virtual bool stream_up(StreamId stream) const = 0;
  /// Ways may have changed by the clock alone (failover): streams look for theirs again.
  virtual void refresh() = 0;
  /// Called after each change of a host or link.
  std::function<void()> on_change;

 protected:
  friend class Transmission;
  /// Begins a transmission; its end is told by conclude(). Returns a handle for forget().
  virtual std::uint64_t begin(Transmission& transmission) = 0;
  /// The sender no longer waits; the message itself goes on.
  virtual void forget(std::uint64_t handle) = 0;
  static void conclude(Transmission& transmission, Delivery delivery);
  /// Ends the wait as delivered after `delay`, without a network.
  static void deliver_after(Transmission& transmission, Duration delay);
  void changed() {
    if (on_change) on_change();
  }
};

/// One message under way, as something to wait for (also in first_of).
class [[nodiscard]] Transmission : public Waitable<Transmission> {
 public:
  Transmission(Carrier& carrier, Calendar& calendar, HostId from, HostId to, double bytes,
               Traffic traffic)
      : carrier_(carrier),
        calendar_(calendar),
        from_(from),
        to_(to),
        bytes_(bytes),
        traffic_(traffic) {}
  Transmission(const Transmission&) = default;  // only before it waits
  ~Transmission() { disarm(); }
  Calendar& calendar() { return calendar_; }
  HostId from() const { return from_; }
  HostId to() const { return to_; }
  double bytes() const { return bytes_; }
  Traffic traffic() const { return traffic_; }

  bool ready() { return false; }
  void arm(ProcessBlock& block, unsigned branch) {
    block_ = &block;
    ticket_ = Calendar::ticket(block);
    branch_ = branch;
    under_way_ = true;
    handle_ = carrier_.begin(*this);
  }
  void disarm() {
    if (!under_way_) return;
    under_way_ = false;
    carrier_.forget(handle_);
  }
  Delivery take(bool won) { return won ? delivery_ : Delivery::kInterrupted; }

 private:
  friend class Carrier;
  Carrier& carrier_;
  Calendar& calendar_;
  HostId from_, to_;
  double bytes_;
  Traffic traffic_;
  ProcessBlock* block_ = nullptr;
  std::uint32_t ticket_ = 0;
  unsigned branch_ = 0;
  std::uint64_t handle_ = 0;
  bool under_way_ = false;
  Delivery delivery_ = Delivery::kInterrupted;
};

}  // namespace vedette
