// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace vedette {

/// Value of design `i` in replication `r` (from 0), larger is better; it is asked for in order and
/// only below `available(i)`.
struct SelectionData {
  std::size_t designs = 0;
  std::function<double(std::size_t i, std::uint64_t r)> value;
  std::function<std::uint64_t(std::size_t i)> available;  ///< replications that are known
};

struct KnOptions {
  double confidence = 0.95;  ///< of having picked the best, if it is better by `indifference`
  double indifference = 0;   ///< > 0
  std::uint64_t first = 20;  ///< n0 >= 2
  std::uint64_t step = 10;
  std::uint64_t most = 1000;
};

struct KnResult {
  bool done = false;
  std::vector<std::uint64_t> wanted;      ///< by design: replications to have before going on
  std::vector<std::uint64_t> dropped_at;  ///< by design; 0: still in
  std::vector<std::size_t> left;          ///< best mean first; one, unless the cap ended it
  std::uint64_t replications = 0;         ///< of those that are left
  /// By design: it was dropped by a difference that was the same in all of the first stage, so that
  /// no spread speaks against it, and none for it.
  std::vector<bool> without_spread;
  /// Where several are left: after so many replications they are told apart at the latest, by the
  /// spread between the two of `widest`; 0: no spread is known.
  std::uint64_t asked = 0;
  std::pair<std::size_t, std::size_t> widest{0, 0};
  bool alike = false;  ///< two of those left have not differed in any replication
};

/// The fully sequential procedure of S.-H. Kim and B. L. Nelson ("A fully sequential procedure for
/// indifference-zone selection in simulation", ACM TOMACS 11(3), 2001) with c = 1, which allows
/// common random numbers: with variances S_ij of the differences over the first n0 replications,
///   eta = ((2 (1 - confidence) / (k - 1))^(-2 / (n0 - 1)) - 1) / 2,  h^2 = 2 eta (n0 - 1),
/// design i stays after r replications while for all j that are in
///   mean_i(r) >= mean_j(r) - max(0, indifference / (2 r) (h^2 S_ij / indifference^2 - r)).
/// It takes differences as normal, whose S_ij is never 0. Two designs that do not differ at all in
/// the first stage (a rare event that has not come yet) drop nothing by each other: S_ij is taken
/// again over 2 n0, 4 n0, … replications until it is known, h^2 staying that of n0.
/// A pure function of the data: the same again with more of it goes on where it was.
KnResult select_kn(const SelectionData& data, const KnOptions& options);

}  // namespace vedette
