// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <iterator>
#include <optional>
#include <utility>

#include "engine/kernel/waits.hpp"

namespace vedette {

/// An inbox: messages of lower rank are received first, equal ranks in the order sent; receivers of
/// lower rank are served first, equal ranks in order of arrival.
template <class T>
class Mailbox {
 public:
  explicit Mailbox(Calendar& calendar) : calendar_(calendar) {}
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;

  void send(T message, std::int64_t rank = 0) {
    if (WaitNode* node = line_.serve_front(calendar_)) {
      static_cast<Node*>(node)->message.emplace(Ranked{rank, std::move(message)});
      return;
    }
    auto it = messages_.end();
    while (it != messages_.begin() && rank < std::prev(it)->rank) --it;
    messages_.insert(it, Ranked{rank, std::move(message)});
  }

 private:
  struct Ranked {
    std::int64_t rank;
    T message;
  };
  struct Node : WaitNode {
    std::optional<Ranked> message;
  };

 public:
  class [[nodiscard]] Receive : public Waitable<Receive> {
   public:
    explicit Receive(Mailbox& box, std::int64_t rank = 0) : box_(box) { node_.rank = rank; }
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
    std::optional<T> take(bool) {
      if (!node_.message) return std::nullopt;
      std::optional<T> message(std::move(node_.message->message));
      node_.message.reset();
      return message;
    }

   private:
    Mailbox& box_;
    Node node_;
  };

  /// `auto message = co_await box.receive(); if (!message) { … interrupted … }`
  Receive receive(std::int64_t rank = 0) { return Receive(*this, rank); }
  /// The next message, if its rank is lower than this; nobody waits for it.
  std::optional<T> take_before(std::int64_t rank) {
    if (messages_.empty() || messages_.front().rank >= rank) return std::nullopt;
    std::optional<T> message(std::move(messages_.front().message));
    messages_.pop_front();
    return message;
  }
  std::size_t size() const { return messages_.size(); }
  /// Calls visit(message) for each that waits, next one first.
  template <class F>
  void each(F&& visit) const {
    for (const Ranked& ranked : messages_) visit(ranked.message);
  }

 private:
  Calendar& calendar_;
  std::deque<Ranked> messages_;
  WaitLine line_;
};

}  // namespace vedette
