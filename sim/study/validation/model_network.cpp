// SPDX-License-Identifier: Apache-2.0
// Model network: messages over a chain of links, carried as in a run (SimGrid), beside streams.
#include <cstring>

#include "engine/kernel/process.hpp"
#include "engine/kernel/waits.hpp"
#include "engine/wires/simgrid_carrier.hpp"
#include "study/child.hpp"
#include "study/validation/model.hpp"

namespace vedette::validation {

namespace {

struct Message {
  double bytes = 0;
  Time at;
  Traffic traffic = Traffic::kAlarm;
  Time arrived = kNever;
};

Process send(Calendar& calendar, Carrier& carrier, HostId to, Message& message) {
  if (message.at > Time{0}) (void)co_await Delay(calendar, message.at);
  const Delivery delivery =
      co_await carrier.send(calendar, HostId(std::size_t{0}), to, message.bytes, message.traffic);
  if (delivery == Delivery::kDelivered) message.arrived = calendar.now();
}

Network chain_of(const Inputs& inputs) {
  Network net;
  net.simulated = true;
  net.hosts.push_back({"0", {}});
  for (const Inputs& at : inputs.list("links")) {
    const auto next = static_cast<std::uint32_t>(net.hosts.size());
    net.hosts.push_back({std::to_string(next), {}});
    Network::Link link;
    link.name = "to " + net.hosts.back().name;
    link.bandwidth_Bps = at.number("mbps") * 1e6 / 8;
    link.latency_s = at.number("ms", 0) / 1000;
    link.duplex = at.flag("duplex", true);
    link.reserved = at.number("reserved", 0);
    link.a = next - 1;
    link.b = next;
    net.links.push_back(std::move(link));
  }
  return net;
}

void begin_streams(Carrier& carrier, const Inputs& inputs) {
  std::size_t link = 0;
  for (const Inputs& at : inputs.list("links")) {
    if (at.has("streams"))
      for (const Inputs& streams : at.list("streams"))
        for (int k = 0; k < streams.integer("n", 1); ++k)
          (void)carrier.begin_stream(HostId(link), HostId(link + 1),
                                     streams.number("mbps") * 1e6 / 8);
    ++link;
  }
}

}  // namespace

// SimGrid has one engine in a process and its clock cannot be rewound: each case has its own.
Figures network_figures(const Inputs& inputs, const DataFolder&) {
  Child child([&] {
    SimGridCarrier carrier(chain_of(inputs));
    Calendar calendar;
    begin_streams(carrier, inputs);
    std::vector<Message> messages;
    for (const Inputs& at : inputs.list("messages"))
      messages.push_back({at.number("bytes"), Time{0} + seconds(at.number("at_s", 0)),
                          at.flag("alarm", true) ? Traffic::kAlarm : Traffic::kOther, kNever});
    for (Message& message : messages)
      calendar.start(send(calendar, carrier, HostId(inputs.list("links").size()), message));
    carrier.run(calendar, Time{kDay.us});
    std::string bytes;
    for (const Message& message : messages) {
      const double took = (message.arrived - message.at).seconds();
      bytes.append(reinterpret_cast<const char*>(&took), sizeof took);
    }
    return bytes;
  });
  (void)Child::wait_for_any({&child});
  const ChildResult result = child.result();
  if (!result.failure.empty())
    throw InputError{{inputs.located().key_place(), Severity::kError, result.failure, ""}};
  std::vector<double> took(result.bytes.size() / sizeof(double));
  std::memcpy(took.data(), result.bytes.data(), took.size() * sizeof(double));
  return {{"delay_s", numbers(std::move(took))}};
}

}  // namespace vedette::validation
