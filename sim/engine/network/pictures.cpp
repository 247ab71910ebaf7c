// SPDX-License-Identifier: Apache-2.0
// Pictures that are called up: request, key frame, and the stream that goes on from then.
#include "engine/kernel/waits.hpp"
#include "engine/network/network_processes.hpp"
#include "engine/run.hpp"

namespace vedette {

View::~View() {
  if (!run_) return;
  for (const StreamId stream : streams_) (void)run_->carrier.end_stream(stream);
}

struct ViewMaker {
  static void add(View& view, Run& run, HostId from, HostId to, double rate_Bps) {
    if (from == to) return;
    view.run_ = &run;
    view.streams_.push_back(run.carrier.begin_stream(from, to, rate_Bps));
  }
};

namespace {

// False when it did not get through, or not in time.
Task<bool> leg(Run& run, HostId from, HostId to, double bytes, Time patience) {
  if (from == to) co_return true;
  auto sent = co_await first_of(run.carrier.send(run.calendar, from, to, bytes, Traffic::kOther),
                                Delay(run.calendar, patience));
  co_return sent.index == 0 && sent.template get<0>() == Delivery::kDelivered;
}

}  // namespace

Task<bool> call_up_picture(Run& run, HostId viewer, AlarmCase& alarm, std::uint32_t index,
                           std::uint32_t profile, View& view) {
  const Site& site = run.world.site;
  const AlarmHandling& handling = site.handling;
  const Network& network = run.world.network;
  const HostId camera = site.cameras[index].host;
  const HostId relay = site.video.valid() ? site.video : camera;
  const Time asked = run.now();
  const Time patience = asked + handling.camera_patience;
  if (!co_await leg(run, viewer, relay, handling.message_bytes, patience) ||
      !co_await leg(run, relay, camera, handling.message_bytes, patience))
    co_return false;
  double bytes = handling.picture_bytes;
  if (profile != kNoIndex) {
    const Network::Profile& coded = network.profiles[profile];
    bytes = coded.key_frame_bytes;
    if (coded.key_frame_every.us > 0) {
      // Asked at any moment between two key frames.
      Stream random = run.random.stream(run.world.entities[site.cameras[index].entity.index()].hash,
                                        alarm.incident->id.value ^ name_hash("key frame"));
      const Duration wait = seconds(random.uniform() * coded.key_frame_every.seconds());
      if (run.now() + wait > patience) {
        (void)co_await Delay(run.calendar, patience);
        co_return false;
      }
      (void)co_await Delay(run.calendar, wait);
    }
  }
  if (!co_await leg(run, camera, relay, bytes, patience) ||
      !co_await leg(run, relay, viewer, bytes, patience))
    co_return false;
  if (profile != kNoIndex) {
    const double rate_Bps = network.profiles[profile].rate_Bps;
    ViewMaker::add(view, run, camera, relay, rate_Bps);
    ViewMaker::add(view, run, relay, viewer, rate_Bps);
  }
  const Tally shown{TallyKind::kCallUp, network.hosts[viewer.index()].entity,
                    site.cameras[index].entity, asked, run.now()};
  run.sinks.each([&](Sink& s) { s.tally(shown); });
  const Incident& incident = *alarm.incident;
  if (!incident.has(Stage::kPicture) && incident.has(Stage::kAtServer) &&
      incident.has(Stage::kQueued)) {
    const Duration span = incident.between(Stage::kSensed, Stage::kQueued) + (run.now() - asked);
    const Tally to_video{TallyKind::kAlarmToVideo, shown.who, shown.place, run.now() - span,
                         run.now()};
    run.sinks.each([&](Sink& s) { s.tally(to_video); });
  }
  co_return true;
}

}  // namespace vedette
