// SPDX-License-Identifier: Apache-2.0
#include "support/made_up_site.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <vector>

namespace vedette::testing {

namespace {

// Decimetres, so that every step is exact.
struct Spot {
  int x = 0, y = 0;
};
struct Box {
  int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
};

std::string metres(int dm) {
  return dm % 10 == 0
             ? fmt::format("{}", dm / 10)
             : fmt::format("{}{}.{}", dm < 0 ? "-" : "", std::abs(dm) / 10, std::abs(dm) % 10);
}
std::string at(Spot p) {
  return fmt::format("[{}, {}]", metres(p.x), metres(p.y));
}
std::string ring(Box b) {
  return fmt::format("[{}, {}, {}, {}]", at({b.x0, b.y0}), at({b.x1, b.y0}), at({b.x1, b.y1}),
                     at({b.x0, b.y1}));
}
std::string on_floor(const std::string& building, int floor) {
  return floor == 1 ? "" : fmt::format(", building: {}, floor: {}", building, floor);
}

constexpr int kCorridor = 24;  // a corridor's width
constexpr int kWide = 4400, kDeep = 3200;
constexpr int kStrip = 100;  // the inner fence's distance from the wall

// A building with a corridor along its middle and rooms on both sides.
struct Block {
  std::string name, en, zh;
  Box box;
  int floors;
  int rooms;  // on each side of the corridor, each floor
  bool ward;
  std::string machine_room;  // names the first room of the ground floor; empty: none
};

const std::vector<Block>& blocks() {
  static const std::vector<Block> all{
      {"ward-1", "Ward 1", "一病区", {400, 1500, 1060, 1680}, 3, 10, true, "machine-room-1"},
      {"ward-2", "Ward 2", "二病区", {400, 1950, 1060, 2130}, 3, 10, true, "machine-room-2"},
      {"ward-3", "Ward 3", "三病区", {1240, 1500, 1900, 1680}, 3, 10, true, "machine-room-3"},
      {"ward-4", "Ward 4", "四病区", {1240, 1950, 1900, 2130}, 3, 10, true, "machine-room-4"},
      {"teaching",
       "Teaching building",
       "教学楼",
       {3260, 1900, 3920, 2080},
       3,
       8,
       false,
       "machine-room-5"},
      {"administration",
       "Administration",
       "办公楼",
       {2500, 480, 3160, 660},
       4,
       9,
       false,
       "machine-room-6"},
      {"hospital", "Hospital", "医院", {3420, 480, 4020, 660}, 2, 8, false, "machine-room-7"},
  };
  return all;
}

// A building of one hall, with a side room at its west end.
struct Hall {
  std::string name, en, zh;
  Box box;
  std::string room, room_en, room_zh;
  std::string machine_room;  // at the east end; empty: none
};

const std::vector<Hall>& halls() {
  static const std::vector<Hall> all{
      {"workshop-1",
       "Workshop 1",
       "一车间",
       {2500, 1200, 3100, 1500},
       "workshop-1-office",
       "Workshop 1 office",
       "一车间值班室",
       "machine-room-8"},
      {"workshop-2",
       "Workshop 2",
       "二车间",
       {2500, 1800, 3100, 2100},
       "workshop-2-office",
       "Workshop 2 office",
       "二车间值班室",
       ""},
      {"canteen", "Canteen", "食堂", {3300, 1200, 3900, 1480}, "kitchen", "Kitchen", "厨房", ""},
      {"power-house",
       "Power house",
       "配电房",
       {3700, 2500, 4000, 2680},
       "switch-room",
       "Switch room",
       "配电室",
       "machine-room-9"},
      {"gatehouse",
       "Gatehouse",
       "门卫楼",
       {2320, 130, 2560, 270},
       "visitors",
       "Visitors' room",
       "会见室",
       "machine-room-10"},
  };
  return all;
}

class Facility {
 public:
  MadeUpSite build() {
    walls();
    for (const Block& b : blocks()) block(b);
    for (const Hall& h : halls()) hall(h);
    yards();
    perimeter();
    cameras();
    people();
    out_.layout = fmt::format(
        "{}site:\n  walls:\n{}  fences:\n{}  buildings:\n{}  rooms:\n{}  stairs:\n{}  areas:\n{}"
        "  doors:\n{}  posts:\n{}  assets:\n{}",
        head("what stands where"), walls_, fences_, buildings_, rooms_, stairs_, areas_, doors_,
        posts_, assets_);
    out_.perimeter = head("the alarm perimeter: beams and thermal cameras on the same segments") +
                     "site:\n  zones:\n" + zones_;
    out_.cameras = head("cameras") + kMounted + "site:\n  cameras:\n" + cameras_;
    out_.people = head("who watches, walks and may pass") + people_;
    return std::move(out_);
  }

