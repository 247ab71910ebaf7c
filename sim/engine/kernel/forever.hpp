// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/kernel/waits.hpp"

namespace vedette {

/// Waits until interrupted: `co_await Forever(calendar)`.
class [[nodiscard]] Forever : public Waitable<Forever> {
 public:
  explicit Forever(Calendar& calendar) : calendar_(calendar) {}
  Calendar& calendar() { return calendar_; }
  bool ready() { return false; }
  void arm(ProcessBlock&, unsigned) {}
  void disarm() {}
  bool take(bool won) { return won; }

 private:
  Calendar& calendar_;
};

}  // namespace vedette
