// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "study/study.hpp"

namespace vedette {

struct World;

/// What the processes of a study need to know.
struct ServerOptions {
  std::uint64_t seed = 1;
  unsigned jobs = 1;
  std::vector<std::string> keep;  ///< measures to send back; empty: all
  bool map = true;                ///< send what stands where, and count by place
  /// The study's scenario as it stands, compiled: its design need not compile it again.
  std::shared_ptr<const World> base;
  /// For tests: this replication of this design dies (0: none).
  std::uint32_t crash_design = 0;
  std::uint64_t crash_rep = 0;
};

/// Messages from a server: its first is kReady (then one byte: whether it works on threads, then
/// the scenario's hash of 64 characters, then its map or nothing) or kBroken (then why, and it
/// ends); all others are kRow (then a row).
enum ServerMessage : char { kReady = 'H', kBroken = 'X', kRow = 'R' };

/// The life of a process that holds one design's world: it compiles it, then runs every replication
/// whose number (u64) it is sent, and sends the rows back as they come. Without a simulated network
/// on threads; with one, the engine is warmed once and every replication is a fork of it. Ends when
/// the socket is closed; dies with its parent. To be called in a fresh fork, with no second thread.
[[noreturn]] void serve_design(int socket, std::uint32_t number, const Study& study,
                               const ServerOptions& options);

}  // namespace vedette
