// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/kernel/waits.hpp"

namespace vedette {

/// Something that happens once and that any number of processes may wait for. After fire() every
/// wait succeeds at once, until reset().
class Signal {
 public:
  explicit Signal(Calendar& calendar) : calendar_(calendar) {}
  Signal(const Signal&) = delete;
  Signal& operator=(const Signal&) = delete;

  void fire() {
    fired_ = true;
    while (line_.serve_front(calendar_)) {
    }
  }
  void reset() { fired_ = false; }
  bool fired() const { return fired_; }

  class [[nodiscard]] Wait : public Waitable<Wait> {
   public:
    explicit Wait(Signal& signal) : signal_(signal) {}
    Wait(const Wait&) = default;  // only before it waits
    ~Wait() { disarm(); }
    Calendar& calendar() { return signal_.calendar_; }
    bool ready() { return signal_.fired_; }
    void arm(ProcessBlock& block, unsigned branch) { signal_.line_.enter(node_, block, branch); }
    void disarm() { signal_.line_.remove(node_); }
    bool take(bool won) { return won; }

   private:
    Signal& signal_;
    WaitNode node_;
  };

  /// `if (!co_await signal.wait()) { … interrupted … }`
  Wait wait() { return Wait(*this); }

 private:
  Calendar& calendar_;
  bool fired_ = false;
  WaitLine line_;
};

}  // namespace vedette
