// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "engine/kernel/mailbox.hpp"
#include "engine/kernel/process.hpp"
#include "engine/kernel/resource.hpp"
#include "engine/kernel/signal.hpp"
#include "support/seed.hpp"

namespace vedette {
namespace {

using Log = std::vector<std::string>;
void note(Log& log, const Calendar& c, const std::string& word) {
  log.push_back(std::to_string(c.now().us) + " " + word);
}

Process use(Calendar& c, Resource& desk, Duration arrive, Duration hold, std::int64_t rank,
            std::string name, Log& log) {
  (void)co_await Delay(c, arrive);
  Grant place = co_await desk.acquire(rank);
  if (!place) {
    note(log, c, name + " gave up");
    co_return;
  }
  note(log, c, name + " in");
  (void)co_await Delay(c, hold);
  note(log, c, name + " out");
}

TEST_CASE("a resource serves by rank, then by arrival") {
  Calendar c;
  Resource desk(c, 1);
  Log log;
  c.start(use(c, desk, Duration{0}, Duration{10}, 2, "a", log));
  c.start(use(c, desk, Duration{1}, Duration{10}, 2, "b", log));
  c.start(use(c, desk, Duration{2}, Duration{10}, 1, "urgent", log));
  c.start(use(c, desk, Duration{3}, Duration{10}, 2, "c", log));
  c.run_until(Time{100});
  CHECK(log == Log{"0 a in", "10 a out", "10 urgent in", "20 urgent out", "20 b in", "30 b out",
                   "30 c in", "40 c out"});
  CHECK(desk.in_use() == 0);
}

TEST_CASE("who is interrupted or killed while waiting leaves the line") {
  Calendar c;
  Resource desk(c, 1);
  Log log;
  c.start(use(c, desk, Duration{0}, Duration{10}, 0, "a", log));
  ProcessRef b = c.start(use(c, desk, Duration{1}, Duration{10}, 0, "b", log));
  ProcessRef k = c.start(use(c, desk, Duration{2}, Duration{10}, 0, "k", log));
  c.start(use(c, desk, Duration{3}, Duration{10}, 0, "d", log));
  c.run_until(Time{5});
  b.interrupt();
  k.kill();
  c.run_until(Time{100});
  CHECK(log == Log{"0 a in", "5 b gave up", "10 a out", "10 d in", "20 d out"});
  CHECK(desk.in_use() == 0);
  CHECK(desk.waiting() == 0);
}

TEST_CASE("a place granted to a process that is killed before it goes on is given back") {
  Calendar c;
  Resource desk(c, 1);
  Log log;
  ProcessRef a = c.start(use(c, desk, Duration{0}, Duration{100}, 0, "a", log));
  ProcessRef b = c.start(use(c, desk, Duration{1}, Duration{10}, 0, "b", log));
  c.start(use(c, desk, Duration{2}, Duration{10}, 0, "d", log));
  c.run_until(Time{5});
  a.kill();  // its place goes to b, at the same moment …
  b.kill();  // … and b never sees it
  c.run_until(Time{50});
  CHECK(log == Log{"0 a in", "5 d in", "15 d out"});
  CHECK(desk.in_use() == 0);
}

Process receiver(Calendar& c, Mailbox<int>& box, Log& log, int n) {
  for (int i = 0; i < n; ++i) {
    const std::optional<int> message = co_await box.receive();
    note(log, c, message ? "got " + std::to_string(*message) : "interrupted");
  }
}
Process sender(Calendar& c, Mailbox<int>& box) {
  (void)co_await Delay(c, Duration{10});
  box.send(1, 5);
  box.send(2, 5);
  box.send(3, 1);
}

TEST_CASE("a mailbox delivers by rank, then in order, and not to whoever has left") {
  Calendar c;
  Mailbox<int> box(c);
  Log log;
  ProcessRef early = c.start(receiver(c, box, log, 1));
  c.run_until(Time{5});
  early.interrupt();
  c.start(sender(c, box));
  c.run_until(Time{20});
  CHECK(box.size() == 3);
  c.start(receiver(c, box, log, 3));
  c.run_until(Time{30});
  CHECK(log == Log{"5 interrupted", "20 got 3", "20 got 1", "20 got 2"});
}

TEST_CASE("a message for a receiver that is killed at that moment goes to the next one") {
  Calendar c;
  Mailbox<int> box(c);
  Log log;
  ProcessRef first = c.start(receiver(c, box, log, 1));
  c.run_until(Time{5});
  box.send(42);
  first.kill();
  c.start(receiver(c, box, log, 1));
  c.run_until(Time{10});
  CHECK(log == Log{"5 got 42"});
}

Process first(Calendar& c, Resource& desk, Mailbox<int>& box, Signal& bell, Duration patience,
              Log& log) {
  auto r = co_await first_of(desk.acquire(), box.receive(), bell.wait(), Delay(c, patience));
  if (r.interrupted())
    note(log, c, "interrupted");
  else
    note(log, c, "branch " + std::to_string(r.index));
  if (r.index == 0) CHECK(static_cast<bool>(r.get<0>()));
  if (r.index == 1) CHECK(*r.get<1>() == 9);
}
Process do_at(Calendar& c, Duration when, std::function<void()> what) {
  (void)co_await Delay(c, when);
  what();
}

TEST_CASE("first of several: the first wins, the others are withdrawn") {
  Calendar c;
  Resource desk(c, 1);
  Mailbox<int> box(c);
  Signal bell(c);
  Log log;
  {
    Log other;
    c.start(use(c, desk, Duration{0}, Duration{1000}, 0, "holder", other));
    c.run_until(Time{1});
    c.start(first(c, desk, box, bell, Duration{50}, log));
    c.start(first(c, desk, box, bell, Duration{50}, log));
    ProcessRef third = c.start(first(c, desk, box, bell, Duration{50}, log));
    c.start(do_at(c, Duration{10}, [&] { box.send(9); }));
    c.start(do_at(c, Duration{20}, [&] { third.interrupt(); }));
    c.run_until(Time{100});
    CHECK(log == Log{"11 branch 1", "21 interrupted", "51 branch 3"});
    CHECK(desk.waiting() == 0);
    log.clear();
    c.start(first(c, desk, box, bell, Duration{5000}, log));
    c.run_until(Time{2000});
    CHECK(log == Log{"1000 branch 0"});
    CHECK(desk.in_use() == 0);
    log.clear();
    bell.fire();
    box.send(9);
    c.start(first(c, desk, box, bell, Duration{5}, log));
    c.run_until(Time{2100});
    CHECK(log == Log{"2000 branch 0"});  // the desk is free: the first branch that can, does
  }
}

// Many processes fight for a resource, give up, are interrupted and killed: places never leak and
// are never held by more than there are.
Process fighter(Calendar& c, Resource& desk, Stream random, int& inside, std::size_t& most) {
  for (;;) {
    (void)co_await Delay(c, Duration{static_cast<std::int64_t>(random.below(20))});
    auto r = co_await first_of(desk.acquire(static_cast<std::int64_t>(random.below(3))),
                               Delay(c, Duration{static_cast<std::int64_t>(random.below(15))}));
    if (r.index != 0) continue;
    struct Inside {
      int& n;
      explicit Inside(int& m) : n(m) { ++n; }
      ~Inside() { --n; }
    } now_inside(inside);
    most = std::max(most, static_cast<std::size_t>(inside));
    Grant place = std::move(r.get<0>());
    (void)co_await Delay(c, Duration{static_cast<std::int64_t>(random.below(10))});
  }
}

TEST_CASE("places are never lost nor doubled") {
  const std::uint64_t seed = testing::seed();
  CAPTURE(seed);
  Calendar c;
  Resource desk(c, 3);
  int inside = 0;
  std::size_t most = 0;
  Stream random(seed, 1, 2, 3);
  std::vector<ProcessRef> all;
  for (std::uint64_t i = 0; i < 40; ++i)
    all.push_back(c.start(fighter(c, desk, Stream(seed, 2, i, 0), inside, most)));
  for (int step = 1; step <= 2000; ++step) {
    c.run_until(Time{step * 3});
    ProcessRef& someone = all[random.below(all.size())];
    switch (random.below(4)) {
      case 0:
        someone.interrupt();
        break;
      case 1:
        someone.kill();
        someone = c.start(
            fighter(c, desk, Stream(seed, 3, static_cast<std::uint64_t>(step), 0), inside, most));
        break;
      default:
        break;
    }
    REQUIRE(desk.in_use() <= 3);
    REQUIRE(static_cast<std::size_t>(inside) <= desk.in_use());
  }
  for (ProcessRef& someone : all) someone.kill();
  CHECK(desk.in_use() == 0);
  CHECK(desk.waiting() == 0);
  CHECK(inside == 0);
  CHECK(most == 3);
}

}  // namespace
}  // namespace vedette
