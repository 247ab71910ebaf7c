// SPDX-License-Identifier: Apache-2.0
#include "engine/wires/simgrid_carrier.hpp"

#include <simgrid/Exception.hpp>
#include <simgrid/s4u.hpp>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <map>
#include <stdexcept>
#include <utility>

namespace vedette {

namespace sg4 = simgrid::s4u;

namespace {

// A bound closer than this is not worth renewing: wait for the message itself.
constexpr std::int64_t kWorthwhile_us = 200;

// SimGrid reads its settings from argv, once per process.
sg4::Engine& simgrid_engine() {
  static sg4::Engine* engine = [] {
    static const char* words[] = {
      "vedette",
      "--log=root.thres:critical",
      "--cfg=network/model:CM02",
      "--cfg=network/TCP-gamma:0",
      "--cfg=network/crosstraffic:0",
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
      "--cfg=contexts/factory:thread"
    };
#else
      "--cfg=contexts/factory:raw"
    };  // thread contexts hang after fork
#endif
    int argc = static_cast<int>(std::size(words));
    std::vector<char*> argv;
    for (const char* word : words) argv.push_back(const_cast<char*>(word));
    argv.push_back(nullptr);
    // SimGrid takes Ctrl-C for itself; whoever has it keeps it.
    struct sigaction before {};
    sigaction(SIGINT, nullptr, &before);
    auto* made = new sg4::Engine(&argc, argv.data());
    sigaction(SIGINT, &before, nullptr);
    return made;
  }();
  return *engine;
}

}  // namespace

struct SimGridCarrier::Impl {
  struct Path {
    std::vector<std::uint32_t> links, via;
    double latency_s = 0;
    double least_bandwidth_Bps = 0;
  };
  struct UnderWay {
    sg4::CommPtr comm;
    std::uint64_t handle = 0;
    std::int64_t not_before_us = 0;
    const Path* path = nullptr;
    HostId from, to;
    Transmission* waiter = nullptr;  // null: the sender no longer waits
  };

  std::vector<sg4::Host*> hosts;
  std::vector<sg4::Link*> links;
  sg4::Host* pilot_host = nullptr;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Path> paths;
  std::vector<UnderWay> under_way;           // in order of sending
  std::int64_t silent_until_us = kNever.us;  // nothing arrives before
  std::uint64_t next_handle = 0;
  std::uint64_t synchronisations = 0;
  Calendar* calendar = nullptr;
  std::exception_ptr failure;
  bool finished = false;

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
    const Time at{std::llround(date * 1e6)};
    if (calendar->now() < at) calendar->advance_to(at);
    if (done.waiter) conclude(*done.waiter, delivery);
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
      const double ahead_s = u.comm->get_remaining() / u.path->least_bandwidth_Bps;
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

  const Path* path(HostId from, HostId to) const {
    const auto it = paths.find(std::minmax(from.value, to.value));
    return it == paths.end() ? nullptr : &it->second;
  }
};

SimGridCarrier::SimGridCarrier(const Network& network) : impl_(std::make_unique<Impl>()) {
  simgrid_engine();
  auto* zone = sg4::create_full_zone("vedette");
  for (const Network::Host& host : network.hosts)
    impl_->hosts.push_back(zone->create_host(host.name, 1e9));
  for (const Network::Link& link : network.links) {
    auto* made = zone->create_link(link.name, link.bandwidth_Bps)->set_latency(link.latency_s);
    if (!link.shared) made->set_sharing_policy(sg4::Link::SharingPolicy::FATPIPE);
    impl_->links.push_back(made);
  }
  impl_->pilot_host = zone->create_host("vedette's pilot", 1e9);
  for (const Network::Route& route : network.routes) {
    Impl::Path path;
    path.links = route.links;
    path.via = route.via;
    path.least_bandwidth_Bps = network.links.at(route.links.at(0)).bandwidth_Bps;
    std::vector<const sg4::Link*> list;
    for (const std::uint32_t link : route.links) {
      path.latency_s += network.links[link].latency_s;
      path.least_bandwidth_Bps =
          std::min(path.least_bandwidth_Bps, network.links[link].bandwidth_Bps);
      list.push_back(impl_->links[link]);
    }
    zone->add_route(impl_->hosts.at(route.from)->get_netpoint(),
                    impl_->hosts.at(route.to)->get_netpoint(), nullptr, nullptr,
                    std::vector<sg4::LinkInRoute>(list.begin(), list.end()), true);
    impl_->paths[std::minmax(route.from, route.to)] = std::move(path);
  }
  for (sg4::Link* link : impl_->links) link->seal();
  for (sg4::Host* host : impl_->hosts) host->seal();
  impl_->pilot_host->seal();
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
  if (!m.hosts.at(t.from().index())->is_on()) return fail(Delivery::kSenderDown);
  if (t.from() == t.to()) return fail(Delivery::kDelivered);
  const Impl::Path* path = m.path(t.from(), t.to());
  if (!path) return fail(Delivery::kNoRoute);
  if (!m.hosts.at(t.to().index())->is_on()) return fail(Delivery::kReceiverDown);
  for (const std::uint32_t link : path->links)
    if (!m.links[link]->is_on()) return fail(Delivery::kLinkDown);
  for (const std::uint32_t host : path->via)
    if (!m.hosts[host]->is_on()) return fail(Delivery::kLinkDown);

  m.bring_simgrid_to(m.calendar->now());
  const double bytes = std::max(1.0, t.bytes());  // a message of no bytes is never delivered
  Impl::UnderWay u;
  u.comm = sg4::Comm::sendto_async(m.hosts[t.from().index()], m.hosts[t.to().index()],
                                   static_cast<std::uint64_t>(bytes));
  u.handle = handle;
  u.path = path;
  u.from = t.from();
  u.to = t.to();
  u.waiter = &t;
  const double least_s = path->latency_s + bytes / path->least_bandwidth_Bps;
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
  sg4::Host* object = m.hosts.at(host.index());
  if (object->is_on() == on) return;
  m.bring_simgrid_to(m.calendar->now());
  if (on) {
    object->turn_on();
    return;
  }
  m.kill_if([&](const Impl::UnderWay& u) {
    const auto& via = u.path->via;
    return u.from == host || u.to == host ||
           std::find(via.begin(), via.end(), host.value) != via.end();
  });
  object->turn_off();
}

void SimGridCarrier::set_link(LinkId link, bool on) {
  Impl& m = *impl_;
  sg4::Link* object = m.links.at(link.index());
  if (object->is_on() == on) return;
  m.bring_simgrid_to(m.calendar->now());
  if (on) {
    object->turn_on();
    return;
  }
  m.kill_if([&](const Impl::UnderWay& u) {
    const auto& links = u.path->links;
    return std::find(links.begin(), links.end(), link.value) != links.end();
  });
  object->turn_off();
}

bool SimGridCarrier::host_is_on(HostId host) const {
  return impl_->hosts.at(host.index())->is_on();
}
bool SimGridCarrier::link_is_on(LinkId link) const {
  return impl_->links.at(link.index())->is_on();
}
std::uint64_t SimGridCarrier::messages() const {
  return impl_->next_handle;
}
std::uint64_t SimGridCarrier::synchronisations() const {
  return impl_->synchronisations;
}

}  // namespace vedette
