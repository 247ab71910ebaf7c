// SPDX-License-Identifier: Apache-2.0
#include "viz/core/palette.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace vedette::view {

const Palette& dark_palette() {
  static constexpr Palette kDark{
      true,          rgb(0x0E1217), rgb(0x151B22), rgb(0x202934), rgb(0x2C3743), rgb(0xDCE3EA),
      rgb(0x8C98A5), rgb(0x4CB8F5), rgb(0x06121C), rgb(0xFF6B5E), rgb(0x10161D), rgb(0x161E27),
      rgb(0x5E6E80), rgb(0x465465), rgb(0x323E4C), rgb(0x2B3A4C), rgb(0x4A5D75), rgb(0x27313D),
      rgb(0x526173), rgb(0xC9D3DD), rgb(0x7F8C9A), rgb(0x56B4E9), rgb(0x2F3C4A), rgb(0x3A3F46),
      rgb(0x0E1217), rgb(0xFFFFFF)};
  return kDark;
}

const Palette& light_palette() {
  static constexpr Palette kLight{
      false,         rgb(0xE7EBEF), rgb(0xF6F8FA), rgb(0xFFFFFF), rgb(0xCAD2DA), rgb(0x1B242D),
      rgb(0x5A6672), rgb(0x0B6FB0), rgb(0xFFFFFF), rgb(0xC2321F), rgb(0xF3F1EC), rgb(0xFBFAF7),
      rgb(0x9AA5B1), rgb(0xB9C1CA), rgb(0xD0D6DC), rgb(0xC3CDD8), rgb(0x8E9DAD), rgb(0xDDD9D0),
      rgb(0xA9A296), rgb(0x39424C), rgb(0x7A8590), rgb(0x0072B2), rgb(0xD5DADF), rgb(0xD2D2D2),
      rgb(0xFFFFFF), rgb(0x10161D)};
  return kLight;
}

Activity activity_of(std::string_view state) {
  using enum Activity;
  static constexpr std::pair<std::string_view, Activity> kWords[] = {
      {"at home", kFree},
      {"at post", kFree},
      {"watching", kFree},
      {"patrolling", kFree},
      {"touring", kFree},
      {"going back", kFree},
      {"going home", kFree},
      {"on duty", kFree},
      {"on", kFree},
      {"idle", kFree},
      {"closed", kFree},
      {"locked", kFree},
      {"turnout", kOrdered},
      {"ordered", kOrdered},
      {"alarm", kOrdered},
      {"on the way", kMoving},
      {"running", kMoving},
      {"on scene", kWorking},
      {"at alarm", kWorking},
      {"assessing", kWorking},
      {"stop check", kWorking},
      {"reporting", kWorking},
      {"task", kWorking},
      {"call", kWorking},
      {"break", kAway},
      {"hand-over", kAway},
      {"off duty", kOff},
      {"off", kFault},
      {"failed", kFault},
      {"broken", kFault},
      {"down", kFault},
      {"forced", kFault},
      {"open", kMoving},
      {"struck", kFault},
      {"no power", kFault},
      {"room out", kFault},
      {"planned work", kAway},
      {"degraded", kOrdered},
      {"repair", kWorking},
      {"armed", kFree},
      {"unlocked", kMoving},
      {"absent", kAway},
      {"moving up", kMoving},
      {"standing in", kWorking},
      {"carrying out plan", kWorking},
      {"assessing blind", kWorking},
      {"cursory look", kWorking},
      {"video round", kWorking},
      {"roll-call", kWorking},
      {"waiting for partner", kAway},
      {"on the site", kWorking},
      {"leaving the site", kMoving},
      {"alarm laid aside", kOrdered},
      {"fault", kFault},
      {"Locked", kFree},
      {"LockedDown", kOrdered},
      {"Unlocked", kMoving},
      {"Open", kMoving},
      {"Closed", kFree},
      {"DoorForcedOpen", kFault},
      {"FaultDetected", kFault}};
  const auto at = std::find_if(std::begin(kWords), std::end(kWords),
                               [&](const auto& word) { return word.first == state; });
  return at == std::end(kWords) ? kOther : at->second;
}

Colour colour_of(Activity activity) {
  switch (activity) {
    case Activity::kFree:
      return rgb(0x2FBF9B);
    case Activity::kOrdered:
      return okabe::kYellow;
    case Activity::kMoving:
      return okabe::kOrange;
    case Activity::kWorking:
      return rgb(0xF2643D);
    case Activity::kAway:
      return okabe::kPurple;
    case Activity::kOff:
      return rgb(0x6B7683);
    case Activity::kFault:
      return rgb(0xFF4B4B);
    case Activity::kOther:
      break;
  }
  return okabe::kSky;
}

std::string_view activity_key(Activity activity) {
  static constexpr std::string_view kKeys[] = {
      "activity.free", "activity.ordered", "activity.moving", "activity.working",
      "activity.away", "activity.off",     "activity.fault",  "activity.other"};
  return kKeys[static_cast<std::size_t>(activity)];
}

Colour incident_colour(int kind, int priority, bool real) {
  if (kind == 1) return real ? rgb(0xFF4B4B) : okabe::kPurple;
  if (kind == 2) return okabe::kSky;
  return priority <= 1 ? rgb(0xF2643D) : priority == 2 ? okabe::kOrange : okabe::kYellow;
}

}  // namespace vedette::view
