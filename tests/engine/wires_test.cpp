// SPDX-License-Identifier: Apache-2.0
// The join of calendar and SimGrid. Every case needs a process of its own.
#include <catch2/catch.hpp>

#include <cmath>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "engine/kernel/process.hpp"
#include "engine/wires/direct_carrier.hpp"
#include "engine/wires/simgrid_carrier.hpp"
#include "support/cable.hpp"
#include "support/seed.hpp"

namespace vedette {
namespace {

// n senders on links of their own, one shared core, one server.
Network star(unsigned n, double own_Bps = 12.5e6, double own_s = 1e-4, double core_Bps = 125e6,
             double core_s = 2e-4) {
  Network net;
  net.simulated = true;
  net.hosts.push_back({"server", {}});
  for (unsigned i = 1; i <= n; ++i) {
    net.hosts.push_back({"h" + std::to_string(i), {}});
    net.links.push_back(testing::cable("l" + std::to_string(i), own_Bps, own_s, n + 1, i));
  }
  net.links.push_back(testing::cable("core", core_Bps, core_s, 0, n + 1));
  net.hosts.push_back({"switch", {}});
  return net;
}

struct Arrival {
  Delivery delivery = Delivery::kInterrupted;
  Time at;
};
Process send_at(Calendar& c, Carrier& w, Time when, unsigned from, double bytes, Arrival& out) {
  (void)co_await Delay(c, when);
  out.delivery = co_await w.send(c, HostId(from), HostId(std::size_t{0}), bytes);
  out.at = c.now();
}
Process at_time(Calendar& c, Time when, std::function<void()> what) {
  (void)co_await Delay(c, when, Priority::kUrgent);
  what();
}
Process ticks(Calendar& c, Duration every, std::uint64_t& n) {
  for (;;) {
    (void)co_await Delay(c, every);
    ++n;
  }
}

TEST_CASE("a message arrives at the hand-calculated microsecond") {
  SimGridCarrier w(star(3));
  Calendar c;
  Arrival a, b, late;
  std::uint64_t n = 0;
  c.start(ticks(c, Duration{70'001}, n));                 // a busy calendar beside it
  c.start(send_at(c, w, Time{1'000'000}, 1, 1250, a));    // 100 us + 200 us + 1250/12.5e6 = 100 us
  c.start(send_at(c, w, Time{5'000'003}, 2, 125000, b));  // 300 us + 10,000 us
  c.start(send_at(c, w, Time{86'400'000'001}, 3, 512, late));  // 300 us + 40.96 us
  w.run(c, Time{86'401'000'000});
  CHECK(a.delivery == Delivery::kDelivered);
  CHECK(a.at == Time{1'000'400});
  CHECK(b.at == Time{5'010'303});
  CHECK(late.at == Time{86'400'000'342});
  CHECK(n == 86'401'000'000u / 70'001);
}

TEST_CASE("a hundred others on the same link share it fairly, to the microsecond") {
  // All start at once over one core of 125 MB/s: each gets 1/101 of it. 12,500 bytes take
  // 300 us + 12,500 x 101 / 125e6 s = 300 + 10,100 us.
  SimGridCarrier w(star(101, 125e6, 1e-4, 125e6, 2e-4));
  Calendar c;
  std::vector<Arrival> arrivals(102);
  for (unsigned i = 1; i <= 101; ++i)
    c.start(send_at(c, w, Time{2'000'000}, i, 12500, arrivals[i]));
  w.run(c, Time{10'000'000});
  for (unsigned i = 1; i <= 101; ++i) {
    CHECK(arrivals[i].delivery == Delivery::kDelivered);
    CHECK(arrivals[i].at == Time{2'010'400});
  }
}

TEST_CASE("an alarm among a hundred long transfers gets its fair share") {
  // 100 long transfers hold the core (125 MB/s). The alarm's 101st share is 1.2376 MB/s; its own
  // link is no limit. 512 bytes: 300 us + 512 x 101 / 125e6 s = 300 + 413.7 us.
  SimGridCarrier w(star(101, 125e6, 1e-4, 125e6, 2e-4));
  Calendar c;
  std::vector<Arrival> arrivals(102);
  for (unsigned i = 1; i <= 100; ++i) c.start(send_at(c, w, Time{0}, i, 1e12, arrivals[i]));
  c.start(send_at(c, w, Time{3'000'000}, 101, 512, arrivals[101]));
  std::uint64_t n = 0;
  c.start(ticks(c, Duration{100}, n));
  w.run(c, Time{60'000'000});
  CHECK(arrivals[101].at == Time{3'000'714});
  CHECK(arrivals[1].delivery == Delivery::kInterrupted);  // still under way at the end
  CHECK(n == 600'000);
}

TEST_CASE("a link that dies under a message, before it and after it") {
  SimGridCarrier w(star(3));
  Calendar c;
  Arrival under, before, after, again, other;
  // 10,300 us on the way: the link dies after 5,000.
  c.start(send_at(c, w, Time{1'000'000}, 1, 125000, under));
  c.start(at_time(c, Time{1'005'000}, [&] { w.set_link(LinkId(std::size_t{0}), false); }));
  c.start(send_at(c, w, Time{2'000'000}, 1, 125000, before));  // link is off
  c.start(send_at(c, w, Time{2'000'000}, 2, 125000, other));   // another link is not
  c.start(at_time(c, Time{3'000'000}, [&] { w.set_link(LinkId(std::size_t{0}), true); }));
  c.start(send_at(c, w, Time{3'000'000}, 1, 125000, again));
  c.start(send_at(c, w, Time{4'000'000}, 1, 1250, after));
  c.start(at_time(c, Time{4'000'400}, [&] { w.set_link(LinkId(std::size_t{0}), false); }));
  w.run(c, Time{5'000'000});
  CHECK(under.delivery == Delivery::kLost);
  CHECK(under.at == Time{1'005'000});
  CHECK(before.delivery == Delivery::kLinkDown);
  CHECK(before.at == Time{2'000'000});
  CHECK(other.delivery == Delivery::kDelivered);
  CHECK(other.at == Time{2'010'300});
  CHECK(again.delivery == Delivery::kDelivered);
  CHECK(again.at == Time{3'010'300});
  // Dies in the very microsecond of arrival: equipment changes first, so the message is lost.
  CHECK(after.delivery == Delivery::kLost);
}

TEST_CASE("a host that dies under a message, before it and after it") {
  Network net = star(3);
  SimGridCarrier w(net);
  Calendar c;
  Arrival sender, receiver, between, off_sender, off_receiver, fine;
  const auto power = [&](Time t, std::size_t host, bool on) {
    c.start(at_time(c, t, [&w, host, on] { w.set_host(HostId(host), on); }));
  };
  c.start(send_at(c, w, Time{1'000'000}, 1, 125000, sender));
  power(Time{1'001'000}, 1, false);
  c.start(send_at(c, w, Time{1'002'000}, 1, 100, off_sender));
  power(Time{1'900'000}, 1, true);
  c.start(send_at(c, w, Time{2'000'000}, 1, 125000, receiver));
  power(Time{2'001'000}, 0, false);
  c.start(send_at(c, w, Time{2'002'000}, 1, 100, off_receiver));
  power(Time{2'900'000}, 0, true);
  c.start(send_at(c, w, Time{3'000'000}, 2, 125000, between));
  power(Time{3'001'000}, 4, false);
  power(Time{3'900'000}, 4, true);
  c.start(send_at(c, w, Time{4'000'000}, 2, 1250, fine));
  power(Time{4'000'401}, 2, false);
  w.run(c, Time{5'000'000});
  CHECK(sender.delivery == Delivery::kLost);
  CHECK(sender.at == Time{1'001'000});
  CHECK(off_sender.delivery == Delivery::kSenderDown);
  CHECK(receiver.delivery == Delivery::kLost);
  CHECK(off_receiver.delivery == Delivery::kReceiverDown);
  CHECK(between.delivery == Delivery::kLost);
  CHECK(fine.delivery == Delivery::kDelivered);
  CHECK(fine.at == Time{4'000'400});
}

TEST_CASE("no route, oneself, nothing to say") {
  Network net = star(2);
  net.hosts.push_back({"island", {}});
  SimGridCarrier w(net);
  Calendar c;
  Arrival island, self, empty;
  c.start(send_at(c, w, Time{10}, 4, 100, island));
  c.start(send_at(c, w, Time{10}, 0, 100, self));
  c.start(send_at(c, w, Time{10}, 1, 0, empty));
  w.run(c, Time{1'000'000});
  CHECK(island.delivery == Delivery::kNoRoute);
  CHECK(self.delivery == Delivery::kDelivered);
  CHECK(self.at == Time{10});
  CHECK(empty.delivery == Delivery::kDelivered);
  CHECK(empty.at == Time{310});  // a message of no bytes counts as one byte: 0.08 us
}

TEST_CASE("a sender that stops waiting is forgotten, its message goes on") {
  SimGridCarrier w(star(2));
  Calendar c;
  Arrival a, b;
  ProcessRef gone = c.start(send_at(c, w, Time{0}, 1, 12'500'000, a));  // a second
  c.start(at_time(c, Time{500'000}, [&] { gone.kill(); }));
  c.start(send_at(c, w, Time{2'000'000}, 2, 1250, b));
  w.run(c, Time{3'000'000});
  CHECK(b.at == Time{2'000'400});
  CHECK(w.messages() == 2);
}

TEST_CASE("a carrier runs once") {
  SimGridCarrier w(star(1));
  Calendar c;
  w.run(c, Time{1000});
  Calendar d;
  CHECK_THROWS_WITH(w.run(d, Time{1000}), Catch::Contains("runs once"));
}

Process failing(Calendar& c) {
  (void)co_await Delay(c, Duration{5});
  throw std::runtime_error("a process has failed");
}

TEST_CASE("an exception of a process comes out of run()") {
  SimGridCarrier w(star(1));
  Calendar c;
  c.start(failing(c));
  CHECK_THROWS_WITH(w.run(c, Time{1000}), "a process has failed");
}

// Random traffic: every message arrives no sooner than latency + bytes / least bandwidth, alone
// exactly then, and the calendar never goes back.
TEST_CASE("random traffic keeps the bounds") {
  const std::uint64_t seed = testing::seed();
  CAPTURE(seed);
  SimGridCarrier w(star(20, 12.5e6, 1e-4, 25e6, 2e-4));
  Calendar c;
  Stream random(seed, 0, 0, 0);
  struct Sent {
    Time when;
    double bytes;
    Arrival arrival;
  };
  std::vector<Sent> sent(2000);
  for (Sent& s : sent) {
    s.when = Time{static_cast<std::int64_t>(random.below(20'000'000))};
    s.bytes = static_cast<double>(1 + random.below(random.below(10) == 0 ? 500'000 : 2000));
    c.start(send_at(c, w, s.when, 1 + static_cast<unsigned>(random.below(20)), s.bytes, s.arrival));
  }
  w.run(c, Time{60'000'000});
  for (const Sent& s : sent) {
    REQUIRE(s.arrival.delivery == Delivery::kDelivered);
    const auto least = static_cast<std::int64_t>(std::floor(300 + s.bytes / 12.5e6 * 1e6));
    REQUIRE((s.arrival.at - s.when).us >= least);
  }
}

TEST_CASE("without a network a message takes the fixed delay") {
  DirectCarrier w(2, Duration{250});
  Calendar c;
  Arrival a, off;
  c.start(send_at(c, w, Time{10}, 1, 100, a));
  c.start(at_time(c, Time{1000}, [&] { w.set_host(HostId(std::size_t{1}), false); }));
  c.start(send_at(c, w, Time{2000}, 1, 100, off));
  w.run(c, Time{5000});
  CHECK(a.at == Time{260});
  CHECK(off.delivery == Delivery::kSenderDown);
}

}  // namespace
}  // namespace vedette
