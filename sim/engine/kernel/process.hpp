// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

#include "engine/kernel/calendar.hpp"
#include "engine/kernel/frame_pool.hpp"

namespace vedette {

struct ProcessPromise;

/// A process of the real world as a coroutine: `Process guard_tour(Run& run, …) { co_await … }`.
/// Made suspended; Calendar::start() puts it on the calendar, which then owns it.
class [[nodiscard]] Process {
 public:
  using promise_type = ProcessPromise;
  explicit Process(std::coroutine_handle<ProcessPromise> handle) : handle_(handle) {}
  Process(Process&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Process& operator=(Process&&) = delete;
  ~Process() {
    if (handle_) handle_.destroy();
  }
  std::coroutine_handle<ProcessPromise> release() { return std::exchange(handle_, nullptr); }

 private:
  std::coroutine_handle<ProcessPromise> handle_;
};

struct ProcessPromise : PooledFrame {
  Calendar* calendar = nullptr;
  ProcessBlock* block = nullptr;

  Process get_return_object() {
    return Process(std::coroutine_handle<ProcessPromise>::from_promise(*this));
  }
  std::suspend_always initial_suspend() noexcept { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }  // the calendar destroys the frame
  void return_void() {}
  void unhandled_exception() { calendar->failure_ = std::current_exception(); }
};

/// A part of a process: `Task<double> walk_to(…)`, awaited by the process or by another task.
/// Owned by the awaiting frame, so killing the process destroys it too.
template <class T = void>
class [[nodiscard]] Task {
  struct Base : PooledFrame {
    std::coroutine_handle<> continuation;
    std::exception_ptr failure;
    std::suspend_always initial_suspend() noexcept { return {}; }
    struct Final {
      bool await_ready() noexcept { return false; }
      template <class P>
      std::coroutine_handle<> await_suspend(std::coroutine_handle<P> h) noexcept {
        return h.promise().continuation;
      }
      void await_resume() noexcept {}
    };
    Final final_suspend() noexcept { return {}; }
    void unhandled_exception() { failure = std::current_exception(); }
  };
  struct ValuePromise : Base {
    std::optional<T> value;
    Task get_return_object() {
      return Task(std::coroutine_handle<ValuePromise>::from_promise(*this));
    }
    void return_value(T v) { value.emplace(std::move(v)); }
    T result() { return std::move(*value); }
  };
  struct VoidPromise : Base {
    Task get_return_object() {
      return Task(std::coroutine_handle<VoidPromise>::from_promise(*this));
    }
    void return_void() {}
    void result() {}
  };

 public:
  using promise_type = std::conditional_t<std::is_void_v<T>, VoidPromise, ValuePromise>;
  explicit Task(std::coroutine_handle<promise_type> h) : handle_(h) {}
  Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Task& operator=(Task&&) = delete;
  ~Task() {
    if (handle_) handle_.destroy();
  }
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiting) {
    handle_.promise().continuation = awaiting;
    return handle_;
  }
  T await_resume() {
    if (handle_.promise().failure) std::rethrow_exception(handle_.promise().failure);
    return handle_.promise().result();
  }

 private:
  std::coroutine_handle<promise_type> handle_;
};

}  // namespace vedette
