// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <coroutine>
#include <tuple>
#include <utility>

#include "engine/kernel/calendar.hpp"

namespace vedette {

/// What a process can wait for derives from Waitable<Self> and has
///   bool ready();                                    take it now, without waiting
///   void arm(ProcessBlock& block, unsigned branch);  be woken later, see Calendar::claim
///   void disarm();                                   no longer interested (also from destructors)
///   R take(bool won);                                the result; won = false: interrupted or lost
/// so that `co_await it` and `co_await first_of(it, other)` both work.
template <class Self>
class Waitable {
 public:
  bool await_ready() { return done_at_once_ = self().ready(); }
  bool await_suspend(std::coroutine_handle<> h) {
    Calendar& calendar = self().calendar();
    ProcessBlock& block = calendar.current();
    block_ = &block;
    if (!calendar.begin_wait(block, h)) return false;
    self().arm(block, 0);
    return true;
  }
  auto await_resume() {
    const bool won = done_at_once_ || block_->branch != kInterruptBranch;
    if (!done_at_once_) self().disarm();
    return self().take(won);
  }

 private:
  Self& self() { return static_cast<Self&>(*this); }
  ProcessBlock* block_ = nullptr;
  bool done_at_once_ = false;
};

/// `if (!co_await Delay(calendar, d)) { … interrupted … }`
class [[nodiscard]] Delay : public Waitable<Delay> {
 public:
  Delay(Calendar& calendar, Duration span, Priority priority = Priority::kNormal)
      : calendar_(calendar), until_(calendar.now() + span), priority_(priority) {}
  Delay(Calendar& calendar, Time until, Priority priority = Priority::kNormal)
      : calendar_(calendar), until_(until), priority_(priority) {}
  /// The same wait once more, to another time: `co_await delay.to(t)` of one object takes the room
  /// of one in a frame with many waits.
  Delay& to(Time until) {
    until_ = until;
    return *this;
  }
  Calendar& calendar() { return calendar_; }
  bool ready() { return false; }
  void arm(ProcessBlock& block, unsigned branch) {
    calendar_.schedule(block, branch, until_ < calendar_.now() ? calendar_.now() : until_,
                       priority_);
  }
  void disarm() {}  // the entry goes stale by its generation
  bool take(bool won) { return won; }

 private:
  Calendar& calendar_;
  Time until_;
  Priority priority_;
};

/// A place in a waiting line, inside the frame of the waiting process.
struct WaitNode {
  WaitNode* previous = nullptr;
  WaitNode* next = nullptr;
  ProcessBlock* block = nullptr;
  std::uint32_t ticket = 0;
  unsigned branch = 0;
  std::int64_t rank = 0;  ///< lower is served first; equal ranks in order of arrival
  bool linked = false;
  bool served = false;  ///< the wait was ended by the line itself and not yet collected
};

/// Waiting line of processes, ordered by rank, then arrival.
class WaitLine {
 public:
  bool empty() const { return !head_; }
  std::size_t size() const { return size_; }
  void insert(WaitNode& node) {
    WaitNode* after = tail_;
    while (after && node.rank < after->rank) after = after->previous;
    node.previous = after;
    node.next = after ? after->next : head_;
    (node.next ? node.next->previous : tail_) = &node;
    (after ? after->next : head_) = &node;
    node.linked = true;
    ++size_;
  }
  void enter(WaitNode& node, ProcessBlock& block, unsigned branch) {
    node.block = &block;
    node.ticket = Calendar::ticket(block);
    node.branch = branch;
    insert(node);
  }
  /// Takes nodes from the front until one is found whose process still waits; ends that wait.
  /// Null when nobody waits any more.
  WaitNode* serve_front(Calendar& calendar) {
    while (head_) {
      WaitNode& node = *head_;
      remove(node);
      if (calendar.claim(*node.block, node.ticket, node.branch)) {
        node.served = true;
        return &node;
      }
    }
    return nullptr;
  }
  void remove(WaitNode& node) {
    if (!node.linked) return;
    (node.previous ? node.previous->next : head_) = node.next;
    (node.next ? node.next->previous : tail_) = node.previous;
    node.linked = false;
    --size_;
  }

 private:
  WaitNode* head_ = nullptr;
  WaitNode* tail_ = nullptr;
  std::size_t size_ = 0;
};

/// The result of first_of: which branch ended the wait, and each branch's own result.
template <class... Results>
struct FirstOf {
  unsigned index = kInterruptBranch;  ///< kInterruptBranch: interrupted
  std::tuple<Results...> results;
  bool interrupted() const { return index == kInterruptBranch; }
  template <std::size_t I>
  auto& get() {
    return std::get<I>(results);
  }
};

/// Waits for whichever of `waits` comes first; the others are withdrawn.
template <class... Waits>
class [[nodiscard]] FirstOfWait {
 public:
  explicit FirstOfWait(Waits... waits) : waits_(std::move(waits)...) {}
  bool await_ready() { return try_now(std::index_sequence_for<Waits...>{}); }
  bool await_suspend(std::coroutine_handle<> h) {
    Calendar& calendar = std::get<0>(waits_).calendar();
    block_ = &calendar.current();
    if (!calendar.begin_wait(*block_, h)) return false;
    arm(std::index_sequence_for<Waits...>{});
    return true;
  }
  auto await_resume() {
    if (winner_ == kInterruptBranch) winner_ = block_->branch;
    return finish(std::index_sequence_for<Waits...>{});
  }

 private:
  template <std::size_t... I>
  bool try_now(std::index_sequence<I...>) {
    return ((std::get<I>(waits_).ready() ? (winner_ = I, true) : false) || ...);
  }
  template <std::size_t... I>
  void arm(std::index_sequence<I...>) {
    (std::get<I>(waits_).arm(*block_, I), ...);
  }
  template <std::size_t... I>
  auto finish(std::index_sequence<I...>) {
    if (block_) (std::get<I>(waits_).disarm(), ...);
    return FirstOf<decltype(std::get<I>(waits_).take(true))...>{
        winner_, {std::get<I>(waits_).take(winner_ == I)...}};
  }
  std::tuple<Waits...> waits_;
  ProcessBlock* block_ = nullptr;
  unsigned winner_ = kInterruptBranch;
};

template <class... Waits>
FirstOfWait<Waits...> first_of(Waits... waits) {
  static_assert(sizeof...(Waits) >= 1 && sizeof...(Waits) < kInterruptBranch);
  return FirstOfWait<Waits...>(std::move(waits)...);
}

}  // namespace vedette
