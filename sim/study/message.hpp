// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace vedette {

/// Messages between the processes of a study, over stream sockets on one machine: a length and that
/// many bytes.
///
/// Appends a message to bytes that are sent together.
void append_message(std::string& out, std::string_view message);
/// Sends whole messages. False when the other side is gone.
bool send_bytes(int socket, std::string_view messages);
bool send_message(int socket, std::string_view message);

/// Both ends of a new socket. Throws std::runtime_error.
std::pair<int, int> socket_pair();

/// Puts arriving bytes together to messages.
class MessageReader {
 public:
  /// Reads once what is there; false at the end.
  bool read_from(int socket);
  /// The next whole message, if there is one; valid until there is none or more is read.
  std::optional<std::string_view> next();

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

/// Appends a plain value's bytes; take() reads it back and shortens the view.
template <class T>
void put(std::string& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}
template <class T>
T take(std::string_view& in) {
  T value{};
  if (in.size() < sizeof value) {
    in = {};
    return value;
  }
  std::memcpy(&value, in.data(), sizeof value);
  in.remove_prefix(sizeof value);
  return value;
}

}  // namespace vedette
