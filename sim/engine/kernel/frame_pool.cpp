// SPDX-License-Identifier: Apache-2.0
#include "engine/kernel/frame_pool.hpp"

#include <array>
#include <new>

namespace vedette {

#if defined(__SANITIZE_ADDRESS__)

void* PooledFrame::operator new(std::size_t bytes) {
  return ::operator new(bytes);
}
void PooledFrame::operator delete(void* frame, std::size_t) {
  ::operator delete(frame);
}

#else

namespace {

constexpr std::size_t kStep = 64;     // size classes in bytes
constexpr std::size_t kClasses = 64;  // up to 4 KiB; larger frames go to the ordinary allocator

struct FreeLists {
  struct Node {
    Node* next;
  };
  std::array<Node*, kClasses> heads{};
  ~FreeLists() {
    for (Node* head : heads) {
      while (head) {
        Node* next = head->next;
        ::operator delete(head);
        head = next;
      }
    }
  }
};

thread_local FreeLists free_lists;

}  // namespace

void* PooledFrame::operator new(std::size_t bytes) {
  const std::size_t size_class = (bytes - 1) / kStep;
  if (size_class >= kClasses) return ::operator new(bytes);
  FreeLists::Node*& head = free_lists.heads[size_class];
  if (!head) return ::operator new((size_class + 1) * kStep);
  FreeLists::Node* node = head;
  head = node->next;
  return node;
}

void PooledFrame::operator delete(void* frame, std::size_t bytes) {
  const std::size_t size_class = (bytes - 1) / kStep;
  if (size_class >= kClasses) return ::operator delete(frame);
  auto* node = static_cast<FreeLists::Node*>(frame);
  node->next = free_lists.heads[size_class];
  free_lists.heads[size_class] = node;
}

#endif

}  // namespace vedette
