// SPDX-License-Identifier: Apache-2.0
#include "engine/wires/simgrid_carrier.hpp"

#include <simgrid/Exception.hpp>
#include <simgrid/s4u.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <stdexcept>
#include <utility>

#include "engine/wires/live_ways.hpp"
#include "engine/wires/simgrid_channels.hpp"
#include "engine/wires/simgrid_engine.hpp"
#include "engine/wires/stream_book.hpp"

namespace vedette {

namespace sg4 = simgrid::s4u;

namespace {

// A bound closer than this is not worth renewing: wait for the message itself.
constexpr std::int64_t kWorthwhile_us = 200;

}  // namespace

struct SimGridCarrier::Impl {
  explicit Impl(const Network& the_network)
      : network(the_network), ways(network), streams(network, ways) {}

  struct UnderWay {
    sg4::CommPtr comm;
    std::uint64_t handle = 0;
    std::int64_t not_before_us = 0;
    Way way;
    std::vector<std::uint32_t> channels;
    double least_Bps = 0;
    HostId from, to;
    Traffic traffic = Traffic::kOther;
    Transmission* waiter = nullptr;  // null: the sender no longer waits
  };

  const Network network;
  LiveWays ways;
  StreamBook streams;
  WayZone* zone = nullptr;  // SimGrid owns it
  std::unique_ptr<SimGridChannels> channels;
  sg4::Host* pilot_host = nullptr;
  // All messages go between these two; what is on and off is known here, not to SimGrid.
  sg4::Host* sender = nullptr;
  sg4::Host* receiver = nullptr;
  std::vector<UnderWay> under_way;           // in order of sending
  std::int64_t silent_until_us = kNever.us;  // nothing arrives before
  std::uint64_t next_handle = 0;
  std::uint64_t synchronisations = 0;
  Calendar* calendar = nullptr;
  std::exception_ptr failure;
  bool finished = false;

  Time now() const { return calendar ? calendar->now() : Time{0}; }

  void bring_simgrid_to(Time t) {
    if (sg4::Engine::get_clock() >= t.seconds()) return;
    ++synchronisations;
    sg4::this_actor::sleep_until(t.seconds());
  }

  void renew_silence() {
    silent_until_us = kNever.us;
    for (const UnderWay& u : under_way)
      silent_until_us = std::min(silent_until_us, u.not_before_us);
  }

  void conclude_at(std::size_t i, Delivery delivery, double date) {
    const UnderWay done = std::move(under_way[i]);
    under_way.erase(under_way.begin() + static_cast<std::ptrdiff_t>(i));
    if (done.traffic == Traffic::kOther) channels->count_transfer(done.channels, -1);
    const Time at{std::llround(date * 1e6)};
    if (calendar->now() < at) calendar->advance_to(at);
    if (done.waiter) conclude(*done.waiter, delivery);
  }

  // Streams have changed: messages under way go on at the new pace.
  void levels_changed() {
    if (under_way.empty()) return;
    bring_simgrid_to(now());
    for (UnderWay& u : under_way) {
      double least = std::numeric_limits<double>::infinity();
      for (const std::uint32_t c : u.channels)
        least = std::min(least, channels->tell(c, u.traffic));
      const bool faster = least > u.least_Bps;
      u.least_Bps = least;
      // Renewed before anybody relies on the bound again.
      if (faster) u.not_before_us = std::min(u.not_before_us, now().us);
    }
    renew_silence();
  }

  // Waits up to `timeout_s` for one of the messages that may arrive before `before`, then takes
  // whatever else ended at the same date.
  void collect(Time before, double timeout_s) {
    std::vector<sg4::CommPtr> comms;
    std::vector<std::uint64_t> handles;
    for (const UnderWay& u : under_way) {
      if (u.not_before_us >= before.us) continue;
      comms.push_back(u.comm);
      handles.push_back(u.handle);
    }
    while (!comms.empty()) {
      ssize_t index = -1;
      Delivery delivery = Delivery::kDelivered;
      ++synchronisations;
      try {
        index = sg4::Comm::wait_any_for(comms, timeout_s);
      } catch (const simgrid::Exception&) {
        // The exception names no message: the one whose state is FAILED is meant.
        delivery = Delivery::kLost;
        for (std::size_t i = 0; i < comms.size() && index < 0; ++i)
          if (comms[i]->get_state() == sg4::Activity::State::FAILED)
            index = static_cast<ssize_t>(i);
        if (index < 0) throw;
      }
      if (index < 0) break;
      const auto k = static_cast<std::size_t>(index);
      const double date =
          delivery == Delivery::kDelivered ? comms[k]->get_finish_time() : sg4::Engine::get_clock();
      const auto it = std::find_if(under_way.begin(), under_way.end(),
                                   [&](const UnderWay& u) { return u.handle == handles[k]; });
      conclude_at(static_cast<std::size_t>(it - under_way.begin()), delivery, date);
      comms.erase(comms.begin() + index);
      handles.erase(handles.begin() + index);
      timeout_s = 0;
    }
    // SimGrid has come this far: what is still under way did not arrive before.
    const std::int64_t now_us = std::llround(sg4::Engine::get_clock() * 1e6);
    for (UnderWay& u : under_way) u.not_before_us = std::max(u.not_before_us, now_us);
    renew_silence();
  }

