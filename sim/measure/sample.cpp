// SPDX-License-Identifier: Apache-2.0
#include "measure/sample.hpp"

#include <algorithm>
#include <numeric>

namespace vedette {

// Quantile p by selection instead of a full sort: the order statistics k and k + 1 around
// h = (n - 1) p (Hyndman & Fan 1996, type 7), as quantile_sorted() would give on the sorted sample.
// What lies before `from` is already no larger than what follows.
double SpanSample::select(double p, std::size_t from) {
  const double h = static_cast<double>(us_.size() - 1) * p;
  const auto k = static_cast<std::size_t>(h);
  const auto at = us_.begin() + static_cast<std::ptrdiff_t>(k);
  std::nth_element(us_.begin() + static_cast<std::ptrdiff_t>(std::min(from, k)), at, us_.end());
  const double low = static_cast<double>(*at) * 1e-6;
  if (k + 1 == us_.size()) return low;
  const double high = static_cast<double>(*std::min_element(at + 1, us_.end())) * 1e-6;
  return low + (h - static_cast<double>(k)) * (high - low);
}

// Summed in whole microseconds, so that it does not depend on the order.
double SpanSample::mean_s() const {
  if (us_.empty()) return 0;
  const std::int64_t sum = std::accumulate(us_.begin(), us_.end(), std::int64_t{0});
  return static_cast<double>(sum) * 1e-6 / static_cast<double>(us_.size());
}

void SpanSample::put_tail(const std::string& id, std::vector<Figure>& out) {
  const std::uint64_t n = us_.size();
  if (n == 0) return;
  out.push_back({id + ".mean", mean_s(), n});
  std::size_t from = 0;
  for (const auto& [name, p] : {std::pair{".p50", 0.5}, {".p95", 0.95}, {".p99", 0.99}}) {
    out.push_back({id + name, select(p, from), n});
    from = static_cast<std::size_t>(static_cast<double>(n - 1) * p);
  }
  out.push_back(
      {id + ".max", static_cast<double>(*std::max_element(us_.begin(), us_.end())) * 1e-6, n});
}

void SpanSample::put(const std::string& id, std::vector<Figure>& out, const FigureChoice& choice) {
  const std::uint64_t n = us_.size();
  if (choice.wants(id + ".mean")) out.push_back({id + ".mean", mean_s(), n});
  std::size_t from = 0;
  for (const auto& [name, p] : {std::pair{".p50", 0.5}, {".p90", 0.9}, {".p95", 0.95}}) {
    if (!choice.wants(id + name)) continue;
    out.push_back({id + name, n ? select(p, from) : 0, n});
    if (n) from = static_cast<std::size_t>(static_cast<double>(n - 1) * p);
  }
}

double SpanSample::share_within(std::int64_t mark_us) const {
  if (us_.empty()) return 0;
  const auto within =
      std::count_if(us_.begin(), us_.end(), [&](std::int64_t us) { return us <= mark_us; });
  return static_cast<double>(within) / static_cast<double>(us_.size());
}

}  // namespace vedette
