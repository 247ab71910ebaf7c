// SPDX-License-Identifier: Apache-2.0
// Units that fail and are repaired on the calendar, in any structure: at least k of n parts work.
#include <memory>

#include "base/random.hpp"
#include "engine/kernel/process.hpp"
#include "engine/kernel/resource.hpp"
#include "study/validation/model.hpp"

namespace vedette::validation {

namespace {

// A block works while at least `needed` of its parts do; a unit has no parts.
struct Block {
  std::size_t needed = 1, working = 0;
  std::vector<std::unique_ptr<Block>> parts;
  Block* above = nullptr;
  double mtbf_h = 0, mttr_h = 0;
  bool up = true;
};

std::unique_ptr<Block> block_of(const Inputs& in) {
  auto block = std::make_unique<Block>();
  if (in.has("availability"))
    throw InputError{{in.located().key_place(), Severity::kError,
                      "a unit that is simulated needs mtbf_h and mttr_h", ""}};
  if (in.has("mtbf_h")) {
    block->mtbf_h = in.number("mtbf_h");
    block->mttr_h = in.number("mttr_h");
    return block;
  }
  if (in.has("each")) {
    for (int i = in.integer("n", 0); i > 0; --i)
      block->parts.push_back(block_of(Inputs(in.value("each"))));
  } else {
    const char* const key = in.has("series") ? "series" : in.has("parallel") ? "parallel" : "of";
    for (const Inputs& part : in.list(key)) block->parts.push_back(block_of(part));
  }
  block->working = block->parts.size();
  block->needed = in.has("series")     ? block->parts.size()
                  : in.has("parallel") ? 1
                                       : static_cast<std::size_t>(in.integer("k", 0));
  block->up = block->working >= block->needed;
  for (const auto& part : block->parts) part->above = block.get();
  return block;
}

struct Shop {
  Calendar calendar;
  Resource repairmen;
  Block* system;
  std::uint64_t failures = 0, first, last;
  Time since{0}, began{0}, ended{0};
  std::int64_t up_us = 0;

  Shop(std::size_t men, Block& what, std::uint64_t warm_up, std::uint64_t n)
      : repairmen(calendar, men), system(&what), first(warm_up), last(warm_up + n) {}

  void set(Block& block, bool up) {
    if (block.up == up) return;
    if (&block == system) {
      if (!up) up_us += (calendar.now() - since).us;
      since = calendar.now();
    }
    block.up = up;
    if (!block.above) return;
    Block& above = *block.above;
    above.working = up ? above.working + 1 : above.working - 1;
    set(above, above.working >= above.needed);
  }
  void failed() {
    if (failures == first) {
      up_us = 0;
      since = began = calendar.now();
    }
    if (++failures < last) return;
    ended = calendar.now();
    if (system->up) up_us += (ended - since).us;
    calendar.stop();
  }
};

Process unit(Shop& shop, Block& self, Stream draws) {
  for (;;) {
    const Duration life = seconds(self.mtbf_h * 3600 * draws.exponential());
    (void)co_await Delay(shop.calendar, life);
    shop.set(self, false);
    shop.failed();
    const Duration repair = seconds(self.mttr_h * 3600 * draws.exponential());
    {
      const Grant man = co_await shop.repairmen.acquire();
      (void)co_await Delay(shop.calendar, repair);
    }
    shop.set(self, true);
  }
}

std::size_t start_units(Shop& shop, Block& block, const Random& random, std::size_t number) {
  if (block.parts.empty()) {
    shop.calendar.start(unit(shop, block, random.stream(name_hash("unit"), number)));
    return number + 1;
  }
  for (const auto& part : block.parts) number = start_units(shop, *part, random, number);
  return number;
}

}  // namespace

// Each replication: `calls` failures after `warm_up` that do not count.
SimulatedFigures simulate_availability(const Inputs& inputs, const SimulateOptions& options,
                                       const Wanted&) {
  std::vector<double> shares;
  for (std::uint64_t rep = 1; rep <= options.replications; ++rep) {
    const auto system = block_of(Inputs(inputs.value("system")));
    Shop shop(static_cast<std::size_t>(inputs.integer("repairmen", 1'000'000)), *system,
              options.warm_up, options.calls);
    start_units(shop, *system, Random(options.seed, rep), 0);
    shop.calendar.run_until(Time{Time{kNever}.us - 1});
    shares.push_back(static_cast<double>(shop.up_us) /
                     static_cast<double>((shop.ended - shop.began).us));
    shop.calendar.clear();
  }
  return {{"availability", {mean_interval(shares, kLevel)}}};
}

}  // namespace vedette::validation