  // Brings SimGrid forward: to `until`, or to the first arrival or renewable bound before it.
  void let_simgrid_run(Time until) {
    const double clock = sg4::Engine::get_clock();
    const std::int64_t now_us = std::llround(clock * 1e6);
    for (UnderWay& u : under_way) {
      if (u.not_before_us > now_us) continue;
      const double ahead_s = u.comm->get_remaining() / u.least_Bps;
      const auto ahead_us = static_cast<std::int64_t>(std::floor(ahead_s * 1e6)) - 1;
      if (ahead_us > kWorthwhile_us) u.not_before_us = now_us + ahead_us;
    }
    renew_silence();
    if (silent_until_us >= until.us) return;
    if (silent_until_us > now_us) {
      bring_simgrid_to(Time{silent_until_us});
      return;
    }
    // Wait for what may arrive now, but not beyond the nearest bound of the others.
    Time stop = until;
    for (const UnderWay& u : under_way)
      if (u.not_before_us > now_us) stop.us = std::min(stop.us, u.not_before_us);
    collect(stop, std::max(0.0, stop.seconds() - clock));
  }

  void pilot(Time end) {
    Calendar& c = *calendar;
    c.resume_running();
    while (!c.stopped()) {
      const Time next = c.next_time();
      const Time until = std::min(next, end);
      if (until.us > silent_until_us) {
        let_simgrid_run(until);
      } else if (next > end) {
        break;
      } else {
        c.run_next();
      }
    }
    for (UnderWay& u : under_way) u.comm->cancel();  // never arrives in this run
    under_way.clear();
    renew_silence();
    if (!c.stopped() && c.now() < end) c.advance_to(end);
    finished = true;
  }

