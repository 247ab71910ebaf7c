// SPDX-License-Identifier: Apache-2.0
#include "measure/sample.hpp"

#include <algorithm>

#include "base/statistics.hpp"

namespace vedette {

void SpanSample::put(const std::string& id, std::vector<Figure>& out) {
  std::sort(us_.begin(), us_.end());
  std::vector<double> s(us_.size());
  double sum = 0;
  for (std::size_t i = 0; i < s.size(); ++i) {
    s[i] = static_cast<double>(us_[i]) * 1e-6;
    sum += s[i];
  }
  const std::uint64_t n = s.size();
  out.push_back({id + ".mean", n ? sum / static_cast<double>(n) : 0, n});
  for (const auto& [name, p] : {std::pair{".p50", 0.5}, {".p90", 0.9}, {".p95", 0.95}})
    out.push_back({id + name, n ? quantile_sorted(s, p) : 0, n});
}

double SpanSample::share_within(std::int64_t mark_us) const {
  if (us_.empty()) return 0;
  const auto within =
      std::count_if(us_.begin(), us_.end(), [&](std::int64_t us) { return us <= mark_us; });
  return static_cast<double>(within) / static_cast<double>(us_.size());
}

}  // namespace vedette
