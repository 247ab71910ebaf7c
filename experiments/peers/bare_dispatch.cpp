// SPDX-License-Identifier: Apache-2.0
#include "peers/bare_dispatch.hpp"

#include <cmath>
#include <queue>
#include <vector>

#include "base/random.hpp"

namespace vedette::peers {

namespace {

enum class Kind : std::uint32_t { kCall, kArrived, kCleared, kHome };

struct Entry {
  std::int64_t at;
  std::uint64_t sequence;
  Kind kind;
  std::uint32_t index;       // area, or unit
  std::uint32_t generation;  // of the unit's leg: an entry of an older one is stale
  bool operator<(const Entry& o) const { return at != o.at ? at > o.at : sequence > o.sequence; }
};

struct Area {
  NodeId node;
  std::uint64_t hash = 0, n = 0;
  double per_us = 0;
  Stream gaps;
};

struct Call {
  NodeId node;
  std::int64_t received = 0, on_scene = 0;
  int priority = 1;
  std::uint64_t number = 0;
};

struct Waiting {
  Call call;
  bool operator<(const Waiting& o) const {
    return call.priority != o.call.priority ? call.priority > o.call.priority
                                            : call.number > o.call.number;
  }
};

struct Car {
  NodeId home, hop, to;
  std::int64_t hop_at = 0, arrival = 0;
  std::uint32_t generation = 0;
  bool free = true, driving = false;
  Call call;
};

class Loop {
 public:
  Loop(const World& world, std::uint64_t seed, std::uint64_t replication)
      : city_(world.city),
        table_(*world.city.travel),
        random_(seed, replication),
        end_(world.horizon.us) {
    for (const DemandArea& a : city_.areas) {
      if (a.calls_per_day <= 0) continue;
      Area area;
      area.node = a.node;
      area.hash = world.entities[a.entity.index()].hash;
      area.per_us = a.calls_per_day / static_cast<double>(kDay.us);
      area.gaps = random_.stream(area.hash, name_hash("arrivals"));
      areas_.push_back(area);
    }
    for (const Unit& u : city_.units) {
      Car car;
      car.home = car.hop = car.to = u.home;
      cars_.push_back(car);
    }
  }

  DispatchTotals run() {
    for (std::uint32_t i = 0; i < areas_.size(); ++i) next_call(i, 0);
    while (!heap_.empty() && heap_.top().at <= end_) {
      const Entry e = heap_.top();
      heap_.pop();
      now_ = e.at;
      if (e.kind == Kind::kCall)
        call(e.index);
      else if (cars_[e.index].generation == e.generation)
        car_event(e.kind, e.index);
    }
    return totals_;
  }

 private:
  void push(std::int64_t at, Kind kind, std::uint32_t index, std::uint32_t generation = 0) {
    heap_.push({at, sequence_++, kind, index, generation});
  }
  void next_call(std::uint32_t index, std::int64_t now) {
    Area& area = areas_[index];
    const std::int64_t at = now + std::llround(area.gaps.exponential() / area.per_us);
    if (at <= end_) push(at, Kind::kCall, index);
  }
  void call(std::uint32_t index) {
    Area& area = areas_[index];
    Stream random = random_.stream(area.hash, name_hash("call") + ++area.n * 0x9e3779b97f4a7c15u);
    double u = random.uniform();
    std::size_t type = 0;
    for (std::size_t i = 0; i < city_.call_types.size(); ++i) {
      if (city_.call_types[i].share <= 0) continue;
      type = i;
      if (u < city_.call_types[i].share) break;
      u -= city_.call_types[i].share;
    }
    Call c;
    c.node = area.node;
    c.received = now_;
    c.priority = city_.call_types[type].priority;
    const double s = city_.call_types[type].on_scene_s.sample(random);
    c.on_scene = s > 0 ? std::llround(s * 1e6) : 0;
    c.number = number_++;
    ++totals_.calls;
    next_call(index, now_);

    const TimesRow row = table_.times_to(c.node);
    std::int64_t best_us = kUnreachable.us;
    Car* best = nullptr;
    for (Car& car : cars_) {
      if (!car.free) continue;
      advance(car);
      const std::int64_t us = (car.hop_at > now_ ? car.hop_at - now_ : 0) + row[car.hop.index()];
      if (us < best_us) {
        best_us = us;
        best = &car;
      }
    }
    if (best)
      send(*best, c, best_us);
    else
      waiting_.push({c});
  }
  void advance(Car& car) {
    while (car.hop != car.to && car.hop_at < now_) {
      car.hop = table_.next_hop(car.hop, car.to);
      car.hop_at = car.arrival - table_.time(car.hop, car.to).us;
    }
  }
  void send(Car& car, const Call& c, std::int64_t us) {
    car.free = false;
    car.call = c;
    push(now_ + us, Kind::kArrived, static_cast<std::uint32_t>(&car - cars_.data()),
         ++car.generation);
  }
  void car_event(Kind kind, std::uint32_t index) {
    Car& car = cars_[index];
    if (kind == Kind::kArrived) {
      ++totals_.reached;
      totals_.response_us += now_ - car.call.received;
      car.hop = car.to = car.call.node;
      car.hop_at = 0;
      push(now_ + car.call.on_scene, Kind::kCleared, index, ++car.generation);
    } else if (kind == Kind::kCleared) {
      if (!waiting_.empty()) {
        const Call c = waiting_.top().call;
        waiting_.pop();
        send(car, c, table_.time(car.hop, c.node).us);
        return;
      }
      car.to = car.home;
      car.hop_at = now_;
      car.arrival = now_ + table_.time(car.hop, car.home).us;
      car.free = true;
      push(car.arrival, Kind::kHome, index, ++car.generation);
    } else {
      car.hop = car.to = car.home;
      car.hop_at = 0;
    }
  }

  const City& city_;
  const TravelTable& table_;
  Random random_;
  std::int64_t end_, now_ = 0;
  std::vector<Area> areas_;
  std::vector<Car> cars_;
  std::priority_queue<Entry> heap_;
  std::priority_queue<Waiting> waiting_;
  std::uint64_t sequence_ = 0, number_ = 0;
  DispatchTotals totals_;
};

}  // namespace

DispatchTotals bare_dispatch(const World& world, std::uint64_t seed, std::uint64_t replication) {
  return Loop(world, seed, replication).run();
}

}  // namespace vedette::peers
