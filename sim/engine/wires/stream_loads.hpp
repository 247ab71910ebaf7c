// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace vedette {

/// Steady streams over channels of given capacity, shared max-min fairly: every stream gets its
/// rate unless a channel on its way is full; there all get the same share, those that want less
/// what they want (progressive filling: Bertsekas & Gallager, Data Networks, 2nd ed. 1992,
/// section 6.5.2).
///
/// A further elastic flow, such as a message, would get on a channel of capacity C whose streams
/// carry a_1 <= a_2 <= … the level L with  sum min(a_i, L) + L = C.  While C - sum a_i is at least
/// the largest a_i that is simply what is left, C - sum a_i; on a channel filled by N equal streams
/// it is C / (N + 1). So a stream costs nothing while messages pass.
class StreamLoads {
 public:
  using Id = std::uint32_t;
  /// Bytes per second; infinity: never full.
  explicit StreamLoads(std::vector<double> capacity_Bps);

  Id add(std::vector<std::uint32_t> channels, double rate_Bps);
  /// The id may be given to another stream from then on.
  void remove(Id stream);
  /// Another way; empty: the stream is off.
  void reroute(Id stream, std::vector<std::uint32_t> channels);

  /// What the stream gets of its rate, 0 to 1; 1 - share is lost. 0: off.
  double share(Id stream);
  double offered_Bps(std::uint32_t channel) const;
  double carried_Bps(std::uint32_t channel);
  /// What a further elastic flow would get.
  double level_Bps(std::uint32_t channel);
  /// Whether any stream gets less than its rate.
  bool anything_lost();

 private:
  struct Stream {
    std::vector<std::uint32_t> channels;
    double rate_Bps = 0;
    double carried_Bps = 0;
    bool on = false;
  };
  struct Channel {
    double capacity_Bps = 0;
    std::map<double, std::uint32_t> offered;  // rate → how many streams
  };
  void count(const Stream& stream, int by);
  void solve();
  void fill();

  std::vector<Channel> channels_;
  std::vector<Stream> streams_;
  std::vector<Id> free_;
  std::size_t too_full_ = 0;  // channels that are offered more than they have
  std::vector<bool> is_too_full_;
  bool solved_ = true;                                    // carried rates are up to date
  std::vector<std::map<double, std::uint32_t>> carried_;  // while too_full_ > 0
};

}  // namespace vedette
