// SPDX-License-Identifier: Apache-2.0
// Streams, reserves, second ways and half-duplex links on SimGrid. Every case needs a process of
// its own.
#include <catch2/catch.hpp>

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "engine/kernel/process.hpp"
#include "engine/wires/simgrid_carrier.hpp"
#include "support/cable.hpp"

namespace vedette {
namespace {

// Cameras 0 … n-1 and an alarm panel n on ports of 100 Mbit/s at switch n+1, which an uplink of
// `uplink_Bps` joins with server n+2.
Network office(unsigned n, double uplink_Bps, double reserved = 0) {
  Network net;
  net.simulated = true;
  for (unsigned i = 0; i < n; ++i)
    net.hosts.push_back({"c" + std::to_string(i), {}, HostRole::kCamera});
  net.hosts.push_back({"panel", {}, HostRole::kPanel});
  net.hosts.push_back({"switch", {}, HostRole::kSwitch});
  net.hosts.push_back({"server", {}, HostRole::kAlarm});
  for (unsigned i = 0; i <= n; ++i)
    net.links.push_back(testing::cable("p" + std::to_string(i), 12.5e6, 1e-4, i, n + 1));
  net.links.push_back(testing::cable("uplink", uplink_Bps, 2e-4, n + 1, n + 2, reserved));
  return net;
}

struct Arrival {
  Delivery delivery = Delivery::kInterrupted;
  Time at;
};
Process send_at(Calendar& c, Carrier& w, Time when, unsigned from, unsigned to, double bytes,
                Arrival& out, Traffic traffic = Traffic::kAlarm) {
  (void)co_await Delay(c, when);
  out.delivery =
      co_await w.send(c, HostId(std::size_t{from}), HostId(std::size_t{to}), bytes, traffic);
  out.at = c.now();
}
Process at_time(Calendar& c, Time when, std::function<void()> what) {
  (void)co_await Delay(c, when, Priority::kUrgent);
  what();
}
HostId host(unsigned i) {
  return HostId(std::size_t{i});
}

TEST_CASE("an alarm over a link that streams do not fill has what they leave") {
  // 24 streams of 0.25 MB/s on 12.5 MB/s leave 6.5 MB/s: 300 us + 1300/6.5 us = 500 us.
  SimGridCarrier w(office(24, 12.5e6));
  Calendar c;
  for (unsigned i = 0; i < 24; ++i) (void)w.begin_stream(host(i), host(26), 0.25e6);
  Arrival a;
  c.start(send_at(c, w, Time{1'000'000}, 24, 26, 1300, a));
  w.run(c, Time{2'000'000});
  CHECK(a.at == Time{1'000'500});
}

TEST_CASE("an alarm over a link that streams fill gets one share among them") {
  // 24 streams of 1 MB/s want 24 on 12.5: with the alarm each has 0.5 MB/s: 300 us + 1000/0.5 us.
  SimGridCarrier w(office(24, 12.5e6));
  Calendar c;
  for (unsigned i = 0; i < 24; ++i) (void)w.begin_stream(host(i), host(26), 1e6);
  Arrival a;
  c.start(send_at(c, w, Time{1'000'000}, 24, 26, 1000, a));
  w.run(c, Time{2'000'000});
  CHECK(a.at == Time{1'002'300});
  CHECK(w.stream_totals(0).lost_s == Approx(2 * (1 - 12.5 / 24)));
}

TEST_CASE("SimGrid with every stream as a flow of its own says the same") {
  SimGridCarrier w(office(24, 12.5e6));
  Calendar c;
  std::vector<Arrival> flows(24);
  for (unsigned i = 0; i < 24; ++i)
    c.start(send_at(c, w, Time{0}, i, 26, 1e12, flows[i], Traffic::kOther));
  Arrival a;
  c.start(send_at(c, w, Time{1'000'000}, 24, 26, 1000, a));
  w.run(c, Time{2'000'000});
  CHECK(a.at == Time{1'002'300});
}

TEST_CASE("streams that come and go change the pace of a message under way") {
  // Alone 12.5 MB/s; from 0.5 s on a stream leaves 6.25; from 1 s on alone again.
  // 12.5 MB: 0.4997 s x 12.5 = 6.24625 MB, 0.5 s x 6.25 = 3.125 MB, the rest 3.12875 MB in 0.2503
  // s.
  SimGridCarrier w(office(1, 12.5e6));
  Calendar c;
  StreamId stream = 0;
  Arrival a;
  c.start(send_at(c, w, Time{0}, 1, 3, 12.5e6, a));
  c.start(at_time(c, Time{500'000}, [&] { stream = w.begin_stream(host(0), host(3), 6.25e6); }));
  c.start(at_time(c, Time{1'000'000}, [&] { (void)w.end_stream(stream); }));
  w.run(c, Time{5'000'000});
  CHECK(a.at == Time{1'250'300});
}

TEST_CASE(
    "reserved capacity: what streams leave, at least the reserve, beside a transfer no more") {
  // 20 % of 12.5 MB/s are kept: 2.5 MB/s. Streams want 24 MB/s and get 10.
  SimGridCarrier w(office(24, 12.5e6, 0.2));
  Calendar c;
  Arrival alone, full, beside, other;
  c.start(send_at(c, w, Time{500'000}, 24, 26, 1250, alone));  // 300 us + 1250/12.5 us
  c.start(at_time(c, Time{1'000'000}, [&] {
    for (unsigned i = 0; i < 24; ++i) (void)w.begin_stream(host(i), host(26), 1e6);
  }));
  c.start(send_at(c, w, Time{1'500'000}, 24, 26, 1250, full));  // 300 us + 1250/2.5 us
  c.start(send_at(c, w, Time{1'600'000}, 24, 26, 1000, other, Traffic::kOther));  // 10 / 25 MB/s
  c.start(at_time(c, Time{2'000'000}, [&] {
    for (StreamId s = 0; s < 24; ++s) (void)w.end_stream(s);
  }));
  Arrival transfer;
  c.start(send_at(c, w, Time{2'500'000}, 0, 26, 1e9, transfer, Traffic::kOther));
  c.start(send_at(c, w, Time{3'000'000}, 24, 26, 1250, beside));  // the reserve alone
  w.run(c, Time{4'000'000});
  CHECK(alone.at == Time{500'400});
  CHECK(full.at == Time{1'500'800});
  CHECK(other.at == Time{1'602'800});
  CHECK(beside.at == Time{3'000'800});
}

TEST_CASE("both directions of a duplex link have its bandwidth") {
  SimGridCarrier w(office(1, 12.5e6));
  Calendar c;
  Arrival up, down;
  c.start(send_at(c, w, Time{0}, 1, 3, 125000, up));
  c.start(send_at(c, w, Time{0}, 3, 1, 125000, down));
  w.run(c, Time{1'000'000});
  CHECK(up.at == Time{10'300});
  CHECK(down.at == Time{10'300});
}

TEST_CASE("a half-duplex channel halves both") {
  Network net = office(1, 12.5e6);
  for (auto& link : net.links) link.duplex = false;
  SimGridCarrier w(net);
  Calendar c;
  Arrival up, down;
  c.start(send_at(c, w, Time{0}, 1, 3, 125000, up));
  c.start(send_at(c, w, Time{0}, 3, 1, 125000, down));
  w.run(c, Time{1'000'000});
  CHECK(up.at == Time{20'300});
  CHECK(down.at == Time{20'300});
}

TEST_CASE("another way is taken after failover, and left when the first is up again") {
  Network net = office(1, 12.5e6);
  net.failover = Duration{2'000'000};
  net.links.push_back(testing::cable("spare", 1.25e6, 2e-4, 2, 3));
  SimGridCarrier w(net);
  Calendar c;
  Arrival before, too_soon, spare, back;
  const StreamId stream = w.begin_stream(host(0), host(3), 1000);
  const LinkId uplink(std::size_t{2});
  c.start(send_at(c, w, Time{100'000}, 1, 3, 1250, before));
  c.start(at_time(c, Time{1'000'000}, [&] { w.set_link(uplink, false); }));
  c.start(send_at(c, w, Time{2'000'000}, 1, 3, 1250, too_soon));
  c.start(at_time(c, Time{3'000'000}, [&] { w.refresh(); }));
  c.start(send_at(c, w, Time{3'500'000}, 1, 3, 1249, spare));  // 300 us + 1249 / 1.249 us
  c.start(at_time(c, Time{4'000'000}, [&] { w.set_link(uplink, true); }));
  c.start(send_at(c, w, Time{4'500'000}, 1, 3, 1250, back));
  w.run(c, Time{5'000'000});
  CHECK(before.at == Time{100'400});
  CHECK(too_soon.delivery == Delivery::kLinkDown);
  CHECK(spare.delivery == Delivery::kDelivered);
  CHECK(spare.at == Time{3'501'300});
  CHECK(back.at == Time{4'500'400});
  CHECK(w.stream_totals(stream).down == Duration{2'000'000});
  CHECK(w.could_reach(host(1), host(3)));
}

TEST_CASE("a core that never saturates gives each message all of its bandwidth") {
  Network net = office(2, 12.5e6);
  net.links.back().shared = false;
  SimGridCarrier w(net);
  Calendar c;
  for (unsigned i = 0; i < 2; ++i) (void)w.begin_stream(host(i), host(4), 10e6);
  Arrival a;
  c.start(send_at(c, w, Time{0}, 2, 4, 125000, a));
  w.run(c, Time{1'000'000});
  CHECK(a.at == Time{10'300});
  CHECK(w.stream_totals(0).lost_s == 0);
}

TEST_CASE("hosts that have a role of their own pass nothing on") {
  Network net = office(1, 12.5e6);
  net.hosts.push_back({"island", {}, HostRole::kConsole});
  net.links.push_back(testing::cable("line", 12.5e6, 1e-4, 4, 3));  // behind the server
  SimGridCarrier w(net);
  Calendar c;
  Arrival a, b;
  c.start(send_at(c, w, Time{0}, 1, 4, 100, a));
  c.start(send_at(c, w, Time{0}, 3, 4, 1250, b));
  w.run(c, Time{1'000'000});
  CHECK(a.delivery == Delivery::kNoRoute);
  CHECK(b.at == Time{200});
}

}  // namespace
}  // namespace vedette
