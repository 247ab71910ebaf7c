// SPDX-License-Identifier: Apache-2.0
// What messages through SimGrid cost. One measurement per process: its clock cannot be rewound.
//   wires_bench messages    100,000 alarm messages of 100 senders; microseconds each
//   wires_bench transfers   the calendar while 100 long transfers are under way; events per second
//   wires_bench streams N   alarm messages while N long transfers share their core link
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <string>

#include "engine/kernel/process.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/wires/simgrid_carrier.hpp"
#include "support/cable.hpp"

namespace vedette {
namespace {

// The hosts of that name come first, then the switch that joins them to the server (host 0).
Network star(unsigned n) {
  Network net;
  net.simulated = true;
  const unsigned hub = n + 1;
  net.hosts.push_back({"server", {}});
  for (unsigned i = 1; i <= n; ++i) net.hosts.push_back({fmt::format("h{}", i), {}});
  net.hosts.push_back({"switch", {}});
  for (unsigned i = 1; i <= n; ++i)
    net.links.push_back(testing::cable(fmt::format("l{}", i), 12.5e6, 1e-4, i, hub));
  net.links.push_back(testing::cable("core", 1.25e9, 5e-5, hub, 0));
  return net;
}

Process talker(Calendar& c, Carrier& w, unsigned host, Duration every, std::uint64_t& sent) {
  for (;;) {
    (void)co_await Delay(c, every);
    (void)co_await w.send(c, HostId(host), HostId(std::size_t{0}), 512);
    ++sent;
  }
}
Process transfer(Calendar& c, Carrier& w, unsigned host) {
  for (;;) (void)co_await w.send(c, HostId(host), HostId(std::size_t{0}), 1e12);
}
Process ticker(Calendar& c, Duration every) {
  for (;;) (void)co_await Delay(c, every);
}

double seconds_of(Carrier& w, Calendar& c, Duration span) {
  const auto began = std::chrono::steady_clock::now();
  w.run(c, Time{0} + span);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

int main_of(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  Calendar c;
  std::uint64_t sent = 0;
  if (what == "messages") {
    SimGridCarrier w(star(300));
    for (unsigned i = 1; i <= 100; ++i)
      c.start(talker(c, w, i, Duration{1'000'000 + 137 * i}, sent));
    const double s = seconds_of(w, c, seconds(1000));
    fmt::print("{:.3f}\n", s / static_cast<double>(sent) * 1e6);
  } else if (what == "transfers") {
    SimGridCarrier w(star(300));
    for (unsigned i = 1; i <= 100; ++i) c.start(transfer(c, w, i));
    for (unsigned i = 1; i <= 1000; ++i) c.start(ticker(c, Duration{10'000 + i}));
    const double s = seconds_of(w, c, seconds(100));
    fmt::print("{:.0f}\n", static_cast<double>(c.executed()) / s);
  } else if (what == "streams" && argc > 2) {
    const auto n = static_cast<unsigned>(std::strtoul(argv[2], nullptr, 10));
    SimGridCarrier w(star(n + 10));
    for (unsigned i = 1; i <= n; ++i) c.start(transfer(c, w, i));
    for (unsigned i = n + 1; i <= n + 10; ++i)
      c.start(talker(c, w, i, Duration{1'000'000 + 137 * i}, sent));
    const double s = seconds_of(w, c, seconds(200));
    fmt::print("{:.3f}\n", s / static_cast<double>(sent) * 1e6);
  } else {
    fmt::print(stderr, "usage: wires_bench messages | transfers | streams N\n");
    return 2;
  }
  return 0;
}

}  // namespace
}  // namespace vedette

int main(int argc, char** argv) {
  return vedette::main_of(argc, argv);
}