 private:
  static std::string head(const char* what) {
    return fmt::format(
        "# yaml-language-server: $schema=../../sim/world/schema/scenario.schema.json\n"
        "# Made up by make_site: {}. No such place exists.\n",
        what);
  }

  void wall(const std::string& name, std::initializer_list<Spot> points, const char* height) {
    walls_ += fmt::format("    {}: {{points: [{}], height_m: {}}}\n", name, list(points), height);
  }
  void fence(const std::string& name, std::initializer_list<Spot> points) {
    fences_ += fmt::format("    {}: {{points: [{}], height_m: 4}}\n", name, list(points));
  }
  static std::string list(std::initializer_list<Spot> points) {
    std::string text;
    for (const Spot p : points) text += (text.empty() ? "" : ", ") + at(p);
    return text;
  }
  void door(const std::string& name, Spot p, const std::string& type,
            const std::string& more = "") {
    doors_ += fmt::format("    {}: {{at: {}, type: {}{}}}\n", name, at(p), type, more);
    ++out_.door_count;
  }
  void room(const std::string& name, Box box, const std::string& more) {
    rooms_ += fmt::format("    {}: {{corners: {}{}}}\n", name, ring(box), more);
    ++out_.room_count;
  }
  void post(const std::string& name, Spot p, const std::string& more = "") {
    posts_ += fmt::format("    {}: {{at: {}{}}}\n", name, at(p), more);
  }
  void asset(const std::string& name, Spot p, const std::string& more) {
    assets_ += fmt::format("    {}: {{at: {}{}}}\n", name, at(p), more);
  }
  static std::string label(const std::string& en, const std::string& zh) {
    return fmt::format(", label: {{en: \"{}\", zh: \"{}\"}}", en, zh);
  }