  // What a change of state has killed is concluded at once, in order of sending.
  template <class Killed>
  void kill_if(const Killed& killed) {
    for (std::size_t i = 0; i < under_way.size();) {
      if (!killed(under_way[i])) {
        ++i;
        continue;
      }
      const sg4::CommPtr comm = under_way[i].comm;
      conclude_at(i, Delivery::kLost, calendar->now().seconds());
      comm->cancel();
    }
    renew_silence();
  }
};

SimGridCarrier::SimGridCarrier(const Network& network) : impl_(std::make_unique<Impl>(network)) {
  simgrid_engine();
  Impl& m = *impl_;
  m.zone = new WayZone;
  auto* zone = m.zone->get_iface();
  m.channels = std::make_unique<SimGridChannels>(m.network, *zone, m.streams);
  m.sender = zone->create_host("sender", 1e9)->seal();
  m.receiver = zone->create_host("receiver", 1e9)->seal();
  m.pilot_host = zone->create_host("pilot", 1e9)->seal();
  zone->seal();
}

SimGridCarrier::~SimGridCarrier() = default;

void SimGridCarrier::run(Calendar& calendar, Time horizon) {
  if (impl_->finished)
    throw std::logic_error("a SimGrid carrier runs once: its clock cannot be rewound");
  impl_->calendar = &calendar;
  Impl* impl = impl_.get();
  sg4::Actor::create("pilot", impl_->pilot_host, [impl, horizon] {
    try {
      impl->pilot(horizon);
    } catch (...) {  // an exception that leaves an actor would abort the process
      impl->failure = std::current_exception();
    }
  });
  simgrid_engine().run();
  if (impl_->failure) std::rethrow_exception(std::exchange(impl_->failure, nullptr));
  if (!impl_->finished)
    throw std::runtime_error("the network simulation ended before the run did (deadlock)");
}

std::uint64_t SimGridCarrier::begin(Transmission& t) {
  Impl& m = *impl_;
  const std::uint64_t handle = m.next_handle++;
  const auto fail = [&](Delivery why) {
    conclude(t, why);
    return handle;
  };
  if (t.from() == t.to())
    return fail(m.ways.host_up(t.from()) ? Delivery::kDelivered : Delivery::kSenderDown);
  LiveWays::Blocked why;
  const LiveWays::Path* path = m.ways.find(t.from(), t.to(), m.calendar->now(), why);
  switch (why) {
    case LiveWays::Blocked::kSender:
      return fail(Delivery::kSenderDown);
    case LiveWays::Blocked::kReceiver:
      return fail(Delivery::kReceiverDown);
    case LiveWays::Blocked::kLink:
      return fail(Delivery::kLinkDown);
    case LiveWays::Blocked::kNoRoute:
      return fail(Delivery::kNoRoute);
    case LiveWays::Blocked::kNo:
      break;
  }
  m.bring_simgrid_to(m.calendar->now());
  const double bytes = std::max(1.0, t.bytes());  // a message of no bytes is never delivered
  Impl::UnderWay u;
  u.handle = handle;
  u.way = path->way;
  u.channels = path->channels;
  u.least_Bps = path->least_Bps;
  u.from = t.from();
  u.to = t.to();
  u.traffic = t.traffic();
  u.waiter = &t;
  m.zone->links.clear();
  for (const std::uint32_t c : u.channels) {
    u.least_Bps = std::min(u.least_Bps, m.channels->tell(c, u.traffic));
    m.zone->links.push_back(m.channels->link(c, u.traffic));
  }
  if (u.traffic == Traffic::kOther) m.channels->count_transfer(u.channels, 1);
  u.comm = sg4::Comm::sendto_async(m.sender, m.receiver, static_cast<std::uint64_t>(bytes));
  const double least_s = path->latency_s + bytes / u.least_Bps;
  u.not_before_us =
      m.calendar->now().us +
      std::max<std::int64_t>(0, static_cast<std::int64_t>(std::floor(least_s * 1e6)) - 1);
  m.silent_until_us = std::min(m.silent_until_us, u.not_before_us);
  m.under_way.push_back(std::move(u));
  return handle;
}

void SimGridCarrier::forget(std::uint64_t handle) {
  for (Impl::UnderWay& u : impl_->under_way)
    if (u.handle == handle) u.waiter = nullptr;
}

void SimGridCarrier::set_host(HostId host, bool on) {
  Impl& m = *impl_;
  if (m.ways.host_up(host) == on) return;
  if (!on && !m.under_way.empty()) {
    m.bring_simgrid_to(m.calendar->now());
    m.kill_if([&](const Impl::UnderWay& u) {
      const auto& via = u.way.via;
      return u.from == host || u.to == host ||
             std::find(via.begin(), via.end(), host.value) != via.end();
    });
  }
  m.ways.set_host(host, on, m.now());
  if (m.ways.leaf(host))
    m.streams.leaf_changed(host, m.now());
  else
    m.streams.network_changed(m.now());
  m.levels_changed();
  changed();
}

void SimGridCarrier::set_link(LinkId link, bool on) {
  Impl& m = *impl_;
  if (m.ways.link_up(link) == on) return;
  if (!on && !m.under_way.empty()) {
    m.bring_simgrid_to(m.calendar->now());
    m.kill_if([&](const Impl::UnderWay& u) {
      return std::any_of(u.way.hops.begin(), u.way.hops.end(),
                         [&](Hop hop) { return hop.link == link.value; });
    });
  }
  m.ways.set_link(link, on, m.now());
  refresh();
  changed();
}

void SimGridCarrier::refresh() {
  Impl& m = *impl_;
  m.streams.network_changed(m.now());
  m.levels_changed();
}

StreamId SimGridCarrier::begin_stream(HostId from, HostId to, double rate_Bps) {
  const StreamId stream = impl_->streams.begin(from, to, rate_Bps, impl_->now());
  impl_->levels_changed();
  return stream;
}
StreamTotals SimGridCarrier::end_stream(StreamId stream) {
  const StreamTotals totals = impl_->streams.end(stream, impl_->now());
  impl_->levels_changed();
  return totals;
}
StreamTotals SimGridCarrier::stream_totals(StreamId stream) {
  return impl_->streams.totals(stream, impl_->now());
}
bool SimGridCarrier::stream_up(StreamId stream) const {
  return impl_->streams.up(stream);
}

double SimGridCarrier::unloaded_s(HostId from, HostId to, double bytes) {
  if (from == to) return 0;
  const LiveWays::Path* path = impl_->ways.normal(from, to);
  return path ? path->latency_s + std::max(1.0, bytes) / path->least_Bps : -1;
}

bool SimGridCarrier::host_is_on(HostId host) const {
  return impl_->ways.host_up(host);
}
bool SimGridCarrier::link_is_on(LinkId link) const {
  return impl_->ways.link_up(link);
}
bool SimGridCarrier::could_reach(HostId from, HostId to) {
  return impl_->ways.could_reach(from, to);
}
std::uint64_t SimGridCarrier::messages() const {
  return impl_->next_handle;
}
std::uint64_t SimGridCarrier::synchronisations() const {
  return impl_->synchronisations;
}

}  // namespace vedette
