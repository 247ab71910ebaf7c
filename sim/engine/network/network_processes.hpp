// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/kernel/process.hpp"
#include "engine/site/site_state.hpp"
#include "engine/wires/carrier.hpp"

namespace vedette {

class Run;

/// Puts the network's own work on the calendar: streams, transfers, supervision of lines.
void start_network(Run& run);
/// Tells the sinks what became of the streams.
void finish_network(Run& run, Time end);
/// A host or link has changed; called by the carrier.
void network_changed(Run& run);

// Messages (deliver.cpp) -------------------------------------------------------------------------

/// Sends an alarm or order until it gets through: a message that is lost or cannot leave is sent
/// again every AlarmHandling::retry; while there is no way at all it waits for one, which costs
/// nothing, and leaves at the next of those moments. After the fixed delay where a host is not on a
/// network. What fails is logged under `subject`.
Task<> deliver(Run& run, HostId from, HostId to, EntityId subject, IncidentId incident);
/// The same, but given up at `until`: false.
Task<bool> deliver_until(Run& run, HostId from, HostId to, EntityId subject, IncidentId incident,
                         Time until);

// Pictures (pictures.cpp) ------------------------------------------------------------------------

/// Live pictures that somebody looks at; over when it is destroyed.
class View {
 public:
  View() = default;
  View(View&& other) noexcept : run_(other.run_), streams_(std::move(other.streams_)) {
    other.run_ = nullptr;
  }
  View& operator=(View&& other) noexcept {
    std::swap(run_, other.run_);
    std::swap(streams_, other.streams_);
    return *this;
  }
  ~View();

 private:
  friend struct ViewMaker;
  Run* run_ = nullptr;
  std::vector<StreamId> streams_;
};

/// Asks camera `camera` for a picture of profile `profile` (kNoIndex: one of
/// AlarmHandling::picture_bytes, and no stream): the request goes from `viewer` by the video server
/// to the camera, the next key frame comes back the same way. False when it is not there within the
/// patience. `view` holds the stream that goes on from then.
Task<bool> call_up_picture(Run& run, HostId viewer, AlarmCase& alarm, std::uint32_t camera,
                           std::uint32_t profile, View& view);

// Recorders (recorders.cpp) ----------------------------------------------------------------------

/// A guard's recorder runs; `end_recording` sends what could not be sent live.
StreamId begin_recording(Run& run);
void end_recording(Run& run, StreamId live, EntityId guard, Time since);

}  // namespace vedette