  // The wall, the patrol strip inside it, the vehicle lock and the hospital's gate.
  void walls() {
    wall("wall-west", {{2120, 0}, {0, 0}, {0, kDeep}, {2200, kDeep}}, "5.5");
    wall("wall-east", {{2280, 0}, {kWide, 0}, {kWide, 540}}, "5.5");
    wall("wall-north-east", {{kWide, 600}, {kWide, kDeep}, {2200, kDeep}}, "5.5");
    wall("lock-west", {{2120, 0}, {2120, 300}}, "4");
    wall("lock-east", {{2280, 0}, {2280, 300}}, "4");
    fence("strip-west",
          {{2120, kStrip}, {kStrip, kStrip}, {kStrip, kDeep - kStrip}, {2200, kDeep - kStrip}});
    fence("strip-east", {{2280, kStrip}, {kWide - kStrip, kStrip}, {kWide - kStrip, 540}});
    fence("strip-north-east",
          {{kWide - kStrip, 600}, {kWide - kStrip, kDeep - kStrip}, {2200, kDeep - kStrip}});
    fence("hospital-lane-south", {{kWide - kStrip, 540}, {kWide, 540}});
    fence("hospital-lane-north", {{kWide - kStrip, 600}, {kWide, 600}});
    const std::string vehicles = ", width_m: 16, azimuth_deg: 0, vehicles: true";
    door("lock-outer", {2200, 0}, "vehicle-gate", vehicles + ", interlock: lock-inner");
    door("lock-inner", {2200, 300}, "vehicle-gate", vehicles);
    door("hospital-gate", {kWide, 570}, "vehicle-gate",
         ", width_m: 6, azimuth_deg: 90, vehicles: true, interlock: hospital-inner");
    door("hospital-inner", {kWide - kStrip, 570}, "vehicle-gate",
         ", width_m: 6, azimuth_deg: 90, vehicles: true");
    door("strip-gate-sw", {1600, kStrip}, "key-gate");
    door("strip-gate-se", {3000, kStrip}, "key-gate");
    door("strip-gate-n", {2200, kDeep - kStrip}, "key-gate");
    door("strip-gate-w", {kStrip, 1800}, "key-gate");
    door("strip-gate-e", {kWide - kStrip, 1800}, "key-gate");
    // The strip goes on past the hospital's lane by two gates.
    door("lane-south", {kWide - kStrip / 2, 540}, "key-gate");
    door("lane-north", {kWide - kStrip / 2, 600}, "key-gate");
    post("gate", {2200, -40}, label("In front of the main gate", "大门外"));
    post("lock", {2200, 150}, label("Vehicle lock", "车辆AB门"));
    post("inner-gate", {2200, 340}, label("Inside the vehicle lock", "AB门内"));
    post("hospital-gate-post", {kWide - kStrip - 30, 560}, label("Hospital gate", "医院通道"));
  }

