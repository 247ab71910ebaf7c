// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <optional>
#include <utility>

#include "engine/kernel/waits.hpp"

namespace vedette {

/// An inbox: messages are received in the order sent; receivers are served in order of arrival.
template <class T>
class Mailbox {
 public:
  explicit Mailbox(Calendar& calendar) : calendar_(calendar) {}
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;

  void send(T message) {
    if (WaitNode* node = line_.serve_front(calendar_)) {
      static_cast<Node*>(node)->message.emplace(std::move(message));
    } else {
      messages_.push_back(std::move(message));
    }
  }

 private:
  struct Node : WaitNode {
    std::optional<T> message;
  };

 public:
  class [[nodiscard]] Receive : public Waitable<Receive> {
   public:
    explicit Receive(Mailbox& box) : box_(box) {}
    Receive(const Receive&) = default;  // only before it waits
    ~Receive() {
      disarm();
      // Killed between delivery and going on: nobody read it, so the next one shall.
      if (node_.message) box_.messages_.push_front(std::move(*node_.message));
    }
    Calendar& calendar() { return box_.calendar_; }
    bool ready() {
      if (box_.messages_.empty()) return false;
      node_.message.emplace(std::move(box_.messages_.front()));
      box_.messages_.pop_front();
      return true;
    }
    void arm(ProcessBlock& block, unsigned branch) { box_.line_.enter(node_, block, branch); }
    void disarm() { box_.line_.remove(node_); }
    std::optional<T> take(bool) { return std::exchange(node_.message, std::nullopt); }

   private:
    Mailbox& box_;
    Node node_;
  };

  /// `auto message = co_await box.receive(); if (!message) { … interrupted … }`
  Receive receive() { return Receive(*this); }
  std::size_t size() const { return messages_.size(); }

 private:
  Calendar& calendar_;
  std::deque<T> messages_;
  WaitLine line_;
};

}  // namespace vedette
