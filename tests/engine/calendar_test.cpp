// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <algorithm>
#include <limits>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "engine/kernel/forever.hpp"
#include "engine/kernel/process.hpp"
#include "engine/kernel/waits.hpp"
#include "support/seed.hpp"

namespace vedette {
namespace {

using Log = std::vector<std::string>;

std::string at(const Calendar& c, const std::string& word) {
  return std::to_string(c.now().us) + " " + word;
}

Process say_after(Calendar& c, Duration d, Log& log, std::string word,
                  Priority priority = Priority::kNormal) {
  const bool done = co_await Delay(c, d, priority);
  log.push_back(at(c, done ? word : word + " interrupted"));
}

TEST_CASE("entries run by time, then priority, then sequence") {
  Calendar c;
  Log log;
  c.start(say_after(c, Duration{5}, log, "b"));
  c.start(say_after(c, Duration{3}, log, "a"));
  c.start(say_after(c, Duration{5}, log, "late", Priority::kLate));
  c.start(say_after(c, Duration{5}, log, "c"));
  c.start(say_after(c, Duration{5}, log, "urgent", Priority::kUrgent));
  c.run_until(Time{10});
  CHECK(log == Log{"3 a", "5 urgent", "5 b", "5 c", "5 late"});
  CHECK(c.now() == Time{10});
}

TEST_CASE("run_until stops at the limit, entries at the limit included") {
  Calendar c;
  Log log;
  c.start(say_after(c, Duration{5}, log, "in"));
  c.start(say_after(c, Duration{6}, log, "out"));
  c.run_until(Time{5});
  CHECK(log == Log{"5 in"});
  c.run_until(Time{6});
  CHECK(log == Log{"5 in", "6 out"});
}

TEST_CASE("an interrupt ends a delay, the stale entry does nothing") {
  Calendar c;
  Log log;
  const ProcessRef sleeper = c.start(say_after(c, Duration{100}, log, "sleep"));
  c.run_until(Time{10});
  ProcessRef ref = sleeper;
  ref.interrupt();
  c.run_until(Time{200});
  CHECK(log == Log{"10 sleep interrupted"});
  CHECK_FALSE(sleeper.alive());
  ref.interrupt();  // a process that has ended: no-op
  ref.kill();
}

struct Counted {
  explicit Counted(int& n) : n_(n) { ++n_; }
  ~Counted() { --n_; }
  int& n_;
};
Task<int> inner(Calendar& c, int& alive) {
  const Counted counted(alive);
  (void)co_await Delay(c, Duration{50});
  co_return 7;
}
Process outer(Calendar& c, int& alive, int& result) {
  const Counted counted(alive);
  result = co_await inner(c, alive);
}

TEST_CASE("killing a process destroys its frame and those of its tasks") {
  Calendar c;
  int alive = 0, result = 0;
  ProcessRef ref = c.start(outer(c, alive, result));
  c.run_until(Time{10});
  CHECK(alive == 2);
  ref.kill();
  CHECK(alive == 0);
  CHECK_FALSE(ref.alive());
  c.run_until(Time{100});
  CHECK(result == 0);
  c.start(outer(c, alive, result));
  c.run_until(Time{200});
  CHECK(result == 7);
  CHECK(alive == 0);
}

Process thrower(Calendar& c) {
  (void)co_await Delay(c, Duration{1});
  throw std::runtime_error("inside a process");
}
Task<> failing_task(Calendar& c) {
  (void)co_await Delay(c, Duration{1});
  throw std::runtime_error("inside a task");
}
Process catcher(Calendar& c, std::string& caught) {
  try {
    co_await failing_task(c);
  } catch (const std::runtime_error& e) {
    caught = e.what();
  }
}

TEST_CASE("exceptions come out where they belong") {
  Calendar c;
  c.start(thrower(c));
  CHECK_THROWS_WITH(c.run_until(Time{5}), "inside a process");
  std::string caught;
  c.start(catcher(c, caught));
  c.run_until(Time{10});
  CHECK(caught == "inside a task");
}

TEST_CASE("a block that is used again does not wake by entries of its former process") {
  Calendar c;
  Log log;
  ProcessRef first = c.start(say_after(c, Duration{10}, log, "first"));
  c.run_until(Time{1});
  first.kill();
  c.start(say_after(c, Duration{20}, log, "second"));
  c.run_until(Time{100});
  CHECK(log == Log{"21 second"});
}

Process wait_forever(Calendar& c, Log& log) {
  const bool done = co_await Forever(c);
  log.push_back(at(c, done ? "?" : "woken"));
  // Interrupted again before the next wait: that wait ends at once.
  const bool second = co_await Delay(c, Duration{10});
  log.push_back(at(c, second ? "slept" : "cut short"));
}

TEST_CASE("forever lasts until an interrupt, two interrupts in a row end two waits") {
  Calendar c;
  Log log;
  ProcessRef ref = c.start(wait_forever(c, log));
  c.run_until(Time{1000});
  CHECK(log.empty());
  ref.interrupt();
  ref.interrupt();
  c.run_until(Time{2000});
  CHECK(log == Log{"1000 woken", "1000 cut short"});
}

// The order of many random entries against a plain sort.
TEST_CASE("the heap agrees with a sort") {
  const std::uint64_t seed = testing::seed();
  CAPTURE(seed);
  Stream random(seed, 0, 0, 0);
  for (int round = 0; round < 50; ++round) {
    EventHeap heap;
    std::vector<CalendarEntry> expected;
    std::vector<CalendarEntry> got;
    std::uint64_t sequence = 0;
    const auto push = [&] {
      const CalendarEntry e{static_cast<std::int64_t>(random.below(50)),
                            random.below(3) << 56 | sequence++, 0, 0};
      heap.push(e);
      expected.push_back(e);
    };
    for (int i = 0; i < 200; ++i) {
      push();
      if (random.below(3) == 0 && !heap.empty()) {
        // What comes out is the least of what is in.
        const auto least = std::min_element(
            expected.begin(), expected.end(),
            [](const CalendarEntry& a, const CalendarEntry& b) { return a.before(b); });
        const CalendarEntry top = heap.top();
        REQUIRE(top.order == least->order);
        heap.pop();
        expected.erase(least);
      }
    }
    while (!heap.empty()) {
      got.push_back(heap.top());
      heap.pop();
    }
    std::sort(expected.begin(), expected.end(),
              [](const CalendarEntry& a, const CalendarEntry& b) { return a.before(b); });
    REQUIRE(got.size() == expected.size());
    for (std::size_t i = 0; i < got.size(); ++i) REQUIRE(got[i].order == expected[i].order);
  }
}

// The same with as many as make it use buckets, in time that goes on as in a run.
TEST_CASE("the queue agrees with a sorted set, however entries lie in time") {
  const std::uint64_t seed = testing::seed();
  CAPTURE(seed);
  Stream random(seed, 0, 0, 0);
  const auto before = [](const CalendarEntry& a, const CalendarEntry& b) { return a.before(b); };
  for (int round = 0; round < 60; ++round) {
    CAPTURE(round);
    EventQueue queue;
    std::set<CalendarEntry, decltype(before)> expected(before);
    std::uint64_t sequence = 0;
    std::int64_t now = static_cast<std::int64_t>(random.below(3)) * 1'000'000'000'000;
    std::size_t wanted = 0;
    std::uint64_t longest = 0;
    const auto push = [&] {
      std::int64_t at = now;
      switch (random.below(8)) {
        case 0:
          break;  // at once
        case 1:
          at += static_cast<std::int64_t>(random.below(1000) * longest);
          break;
        case 2:
          at = std::numeric_limits<std::int64_t>::max() -
               static_cast<std::int64_t>(random.below(3));
          break;
        default:
          at += static_cast<std::int64_t>(random.below(longest + 1));
      }
      const CalendarEntry e{at, random.below(3) << 56 | sequence++, 0, 0};
      queue.push(e);
      expected.insert(e);
    };
    for (int i = 0; i < 6000; ++i) {
      if (i % 1500 == 0) {  // another load, another rhythm
        wanted = std::size_t{1} << random.below(13);
        longest = std::uint64_t{1} << random.below(34);
      }
      for (int n = 0; n < 8 && expected.size() < wanted; ++n) push();
      if (expected.empty()) continue;
      REQUIRE(queue.size() == expected.size());
      const CalendarEntry top = queue.top();
      REQUIRE(top.order == expected.begin()->order);
      REQUIRE(top.time_us == expected.begin()->time_us);
      if (random.below(16) == 0) {  // looked at, and something earlier comes
        push();
        continue;
      }
      queue.pop();
      expected.erase(expected.begin());
      if (top.time_us < std::int64_t{1} << 61) now = top.time_us;
    }
    while (!expected.empty()) {
      REQUIRE(queue.top().order == expected.begin()->order);
      queue.pop();
      expected.erase(expected.begin());
    }
    REQUIRE(queue.empty());
  }
}

}  // namespace
}  // namespace vedette
