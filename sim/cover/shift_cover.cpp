// SPDX-License-Identifier: Apache-2.0
#include "cover/shift_cover.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "cover/erlang.hpp"
#include "cover/mixed_integer.hpp"

namespace vedette {

ShiftCoverAnswer cover_shifts(const ShiftCoverProblem& p) {
  const int n = static_cast<int>(p.required.size());
  if (n == 0 || p.length < 1 || p.length > n || p.most_starts < 0)
    throw std::invalid_argument("shifts: no periods, or a shift of no or too many of them");
  int most = 0;
  for (const int r : p.required) {
    if (r < 0) throw std::invalid_argument("shifts: fewer than nobody required");
    most = std::max(most, r);
  }
  std::vector<int> starts = p.starts;
  for (const int s : starts)
    if (s < 0 || s >= n) throw std::invalid_argument("shifts: a start outside the day");
  if (starts.empty())
    for (int s = 0; s < n; ++s) starts.push_back(s);

  MixedInteger problem;
  for (std::size_t i = 0; i < starts.size(); ++i) problem.add_column(0, most, 1, true);
  std::vector<MixedInteger::Entry> row;
  for (int t = 0; t < n; ++t) {
    row.clear();
    for (std::uint32_t i = 0; i < starts.size(); ++i)
      if ((t - starts[i] + n) % n < p.length) row.push_back({i, 1});
    problem.add_row(row, RowSense::kAtLeast, p.required[static_cast<std::size_t>(t)]);
  }
  if (p.most_starts > 0) {
    std::vector<MixedInteger::Entry> used;
    for (std::uint32_t i = 0; i < starts.size(); ++i) {
      const std::uint32_t y = problem.add_column(0, 1, 0, true);
      const std::vector<MixedInteger::Entry> link{{i, -1}, {y, static_cast<double>(most)}};
      problem.add_row(link, RowSense::kAtLeast, 0);
      used.push_back({y, 1});
    }
    problem.add_row(used, RowSense::kAtMost, p.most_starts);
  }
  const MixedIntegerAnswer found = problem.solve(p.node_limit);
  ShiftCoverAnswer out;
  if (found.values.empty()) return out;
  out.feasible = true;
  out.people.assign(static_cast<std::size_t>(n), 0);
  out.on_duty.assign(static_cast<std::size_t>(n), 0);
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const int people = static_cast<int>(std::lround(found.values[i]));
    out.people[static_cast<std::size_t>(starts[i])] += people;
    out.total += people;
    for (int k = 0; k < p.length; ++k)
      out.on_duty[static_cast<std::size_t>((starts[i] + k) % n)] += people;
  }
  out.bound = static_cast<int>(std::ceil(found.bound - 1e-6));
  out.proven = found.status == MixedIntegerStatus::kOptimal;
  return out;
}

int servers_for(double arrivals_per_s, double service_s, double wait_s, double share) {
  if (!(arrivals_per_s > 0) || !(service_s > 0)) return 0;
  if (!(share > 0 && share < 1) || wait_s < 0)
    throw std::invalid_argument("servers: a share between 0 and 1, a wait of 0 or more");
  int c = std::max(1, static_cast<int>(std::floor(arrivals_per_s * service_s)) + 1);
  while (mmc_wait_exceeds({arrivals_per_s, service_s, c}, wait_s) > 1 - share) ++c;
  return c;
}

}  // namespace vedette
