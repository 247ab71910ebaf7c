// SPDX-License-Identifier: Apache-2.0
#include "space/big_block.hpp"

#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace vedette {

namespace {

constexpr std::align_val_t kLargePage{std::size_t{1} << 21};
constexpr std::size_t kWorthIt = std::size_t{1} << 22;

}  // namespace

BigBlock::BigBlock(std::size_t bytes) : large_(bytes >= kWorthIt) {
  data_ =
      static_cast<std::byte*>(large_ ? ::operator new(bytes, kLargePage) : ::operator new(bytes));
#ifdef __linux__
  // A hint: nothing depends on whether it is heeded.
  if (large_) madvise(data_, bytes, MADV_HUGEPAGE);
#endif
}

BigBlock::~BigBlock() {
  if (large_)
    ::operator delete(data_, kLargePage);
  else
    ::operator delete(data_);
}

}  // namespace vedette
