// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <coroutine>
#include <cstdint>
#include <exception>
#include <memory>
#include <vector>

#include "base/time.hpp"
#include "engine/kernel/event_heap.hpp"
#include "engine/kernel/event_queue.hpp"

namespace vedette {

class Process;
class Calendar;

/// Order among calendar entries of the same microsecond: urgent first, then first come first
/// served.
enum class Priority : std::uint8_t { kUrgent = 0, kNormal = 1, kLate = 2 };

/// Which branch of a wait ended it; kInterruptBranch stands for an interrupt.
inline constexpr unsigned kInterruptBranch = 15;

/// What the calendar knows of one process. Blocks are pooled and never move while the calendar
/// lives.
struct ProcessBlock {
  std::coroutine_handle<> resume_point;  ///< innermost suspended coroutine
  std::coroutine_handle<> root;          ///< frame to destroy at the end; null: block is free
  std::uint32_t slot = 0;
  std::uint32_t generation = 0;  ///< grows with every wait; entries of older waits are stale
  std::uint32_t life = 0;        ///< grows when the block is given to another process
  std::uint8_t branch = 0;       ///< how the last wait ended
  bool waiting = false;          ///< armed and not yet decided
  bool interrupt_pending = false;
};

/// A weak reference to a process: stays safe to use after the process has ended.
class ProcessRef {
 public:
  ProcessRef() = default;
  bool alive() const { return block_ && block_->life == life_ && block_->root; }
  /// Ends the current wait of the process with "interrupted". A process whose wait is already
  /// decided but that has not gone on yet gets the interrupt at its next wait. No-op when ended.
  void interrupt();
  /// Destroys the process where it stands; what it held is released by its destructors.
  /// No-op when ended. A process must not kill itself (it returns instead).
  void kill();

 private:
  friend class Calendar;
  ProcessRef(Calendar* calendar, ProcessBlock* block)
      : calendar_(calendar), block_(block), life_(block->life) {}
  Calendar* calendar_ = nullptr;
  ProcessBlock* block_ = nullptr;
  std::uint32_t life_ = 0;
};

/// The calendar of one run: processes (C++20 coroutines) ordered by (time, priority, sequence).
///
/// Nothing is resumed from within another process: every wake-up is an entry of the calendar, so
/// the order of things is the order of entries. Entries of waits that ended another way stay in the
/// queue and are recognised as stale by their generation. Not thread-safe: one calendar belongs to
/// one run on one thread.
class Calendar {
 public:
  Calendar() = default;
  ~Calendar() { clear(); }
  Calendar(const Calendar&) = delete;
  Calendar& operator=(const Calendar&) = delete;

  Time now() const { return now_; }
  /// Entries executed so far (stale ones excluded).
  std::uint64_t executed() const { return executed_; }

  /// Puts a process on the calendar; its first step happens at `at` (not before now), in order.
  ProcessRef start(Process process, Time at, Priority priority = Priority::kNormal);
  ProcessRef start(Process process);

  /// Runs every entry up to and including `limit`, then sets the clock to `limit`.
  /// An exception of a process comes out here.
  void run_until(Time limit);

  /// Time of the next entry, kNever when there is none. Drops stale entries.
  Time next_time();
  /// Executes the next entry; there must be one (next_time() != kNever).
  void run_next();
  /// Destroys every process where it stands; what they held is released.
  void clear();
  /// Moves the clock forward without executing anything; nothing may be due before `t`.
  void advance_to(Time t) { now_ = t; }
  /// Ends run_until() after the current entry.
  void stop() { stopped_ = true; }
  bool stopped() const { return stopped_; }
  void resume_running() { stopped_ = false; }

  // For awaitables -------------------------------------------------------------------------------
  ProcessBlock& current() { return *current_; }
  /// Opens a new wait of `block`. False: an interrupt was pending and has ended the wait at once.
  bool begin_wait(ProcessBlock& block, std::coroutine_handle<> resume_point) {
    block.resume_point = resume_point;
    ++block.generation;
    if (block.interrupt_pending) {
      block.interrupt_pending = false;
      block.branch = kInterruptBranch;
      return false;
    }
    block.waiting = true;
    return true;
  }
  /// The wait that is open now; identifies it to whoever may end it later.
  static std::uint32_t ticket(const ProcessBlock& block) { return block.generation; }
  /// Schedules the end of the current wait of `block` by `branch` at time `at`.
  void schedule(ProcessBlock& block, unsigned branch, Time at, Priority priority) {
    push({at.us, order(priority), block.slot, pack(block.generation, branch)});
  }
  /// Ends the wait `ticket` of `block` now, if it is still open: first come wins. True when it won.
  bool claim(ProcessBlock& block, std::uint32_t wait, unsigned branch) {
    if (!block.waiting || block.generation != wait) return false;
    block.waiting = false;
    block.branch = static_cast<std::uint8_t>(branch);
    ++block.generation;
    push_now(block);
    return true;
  }

 private:
  friend class ProcessRef;
  static constexpr std::uint32_t pack(std::uint32_t generation, unsigned branch) {
    return generation << 4 | branch;
  }
  std::uint64_t order(Priority priority) {
    return static_cast<std::uint64_t>(priority) << 56 | sequence_++;
  }
  void push(const CalendarEntry& entry) {
    if (entry.time_us <= now_.us && entry.order >> 56 == 1) {
      ready_.push_back({now_.us, entry.order, entry.slot, entry.ticket});
    } else {
      queue_.push(entry);
    }
  }
  // A decided wait: the entry carries the generation after the decision.
  void push_now(ProcessBlock& block) {
    ready_.push_back({now_.us, order(Priority::kNormal), block.slot, pack(block.generation, 0)});
  }
  bool stale(const CalendarEntry& e) const {
    const ProcessBlock& block = *blocks_[e.slot];
    return (block.generation & 0x0fffffffu) != e.ticket >> 4;
  }
  void execute(const CalendarEntry& e);
  void resume(ProcessBlock& block);
  void release(ProcessBlock& block);
  ProcessBlock& new_block();

  Time now_{0};
  std::uint64_t sequence_ = 0;
  std::uint64_t executed_ = 0;
  EventQueue queue_;
  ReadyRing ready_;  ///< entries due now at normal priority, in order of sequence
  ProcessBlock* current_ = nullptr;
  bool stopped_ = false;
  std::exception_ptr failure_;
  std::vector<ProcessBlock*> blocks_;
  std::vector<std::unique_ptr<std::array<ProcessBlock, 64>>> chunks_;
  std::vector<std::uint32_t> free_slots_;
  friend struct ProcessPromise;
};

}  // namespace vedette
