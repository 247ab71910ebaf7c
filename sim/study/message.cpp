// SPDX-License-Identifier: Apache-2.0
#include "study/message.hpp"

#include <fmt/format.h>
#include <sys/socket.h>

#include <cerrno>
#include <stdexcept>

namespace vedette {

void append_message(std::string& out, std::string_view message) {
  put(out, static_cast<std::uint32_t>(message.size()));
  out += message;
}

bool send_bytes(int socket, std::string_view messages) {
  while (!messages.empty()) {
    const ssize_t n = ::send(socket, messages.data(), messages.size(), MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    messages.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

bool send_message(int socket, std::string_view message) {
  std::string out;
  out.reserve(message.size() + 4);
  append_message(out, message);
  return send_bytes(socket, out);
}

std::pair<int, int> socket_pair() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    throw std::runtime_error(fmt::format("no socket: {}", std::strerror(errno)));
  return {ends[0], ends[1]};
}

bool MessageReader::read_from(int socket) {
  char buffer[65536];
  const ssize_t n = ::recv(socket, buffer, sizeof buffer, 0);
  if (n > 0) bytes_.append(buffer, static_cast<std::size_t>(n));
  return n > 0 || (n < 0 && errno == EINTR);
}

std::optional<std::string_view> MessageReader::next() {
  std::string_view rest = std::string_view(bytes_).substr(at_);
  if (rest.size() >= 4) {
    const auto size = take<std::uint32_t>(rest);
    if (rest.size() >= size) {
      at_ += 4 + size;
      return rest.substr(0, size);
    }
  }
  bytes_.erase(0, at_);
  at_ = 0;
  return std::nullopt;
}

}  // namespace vedette
