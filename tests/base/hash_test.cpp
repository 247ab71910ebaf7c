// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <string>

#include "base/hash.hpp"

using namespace vedette;

TEST_CASE("SHA-256 gives the vectors of FIPS 180-4") {
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256_hex(std::string(1000000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SHA-256 does not care how the bytes are cut") {
  const std::string text(300, 'x');
  for (std::size_t length = 50; length < 130; ++length)
    for (const std::size_t cut : {std::size_t{0}, std::size_t{1}, length / 2, length}) {
      Sha256 hash;
      hash.update({text.data(), cut});
      hash.update({text.data() + cut, length - cut});
      Sha256 whole;
      whole.update({text.data(), length});
      CHECK(hash.finish() == whole.finish());
    }
}
