// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "measure/figures.hpp"
#include "measure/sample.hpp"

namespace vedette::measure {

/// Figures of a simulated network; without one there are none. Each latency as mean, p50, p95, p99
/// and max:
///   latency.to_server_s     sensor's report to the alarm server
///   latency.to_platform_s   … to the integrated platform
///   latency.to_user_s       … to the first console
///   latency.call_up_s       picture asked for to picture there
///   latency.to_video_s      to_user_s and call_up_s of the alarm's first picture: what the
///                           equipment takes, without the operator
///   latency.network_s       one alarm or order from host to host, radio excepted
///   latency.variation_s     by how much that was longer than with nothing else on the links
/// pictures.n, .failed; video.available (share of the time with a way), video.lost (share lost on
/// full links); recorders.n, .kept (share that was not all live), .delay_s; lines.reported_s;
/// runners.n, .time_s; transfers.n, .time_s.
class NetworkFigures {
 public:
  void tally(const Tally& tally);
  void alarm(const Incident& incident);
  void put(std::vector<Figure>& out);

 private:
  std::uint64_t count(TallyKind kind) const { return counts_[static_cast<std::size_t>(kind)]; }
  double sum_s(TallyKind kind) const {
    return static_cast<double>(sums_us_[static_cast<std::size_t>(kind)]) * 1e-6;
  }
  std::array<std::uint64_t, static_cast<std::size_t>(TallyKind::kCount)> counts_{};
  std::array<std::int64_t, static_cast<std::size_t>(TallyKind::kCount)> sums_us_{};
  SpanSample to_server_, to_platform_, to_user_, to_video_;
  SpanSample call_up_, network_, variation_, kept_, reported_, runner_, transfer_;
};

}  // namespace vedette::measure
