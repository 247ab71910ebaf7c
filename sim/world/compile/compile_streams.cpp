// SPDX-License-Identifier: Apache-2.0
// What flows over the network beside messages: pictures, transfers, recorders.
#include <fmt/format.h>

#include "world/compile/network_parts.hpp"
#include "world/compile/site_parts.hpp"

namespace vedette {

namespace {

// Profiles by their index, in the order of models.video.
std::uint32_t profile_named(CompileContext& c, const std::optional<Located>& at) {
  if (!at) return kNoIndex;
  const std::string name = at->value().get<std::string>();
  const auto& profiles = c.world().network.profiles;
  for (std::uint32_t i = 0; i < profiles.size(); ++i)
    if (profiles[i].name == name) return i;
  return kNoIndex;
}

void read_profiles(CompileContext& c) {
  const auto models = c.root().find("models");
  const auto video = models ? models->find("video") : std::nullopt;
  for (std::size_t i = 0; video && i < video->size(); ++i) {
    const Located type = video->at(i);
    Network::Profile profile;
    profile.name = video->key(i);
    c.label(type.find("label"), profile.name, profile.label_en, profile.label_zh);
    profile.rate_Bps = c.number(type.find("rate_mbps"), 0) * 1e6 / 8;
    profile.key_frame_bytes = c.number(type.find("key_frame_kbytes"), 0) * 1000;
    profile.key_frame_every = seconds(c.number(type.find("key_frame_every_s"), 0));
    c.world().network.profiles.push_back(std::move(profile));
  }
}

class StreamReader {
 public:
  explicit StreamReader(CompileContext& c) : c_(c), out_(c.world().network), ways_(out_) {}

  void stream(const std::string& name, const Located& body) {
    Network::Stream stream;
    stream.name = name;
    c_.label(body.find("label"), name, stream.label_en, stream.label_zh);
    stream.profile = profile_named(c_, body.find("profile"));
    const Located from = *body.find("from");
    if (from.value().is_array()) {
      for (std::size_t i = 0; i < from.size(); ++i)
        stream.from.push_back(network_host(c_, from.at(i)));
    } else {
      for (std::size_t i = 0; i < out_.hosts.size(); ++i)
        if (out_.hosts[i].role == HostRole::kCamera) stream.from.push_back(HostId(i));
      const auto site = c_.root().find("site");
      each_of(*site, "cameras", [&](const std::string&, const Located& camera) {
        const HostId own = c_.host(camera.find("host"));
        if (own.valid() && out_.hosts[own.index()].role != HostRole::kCamera)
          stream.from.push_back(own);
      });
    }
    stream.to = c_.host(body.find("to"));
    for (const HostId host : stream.from)
      if (!way(host, stream.to, body.find("to")->place())) break;
    stream.hours = times_of_day(c_, body.find("hours"));
    out_.streams.push_back(std::move(stream));
  }

  void transfer(const std::string& name, const Located& body) {
    Network::Transfer transfer;
    transfer.name = name;
    c_.label(body.find("label"), name, transfer.label_en, transfer.label_zh);
    transfer.from = c_.host(body.find("from"));
    transfer.to = c_.host(body.find("to"));
    if (transfer.from == transfer.to)
      c_.error(body.find("to")->place(), "a transfer goes from one host to another");
    else
      way(transfer.from, transfer.to, body.find("to")->place());
    transfer.bytes = c_.number(body.find("gigabytes"), 0) * 1e9;
    transfer.first = Time{0} + seconds(3600 * c_.number(body.find("first_h"), 0));
    transfer.every = seconds(3600 * c_.number(body.find("every_h"), 0));
    out_.transfers.push_back(std::move(transfer));
  }

  void recorders(const Located& body) {
    Network::Recorders& recorders = out_.recorders;
    const auto end = [&](const char* key, HostRole role) {
      const auto named = body.find(key);
      const HostId host = named ? c_.host(named) : out_.first(role);
      if (!host.valid())
        c_.error(body.key_place(), fmt::format("no host has role: {}", host_role_name(role)),
                 fmt::format("add one, or say {}: HOST", key));
      return host;
    };
    recorders.mobile = end("by", HostRole::kMobile);
    recorders.server = end("to", HostRole::kVideo);
    recorders.profile = profile_named(c_, body.find("profile"));
    if (recorders.mobile.valid() && recorders.server.valid())
      way(recorders.mobile, recorders.server, body.key_place());
  }

 private:
  bool way(HostId from, HostId to, const Place& place) {
    if (!from.valid() || !to.valid() || ways_.connected(from, to)) return true;
    c_.error(place,
             fmt::format("no links lead from host '{}' to host '{}'", out_.hosts[from.index()].name,
                         out_.hosts[to.index()].name),
             "add some under network.links");
    return false;
  }

  CompileContext& c_;
  Network& out_;
  NetworkWays ways_;
};

}  // namespace

void compile_streams(CompileContext& c, const Located& network) {
  read_profiles(c);
  Network& out = c.world().network;
  StreamReader reader(c);
  each_of(network, "streams",
          [&](const std::string& id, const Located& body) { reader.stream(id, body); });
  each_of(network, "transfers",
          [&](const std::string& id, const Located& body) { reader.transfer(id, body); });
  if (const auto recorders = network.find("recorders")) reader.recorders(*recorders);
  if (const auto video = network.find("video")) {
    out.call_up = profile_named(c, video->find("call_up"));
    out.wall = video->find("wall") ? profile_named(c, video->find("wall")) : out.call_up;
  }
}

}  // namespace vedette
