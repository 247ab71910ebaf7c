// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include "engine/kernel/waits.hpp"

namespace vedette {

class Resource;

/// The right to use one place of a resource; gives it back when destroyed. False: not obtained.
class [[nodiscard]] Grant {
 public:
  Grant() = default;
  explicit Grant(Resource& resource) : resource_(&resource) {}
  Grant(Grant&& other) noexcept : resource_(std::exchange(other.resource_, nullptr)) {}
  Grant& operator=(Grant&& other) noexcept {
    release();
    resource_ = std::exchange(other.resource_, nullptr);
    return *this;
  }
  ~Grant() { release(); }
  explicit operator bool() const { return resource_ != nullptr; }
  inline void release();

 private:
  Resource* resource_ = nullptr;
};

/// `capacity` equal places with one waiting line (an operator's desk, a dispatcher, a lift).
/// Lower rank is served first, equal ranks in order of arrival; nobody is pushed out of a place.
class Resource {
 public:
  Resource(Calendar& calendar, std::size_t capacity) : calendar_(calendar), capacity_(capacity) {}
  Resource(const Resource&) = delete;
  Resource& operator=(const Resource&) = delete;

  class [[nodiscard]] Acquire : public Waitable<Acquire> {
   public:
    Acquire(Resource& resource, std::int64_t rank) : resource_(resource) { node_.rank = rank; }
    Acquire(const Acquire&) = default;  // only before it waits
    ~Acquire() {
      disarm();
      if (node_.served) resource_.release();  // killed between being served and going on
    }
    Calendar& calendar() { return resource_.calendar_; }
    bool ready() { return node_.served = resource_.try_take(); }
    void arm(ProcessBlock& block, unsigned branch) { resource_.line_.enter(node_, block, branch); }
    void disarm() { resource_.line_.remove(node_); }
    Grant take(bool) {
      if (!node_.served) return {};
      node_.served = false;
      return Grant(resource_);
    }

   private:
    Resource& resource_;
    WaitNode node_;
  };

  /// `Grant place = co_await desk.acquire(rank); if (!place) { … interrupted … }`
  Acquire acquire(std::int64_t rank = 0) { return Acquire(*this, rank); }

  std::size_t capacity() const { return capacity_; }
  std::size_t in_use() const { return in_use_; }
  std::size_t waiting() const { return line_.size(); }

 private:
  friend class Grant;
  bool try_take() {
    if (in_use_ == capacity_ || !line_.empty()) return false;
    ++in_use_;
    return true;
  }
  // The place goes straight to whoever is first in line.
  void release() {
    if (!line_.serve_front(calendar_)) --in_use_;
  }

  Calendar& calendar_;
  std::size_t capacity_;
  std::size_t in_use_ = 0;
  WaitLine line_;
};

inline void Grant::release() {
  if (resource_) std::exchange(resource_, nullptr)->release();
}

}  // namespace vedette
