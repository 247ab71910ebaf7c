// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace vedette {

/// Base of coroutine promises: frames come from per-thread free lists, since a busy city makes a
/// process per call. A frame must be freed on the thread that made it (a run stays on its thread).
/// Under AddressSanitizer the ordinary allocator is used, so that dangling frames are found.
struct PooledFrame {
  static void* operator new(std::size_t bytes);
  static void operator delete(void* frame, std::size_t bytes);
};

}  // namespace vedette
