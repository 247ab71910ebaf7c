// SPDX-License-Identifier: Apache-2.0
#include "measure/figures_network.hpp"

#include <algorithm>

namespace vedette::measure {

void NetworkFigures::tally(const Tally& t) {
  const auto k = static_cast<std::size_t>(t.kind);
  const Duration span = t.to - t.from;
  ++counts_[k];
  sums_us_[k] += span.us;
  switch (t.kind) {
    case TallyKind::kNetworkDelay:
      network_.add(span);
      break;
    case TallyKind::kDelayVariation:
      variation_.add(span);
      break;
    case TallyKind::kCallUp:
      call_up_.add(span);
      break;
    case TallyKind::kAlarmToVideo:
      to_video_.add(span);
      break;
    case TallyKind::kForwarded:
      if (span.us > 0) kept_.add(span);
      break;
    case TallyKind::kLineReported:
      reported_.add(span);
      break;
    case TallyKind::kRunnerSent:
      runner_.add(span);
      break;
    case TallyKind::kTransferred:
      transfer_.add(span);
      break;
    default:
      break;
  }
}

void NetworkFigures::alarm(const Incident& i) {
  if (!i.has(Stage::kSensed)) return;
  const auto since_sensed = [&](Stage stage, SpanSample& sample) {
    if (i.has(stage)) sample.add(i.between(Stage::kSensed, stage));
  };
  since_sensed(Stage::kAtServer, to_server_);
  since_sensed(Stage::kAtPlatform, to_platform_);
  // Who telephones, or sees it on a monitor, does so without the panel.
  if (i.has(Stage::kAtServer)) since_sensed(Stage::kQueued, to_user_);
}

void NetworkFigures::put(std::vector<Figure>& out) {
  if (count(TallyKind::kNetworkDelay) == 0 && count(TallyKind::kStreamOn) == 0) return;
  to_server_.put_tail("latency.to_server_s", out);
  to_platform_.put_tail("latency.to_platform_s", out);
  to_user_.put_tail("latency.to_user_s", out);
  call_up_.put_tail("latency.call_up_s", out);
  to_video_.put_tail("latency.to_video_s", out);
  network_.put_tail("latency.network_s", out);
  variation_.put_tail("latency.variation_s", out);
  const auto share = [](double part, double whole) {
    return whole > 0 ? std::clamp(part / whole, 0.0, 1.0) : 0;
  };
  const auto number = [](std::uint64_t n) { return static_cast<double>(n); };
  const std::uint64_t failed = count(TallyKind::kCallUpFailed);
  if (const std::uint64_t asked = count(TallyKind::kCallUp) + failed) {
    out.push_back({"pictures.n", number(asked), 1});
    out.push_back({"pictures.failed", share(number(failed), number(asked)), asked});
  }
  if (const std::uint64_t streams = count(TallyKind::kStreamOn)) {
    const double on = sum_s(TallyKind::kStreamOn), up = on - sum_s(TallyKind::kStreamDown);
    out.push_back({"video.available", share(up, on), on > 0 ? streams : 0});
    out.push_back({"video.lost", share(sum_s(TallyKind::kStreamLost), up), up > 0 ? streams : 0});
  }
  if (const std::uint64_t n = count(TallyKind::kForwarded)) {
    out.push_back({"recorders.n", number(n), 1});
    out.push_back({"recorders.kept", share(number(kept_.size()), number(n)), n});
    kept_.put_tail("recorders.delay_s", out);
  }
  reported_.put_tail("lines.reported_s", out);
  if (const std::uint64_t n = count(TallyKind::kRunnerSent)) {
    out.push_back({"runners.n", number(n), 1});
    runner_.put_tail("runners.time_s", out);
  }
  if (const std::uint64_t n = count(TallyKind::kTransferred)) {
    out.push_back({"transfers.n", number(n), 1});
    transfer_.put_tail("transfers.time_s", out);
  }
}

}  // namespace vedette::measure
