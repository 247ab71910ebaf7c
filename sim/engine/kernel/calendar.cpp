// SPDX-License-Identifier: Apache-2.0
#include "engine/kernel/calendar.hpp"

#include <cassert>
#include <utility>

#include "engine/kernel/process.hpp"

namespace vedette {

void Calendar::clear() {
  for (ProcessBlock* block : blocks_)
    if (block->root) std::exchange(block->root, nullptr).destroy();
}

ProcessBlock& Calendar::new_block() {
  if (free_slots_.empty()) {
    chunks_.push_back(std::make_unique<std::array<ProcessBlock, 64>>());
    for (ProcessBlock& block : *chunks_.back()) {
      block.slot = static_cast<std::uint32_t>(blocks_.size());
      blocks_.push_back(&block);
    }
    for (std::size_t i = 0; i < 64; ++i) free_slots_.push_back(chunks_.back()->at(63 - i).slot);
  }
  ProcessBlock& block = *blocks_[free_slots_.back()];
  free_slots_.pop_back();
  return block;
}

ProcessRef Calendar::start(Process process) {
  return start(std::move(process), now_);
}

ProcessRef Calendar::start(Process process, Time at, Priority priority) {
  assert(at >= now_);
  const std::coroutine_handle<ProcessPromise> handle = process.release();
  ProcessBlock& block = new_block();
  block.root = handle;
  block.interrupt_pending = false;
  handle.promise().calendar = this;
  handle.promise().block = &block;
  block.resume_point = handle;
  ++block.generation;
  block.waiting = false;  // a process that has not begun cannot be interrupted out of its start
  push({at.us, order(priority), block.slot, pack(block.generation, 0)});
  return ProcessRef(this, &block);
}

void Calendar::release(ProcessBlock& block) {
  std::exchange(block.root, nullptr).destroy();
  ++block.life;
  ++block.generation;
  block.waiting = false;
  free_slots_.push_back(block.slot);
}

void Calendar::resume(ProcessBlock& block) {
  ProcessBlock* const before = std::exchange(current_, &block);
  block.resume_point.resume();
  current_ = before;
  if (block.root.done()) release(block);
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

void Calendar::execute(const CalendarEntry& e) {
  ProcessBlock& block = *blocks_[e.slot];
  if (block.waiting) {  // a delay fired; a wait decided by claim() has noted its branch already
    block.waiting = false;
    block.branch = static_cast<std::uint8_t>(e.ticket & 15u);
    ++block.generation;
  }
  now_.us = e.time_us;
  ++executed_;
  resume(block);
}

Time Calendar::next_time() {
  while (!ready_.empty() && stale(ready_.front())) ready_.pop_front();
  if (!ready_.empty()) return now_;
  while (!queue_.empty()) {
    const CalendarEntry& top = queue_.top();
    if (!stale(top)) return {top.time_us};
    queue_.pop();
  }
  return kNever;
}

void Calendar::run_next() {
  CalendarEntry e;
  if (!ready_.empty() && (queue_.empty() || ready_.front().before(queue_.top()))) {
    e = ready_.front();
    ready_.pop_front();
  } else {
    e = queue_.top();
    queue_.pop();
  }
  if (!stale(e)) execute(e);
}

void Calendar::run_until(Time limit) {
  stopped_ = false;
  while (!stopped_) {
    if (!ready_.empty() && (queue_.empty() || ready_.front().before(queue_.top()))) {
      const CalendarEntry e = ready_.front();
      ready_.pop_front();
      if (!stale(e)) execute(e);
      continue;
    }
    if (queue_.empty() || queue_.top().time_us > limit.us) break;
    const CalendarEntry e = queue_.top();
    queue_.pop();
    if (!stale(e)) execute(e);
  }
  if (!stopped_ && now_ < limit) now_ = limit;
}

void ProcessRef::interrupt() {
  if (!alive()) return;
  ProcessBlock& block = *block_;
  if (!calendar_->claim(block, block.generation, kInterruptBranch)) block.interrupt_pending = true;
}

void ProcessRef::kill() {
  if (!alive()) return;
  assert(calendar_->current_ != block_ && "a process ends itself by returning");
  calendar_->release(*block_);
}

}  // namespace vedette
