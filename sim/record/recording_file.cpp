// SPDX-License-Identifier: Apache-2.0
#include "record/recording_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <string_view>
#include <thread>

#include "base/diagnostics.hpp"
#include "record/record_error.hpp"
#include "record/recording_schema.hpp"

namespace vedette::recording {

namespace {

// Offsets in a SQLite file, https://www.sqlite.org/fileformat2.html#the_database_header
constexpr std::size_t kHeaderBytes = 100;
constexpr std::size_t kChangeCounter = 24, kApplicationIdAt = 68, kVersionValidFor = 92;
// Bytes that SQLite locks while a database is in use (the pending byte and those after it).
constexpr off_t kLockBytes = 0x40000000, kLockLength = 512;

struct File {
  int fd = -1;
  explicit File(int descriptor) : fd(descriptor) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (fd >= 0) ::close(fd);
  }
};

[[noreturn]] void refuse(const std::string& path, std::string message, std::string hint = {}) {
  throw InputError{{{path, 0, 0}, Severity::kError, std::move(message), std::move(hint)}};
}

std::uint32_t big_endian(const unsigned char* p) {
  return static_cast<std::uint32_t>(p[0]) << 24 | static_cast<std::uint32_t>(p[1]) << 16 |
         static_cast<std::uint32_t>(p[2]) << 8 | p[3];
}

bool in_use(int fd) {
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  lock.l_start = kLockBytes;
  lock.l_len = kLockLength;
  return ::fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

// Whether it is a recording, of whatever version, or a file that a run was about to fill.
bool is_ours(int fd, const std::string& path) {
  std::array<unsigned char, kHeaderBytes> header{};
  const ssize_t n = ::pread(fd, header.data(), header.size(), 0);
  if (n < 0) refuse(path, std::string("cannot be read: ") + std::strerror(errno));
  if (n == 0) return true;
  constexpr std::string_view kMagic("SQLite format 3\0", 16);
  return static_cast<std::size_t>(n) == header.size() &&
         std::memcmp(header.data(), kMagic.data(), kMagic.size()) == 0 &&
         big_endian(header.data() + kApplicationIdAt) == kApplicationId;
}

void remove(const std::string& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT)
    refuse(path, std::string("cannot be replaced: ") + std::strerror(errno));
}

}  // namespace

void clear_the_way(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0) {
    if (!S_ISREG(status.st_mode)) refuse(path, "is not a file");
    const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.fd < 0) refuse(path, std::string("cannot be read: ") + std::strerror(errno));
    if (!is_ours(file.fd, path))
      refuse(path, "exists and is not a recording: not overwritten",
             "choose another name, or remove it");
    // A viewer looks for moments only: give it some before believing that a run is writing it.
    for (int i = 0; in_use(file.fd); ++i) {
      if (i == 100)
        refuse(path, "is in use by another program",
               "wait until it is done, or choose another name");
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
  for (const char* suffix : {"", "-wal", "-shm", "-journal"}) remove(path + suffix);
}

void normalise_header(const std::string& path) {
  const File file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  constexpr unsigned char kOne[4] = {0, 0, 0, 1};
  if (file.fd < 0 || ::pwrite(file.fd, kOne, 4, kChangeCounter) != 4 ||
      ::pwrite(file.fd, kOne, 4, kVersionValidFor) != 4)
    throw RecordError(path + ": cannot be written: " + std::strerror(errno));
}

std::string why_broken_off(const std::string& path, const sqlite::Error& error) {
  switch (error.primary()) {
    case SQLITE_FULL:
      return path + ": the disk is full; what was recorded before is kept";
    case SQLITE_IOERR:
      return path +
             ": cannot be written (disk full or file taken away); what was recorded before "
             "is kept";
    default:
      return path + ": the recording broke off: " + error.message;
  }
}

}  // namespace vedette::recording