  void machine_room(const std::string& name, Box box, const std::string& more) {
    ++out_.machine_rooms;
    machine_rooms_.push_back(name);
    const int number = static_cast<int>(out_.machine_rooms);
    room(name, box,
         more + label(fmt::format("Machine room {}", number), fmt::format("{}号机房", number)));
    machine_boxes_.push_back(box);
    asset(name + "-rack", {(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2},
          more + label(fmt::format("Racks of machine room {}", number),
                       fmt::format("{}号机房机柜", number)));
  }

  void block(const Block& b) {
    const int middle = (b.box.y0 + b.box.y1) / 2;
    const int low = middle - kCorridor / 2, high = middle + kCorridor / 2;
    buildings_ += fmt::format("    {}: {{corners: {}, floors: {}{}}}\n", b.name, ring(b.box),
                              b.floors, label(b.en, b.zh));
    const int width = (b.box.x1 - b.box.x0) / b.rooms;
    std::string room_names;
    for (int floor = 1; floor <= b.floors; ++floor) {
      const std::string where = on_floor(b.name, floor);
      for (int n = 0; n < 2 * b.rooms; ++n) {
        const bool south = n < b.rooms;
        const int k = n % b.rooms;
        Box box{b.box.x0 + k * width, south ? b.box.y0 : high, b.box.x0 + (k + 1) * width,
                south ? low : b.box.y1};
        if (k == b.rooms - 1) box.x1 = b.box.x1;
        const std::string name = fmt::format("{}-{}{:02}", b.name, floor, n + 1);
        const bool machines = floor == 1 && n == 0;
        if (machines)
          machine_room(b.machine_room, box, where);
        else
          room(name, box, where);
        const Spot leaf{(box.x0 + box.x1) / 2, south ? low : high};
        const char* const type = machines ? "machine-room-door"
                                 : b.ward ? "ward-door"
                                          : "room-door";
        door((machines ? b.machine_room : name) + "-door", leaf, type, where);
      }
      room(fmt::format("{}-{}-corridor", b.name, floor), {b.box.x0, low, b.box.x1, high},
           ", walls: open" + where);
      corridors_.push_back({b.name, floor, {b.box.x0, low, b.box.x1, high}, b.ward});
      for (const bool west : {true, false})
        post(fmt::format("{}-{}-{}", b.name, floor, west ? "west" : "east"),
             {west ? b.box.x0 + 100 : b.box.x1 - 100, middle}, where);
    }
    stairs_ += fmt::format("    {}-stairs-west: {{at: {}, building: {}, seconds_per_floor: 14}}\n",
                           b.name, at({b.box.x0 + 25, middle}), b.name);
    stairs_ += fmt::format("    {}-stairs-east: {{at: {}, building: {}, seconds_per_floor: 14}}\n",
                           b.name, at({b.box.x1 - 25, middle}), b.name);
    door(b.name + "-entry", {b.box.x0, middle}, b.ward ? "ward-entry" : "badge-door");
    door(b.name + "-exit", {b.box.x1, middle}, b.ward ? "ward-entry" : "badge-door");
  }

  void hall(const Hall& h) {
    const int middle = (h.box.y0 + h.box.y1) / 2;
    buildings_ += fmt::format("    {}: {{corners: {}, floors: 1, floor_height_m: 6{}}}\n", h.name,
                              ring(h.box), label(h.en, h.zh));
    const Box side{h.box.x0, h.box.y0, h.box.x0 + 80, h.box.y1};
    room(h.room, side, label(h.room_en, h.room_zh));
    door(h.room + "-door", {side.x1, middle}, "room-door");
    int east = h.box.x1;
    if (!h.machine_room.empty()) {
      east -= 60;
      machine_room(h.machine_room, {east, h.box.y0, h.box.x1, h.box.y1}, "");
      door(h.machine_room + "-door", {east, middle}, "machine-room-door");
    }
    room(h.name + "-hall", {side.x1, h.box.y0, east, h.box.y1},
         ", walls: open" + label(h.en, h.zh));
    const int centre = (side.x1 + east) / 2;
    door(h.name + "-door", {centre, h.box.y0}, "badge-door");
    door(h.name + "-back", {centre, h.box.y1}, "key-gate");
    post(h.name + "-floor", {centre, middle});
  }

  // Fenced yards, and the areas with their levels.
  void yards() {
    fence("wards-yard", {{300, 1300}, {2000, 1300}, {2000, 2330}, {300, 2330}, {300, 1300}});
    door("wards-gate-south", {1150, 1300}, "badge-gate", ", vehicles: true");
    door("wards-gate-east", {2000, 1815}, "badge-gate");
    fence("sports-yard", {{300, 2450}, {1400, 2450}, {1400, 3000}, {300, 3000}, {300, 2450}});
    door("sports-gate", {850, 2450}, "key-gate");
    door("wards-gate-north", {850, 2330}, "badge-gate");
    fence("work-yard", {{2400, 1080}, {3200, 1080}, {3200, 2250}, {2400, 2250}, {2400, 1080}});
    door("work-gate-west", {2400, 1650}, "badge-gate", ", vehicles: true");
    door("work-gate-east", {3200, 1350}, "badge-gate");
    post("yard-centre", {1150, 1815}, label("Wards' yard", "病区院"));
    post("sports", {850, 2700}, label("Sports yard", "操场"));
    post("work-yard-post", {2800, 1650}, label("Work yard", "生产区院"));
    post("parade-ground", {1150, 800}, label("Parade ground", "广场"));
    post("crossing", {2200, 1150}, label("Crossing", "十字路口"));
    const auto area = [&](const char* name, int level, const std::string& where, const char* en,
                          const char* zh, const char* more = "") {
      areas_ +=
          fmt::format("    {}: {{level: {}, {}{}{}}}\n", name, level, where, more, label(en, zh));
    };
    area("compound", 1, "corners: " + ring({0, 0, kWide, kDeep}), "Compound", "院内");
    area("inside", 2, "corners: " + ring({kStrip, kStrip, kWide - kStrip, kDeep - kStrip}),
         "Inside the strip", "隔离带内");
    area("vehicle-lock", 2, "corners: " + ring({2120, 0, 2280, 300}), "Vehicle lock", "车辆AB门");
    area("wards", 3, "corners: " + ring({300, 1300, 2000, 2330}), "Wards and their yard", "病区");
    area("work", 3, "corners: " + ring({2400, 1080, 3200, 2250}), "Workshops", "生产区");
    area("ward-buildings", 4, "buildings: [ward-1, ward-2, ward-3, ward-4]", "Ward buildings",
         "病区楼", ", anti_passback: soft");
    area("management", 3, "buildings: [administration]", "Administration", "管理区");
    std::string rooms;
    for (const std::string& name : machine_rooms_) rooms += (rooms.empty() ? "" : ", ") + name;
    area("machine-rooms", 5, "rooms: [" + rooms + "]", "Machine rooms", "机房");
    // The duty room is a room of the administration, the sub-monitoring room one of ward 1.
    post("duty-room", {2830, 540}, label("Duty room", "指挥中心值班室"));
    post("sub-duty-room", {760, 1640}, label("Sub-monitoring room", "分监控值班室"));
    asset("command-platform", {2755, 540},
          ", building: administration, floor: 2" + label("Command platform", "指挥平台"));
    asset("pharmacy", {3530, 520}, label("Pharmacy", "药房"));
    asset("tool-store", {2540, 1350}, label("Tool store", "工具库"));
  }

  void zone(const std::string& name, Spot a, Spot b, Spot guard) {
    zones_ +=
        fmt::format("    {0}: {{from: {1}, to: {2}, sensors: [ir-beam-4, thermal-line], point: "
                    "at-{0}}}\n",
                    name, at(a), at(b));
    post("at-" + name, guard);
    perimeter_.push_back({name, a, b});
  }
  void perimeter() {
    const int line = 30, path = 60;
    const auto row = [&](char side, int n, Spot a, Spot b, int first) {
      for (int i = 0; i < n; ++i) {
        const auto part = [&](int k) {
          return Spot{a.x + (b.x - a.x) * k / n, a.y + (b.y - a.y) * k / n};
        };
        const Spot from = part(i), to = part(i + 1);
        Spot guard{(from.x + to.x) / 2, (from.y + to.y) / 2};
        guard.x = std::min(std::max(guard.x, path), kWide - path);
        guard.y = std::min(std::max(guard.y, path), kDeep - path);
        zone(fmt::format("{}{}", side, first + i), from, to, guard);
      }
    };
    row('S', 3, {0, line}, {2120, line}, 1);
    row('S', 3, {2280, line}, {kWide, line}, 4);
    row('E', 1, {kWide - line, 0}, {kWide - line, 540}, 1);
    row('E', 3, {kWide - line, 600}, {kWide - line, kDeep}, 2);
    row('N', 6, {kWide, kDeep - line}, {0, kDeep - line}, 1);
    row('W', 4, {line, kDeep}, {line, 0}, 1);
  }

  void camera(const std::string& name, const std::string& type, Spot p, int azimuth,
              const std::string& more = "") {
    const Mounting& hung = mounting(type);
    cameras_ += fmt::format(
        "    {}: {{type: {}, at: {}, azimuth_deg: {}, height_m: {}, tilt_deg: {}{}}}\n", name, type,
        at(p), azimuth, hung.height_m, hung.tilt_deg, more);
    ++out_.camera_count;
  }
  struct Mounting {
    const char* type;
    double height_m;
    int tilt_deg;
  };
  static constexpr const char* kMounted =
      "# Mounted at least 2.5 m above the floor indoors, 3.5 m outdoors (GB 50395-2007, clause\n"
      "# unconfirmed). Tilts are an assumption: a person's crown is in the picture at the\n"
      "# end of the range.\n";
  static const Mounting& mounting(const std::string& type) {
    static constexpr Mounting kAll[] = {{"perimeter-4mp", 4, 9}, {"yard-4mp", 4, 28},
                                        {"pole-4mp", 6, 15},     {"hall-4mp", 4.5, 35},
                                        {"dome-4mp", 2.8, 35},   {"corridor-4mp", 2.8, 15}};
    for (const Mounting& one : kAll)
      if (type == one.type) return one;
    throw std::runtime_error("no mounting of " + type);
  }
  void cameras() {
    for (const auto& [name, a, b] : perimeter_) {  // two along each zone, one after the other
      const int azimuth = b.x > a.x ? 90 : b.x < a.x ? 270 : b.y > a.y ? 0 : 180;
      const Spot middle{(a.x + b.x) / 2, (a.y + b.y) / 2};
      camera("cam-" + name + "-1", "perimeter-4mp", a, azimuth);
      camera("cam-" + name + "-2", "perimeter-4mp", middle, azimuth);
    }
    for (const auto& [building, floor, box, ward] : corridors_) {
      const int middle = (box.y0 + box.y1) / 2, centre = (box.x0 + box.x1) / 2;
      const std::string where = on_floor(building, floor);
      const std::string name = fmt::format("cam-{}-{}", building, floor);
      camera(name + "-west", "corridor-4mp", {box.x0 + 3, middle}, 90, where);
      camera(name + "-east", "corridor-4mp", {box.x1 - 3, middle}, 270, where);
      camera(name + "-stairs-west", "dome-4mp", {box.x0 + 60, middle}, 270, where);
      camera(name + "-stairs-east", "dome-4mp", {box.x1 - 60, middle}, 90, where);
      if (!ward) continue;
      camera(name + "-middle-w", "corridor-4mp", {centre - 5, middle}, 270, where);
      camera(name + "-middle-e", "corridor-4mp", {centre + 5, middle}, 90, where);
    }
    for (const Block& b : blocks()) {
      const int middle = (b.box.y0 + b.box.y1) / 2;
      camera(fmt::format("cam-{}-entry", b.name), "yard-4mp", {b.box.x0 - 3, middle + 20}, 225);
      camera(fmt::format("cam-{}-exit", b.name), "yard-4mp", {b.box.x1 + 3, middle + 20}, 135);
      camera(fmt::format("cam-{}-yard-s", b.name), "yard-4mp",
             {(b.box.x0 + b.box.x1) / 2, b.box.y0 - 3}, 180);
      camera(fmt::format("cam-{}-yard-n", b.name), "yard-4mp",
             {(b.box.x0 + b.box.x1) / 2, b.box.y1 + 3}, 0);
    }
    for (const Hall& h : halls()) {
      const int middle = (h.box.y0 + h.box.y1) / 2;
      camera(fmt::format("cam-{}-w", h.name), "hall-4mp", {h.box.x0 + 85, h.box.y0 + 5}, 45);
      camera(fmt::format("cam-{}-e", h.name), "hall-4mp", {h.box.x0 + 85, h.box.y1 - 5}, 135);
      camera(fmt::format("cam-{}-room", h.name), "dome-4mp", {h.box.x0 + 5, middle}, 90);
      camera(fmt::format("cam-{}-front", h.name), "yard-4mp",
             {(h.box.x0 + h.box.x1) / 2, h.box.y0 - 3}, 180);
      camera(fmt::format("cam-{}-back", h.name), "yard-4mp",
             {(h.box.x0 + h.box.x1) / 2, h.box.y1 + 3}, 0);
    }
    for (std::size_t i = 0; i < machine_boxes_.size(); ++i)
      camera(fmt::format("cam-{}", machine_rooms_[i]), "dome-4mp",
             {machine_boxes_[i].x0 + 5, machine_boxes_[i].y0 + 5}, 45);
    const struct {
      const char* name;
      Spot p;
      int azimuth;
    } gates[] = {{"lock-outer-out", {2125, -3}, 135},
                 {"lock-outer-in", {2125, 5}, 45},
                 {"lock-inner-in", {2275, 295}, 225},
                 {"lock-inner-out", {2125, 305}, 45},
                 {"lock-roof", {2200, 20}, 0},
                 {"hospital-out", {kWide + 3, 545}, 45},
                 {"hospital-lane", {kWide - 95, 545}, 45},
                 {"hospital-in", {kWide - 103, 605}, 225},
                 {"strip-sw", {1595, 105}, 45},
                 {"strip-se", {2995, 105}, 45},
                 {"strip-n", {2195, 3095}, 225},
                 {"strip-w", {105, 1795}, 45},
                 {"strip-e", {4295, 1795}, 315},
                 {"wards-south", {1145, 1295}, 180},
                 {"wards-east", {2005, 1810}, 90},
                 {"wards-north", {845, 2335}, 0},
                 {"work-west", {2395, 1645}, 270},
                 {"work-east", {3205, 1345}, 90},
                 {"sports", {845, 2445}, 180}};
    for (const auto& g : gates)
      camera(fmt::format("cam-gate-{}", g.name), "yard-4mp", g.p, g.azimuth);
    // What is left looks over roads and yards from poles, in a raster over the compound.
    for (int n = 1; out_.camera_count < 243; ++n) {
      const int column = (n - 1) % 7, row = (n - 1) / 7;
      camera(fmt::format("cam-pole-{:02}", n), "pole-4mp", {350 + 610 * column, 900 + 530 * row},
             (n * 90) % 360);
    }
    if (out_.camera_count != 243)
      throw std::runtime_error(fmt::format("{} cameras instead of 243", out_.camera_count));
  }

  void people() {
    std::string checkpoints, tours, guards, badges;
    int n = 0;
    const auto point = [&](const std::string& place) {
      const std::string id = fmt::format("C{:02}", ++n);
      checkpoints += fmt::format("    {}: {{point: {}}}\n", id, place);
      return id;
    };
    const auto tour = [&](const std::string& name, const std::vector<std::string>& ids,
                          int rest_low, int rest_high) {
      tours += fmt::format(
          "    {}:\n      checkpoints: [{}]\n      pause_s: {{uniform: {{low: 15, high: 45}}}}\n"
          "      rest_s: {{uniform: {{low: {}, high: {}}}}}\n",
          name, fmt::format("{}", fmt::join(ids, ", ")), rest_low, rest_high);
    };
    // The guard brigade goes along the wall, half each way round from the vehicle lock.
    std::vector<std::string> west, east;
    for (const char* z : {"S3", "S2", "S1", "W4", "W3", "W2", "W1", "N6", "N5", "N4"})
      west.push_back(point(fmt::format("at-{}", z)));
    for (const char* z : {"S4", "S5", "S6", "E1", "E2", "E3", "E4", "N1", "N2", "N3"})
      east.push_back(point(fmt::format("at-{}", z)));
    tour("wall-west", west, 1800, 3600);
    tour("wall-east", east, 1800, 3600);
    // The rehabilitation brigades go through the wards, floor by floor, and through the workshops.
    for (int ward = 1; ward <= 4; ++ward) {
      std::vector<std::string> ids;
      for (int floor = 1; floor <= 3; ++floor)
        for (const char* end : {"west", "east"})
          ids.push_back(point(fmt::format("ward-{}-{}-{}", ward, floor,
                                          floor % 2 == 1  ? end
                                          : end[0] == 'w' ? "east"
                                                          : "west")));
      tour(fmt::format("ward-{}", ward), ids, 1200, 2400);
    }
    std::vector<std::string> work, yard, houses;
    for (const char* p :
         {"work-yard-post", "workshop-1-floor", "workshop-2-floor", "canteen-floor"})
      work.push_back(point(p));
    for (const char* p : {"parade-ground", "yard-centre", "sports", "crossing"})
      yard.push_back(point(p));
    for (const char* p :
         {"administration-1-west", "administration-2-west", "teaching-1-west", "teaching-3-east",
          "hospital-1-west", "hospital-2-east", "power-house-floor"})
      houses.push_back(point(p));
    tour("work", work, 1500, 3000);
    tour("yards", yard, 1500, 3000);
    tour("houses", houses, 2400, 4800);
    std::vector<std::string> guard_brigade, rehab_brigade;
    // Two crews for each post: guard-1 by day, guard-11 by night. For a quarter of an hour after
    // the change those who come take over the book and the keys, and nobody sets out on a tour.
    const auto guard = [&](std::vector<std::string>& brigade, const std::string& kind, int number,
                           const std::string& post, const std::string& tour_name, int first) {
      for (const bool night : {false, true}) {
        const std::string name = fmt::format("{}-{}", kind, number + (night ? 10 : 0));
        guards += fmt::format("    {}: {{post: {}{}, shift: {}, hand_over_s: 900}}\n", name, post,
                              tour_name.empty() ? ""
                                                : fmt::format(", tour: {}, first_tour_min: {}",
                                                              tour_name, first),
                              night ? "night" : "day");
        brigade.push_back(name);
      }
    };
    guard(guard_brigade, "guard", 1, "inner-gate", "wall-west", 5);
    guard(guard_brigade, "guard", 2, "inner-gate", "wall-east", 15);
    guard(guard_brigade, "guard", 3, "inner-gate", "wall-west", 45);
    guard(guard_brigade, "guard", 4, "inner-gate", "wall-east", 55);
    guard(guard_brigade, "guard", 5, "lock", "", 0);
    guard(guard_brigade, "guard", 6, "hospital-gate-post", "", 0);
    guard(guard_brigade, "guard", 7, "gatehouse-floor", "houses", 25);
    guard(guard_brigade, "guard", 8, "gatehouse-floor", "", 0);
    for (int ward = 1; ward <= 4; ++ward)
      guard(rehab_brigade, "rehab", ward, fmt::format("ward-{}-1-west", ward),
            fmt::format("ward-{}", ward), 8 * ward);
    guard(rehab_brigade, "rehab", 5, "work-yard-post", "work", 12);
    guard(rehab_brigade, "rehab", 6, "yard-centre", "yards", 22);
    guard(rehab_brigade, "rehab", 7, "sub-duty-room", "", 0);
    guard(rehab_brigade, "rehab", 8, "yard-centre", "", 0);
    const auto badge = [&](const char* name, const std::vector<std::string>& holders,
                           const char* areas, const char* more) {
      badges += fmt::format("    {}:\n      holders: [{}]\n      areas: [{}]\n{}", name,
                            fmt::join(holders, ", "), areas, more);
    };
    badge("guard-brigade", guard_brigade,
          "compound, inside, vehicle-lock, wards, work, ward-buildings, management",
          "      keys: true\n      in_lockdown: true\n");
    badge("rehabilitation-brigade", rehab_brigade, "inside, wards, work, ward-buildings",
          "      keys: true\n");
    people_ = fmt::format("site:\n  checkpoints:\n{}  tours:\n{}  guards:\n{}  badges:\n{}",
                          checkpoints, tours, guards, badges);
    people_ +=
        "  operators:\n    duty-1: {}\n    duty-2: {}\n    duty-3: {}\n    sub-1: {}\n    sub-2: "
        "{}\n";
  }

  struct Corridor {
    std::string building;
    int floor;
    Box box;
    bool ward;
  };
  struct Segment {
    std::string name;
    Spot a, b;
  };
  MadeUpSite out_;
  std::string walls_, fences_, buildings_, rooms_, stairs_, areas_, doors_, posts_, assets_, zones_,
      cameras_, people_;
  std::vector<Corridor> corridors_;
  std::vector<Segment> perimeter_;
  std::vector<std::string> machine_rooms_;
  std::vector<Box> machine_boxes_;
};

}  // namespace

MadeUpSite made_up_site() {
  return Facility().build();
}

}  // namespace vedette::testing
