// SPDX-License-Identifier: Apache-2.0
#include "world/compile/element_finder.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace vedette {

const std::string& ElementFinder::name(std::uint32_t element) const {
  return c_.world().entities[equipment_.elements[element].entity.index()].name;
}

bool ElementFinder::is_of(std::uint32_t element, const Located& types) const {
  const Element::Kind kind = equipment_.elements[element].kind;
  if (kind == Element::Kind::kHost) {
    const auto role = c_.world().network.hosts[equipment_.elements[element].index].role;
    for (std::size_t i = 0; i < types.size(); ++i)
      if (fits(c_.text(types.at(i)), host_role_name(role))) return true;
    return false;
  }
  if (kind != Element::Kind::kCamera && kind != Element::Kind::kDoor) return false;
  const auto all = c_.root().find("site")->find(kind == Element::Kind::kDoor ? "doors" : "cameras");
  const auto own = all ? all->find(name(element)) : std::nullopt;
  const auto type = own ? own->find("type") : std::nullopt;
  for (std::size_t i = 0; type && i < types.size(); ++i)
    if (fits(c_.text(types.at(i)), c_.text(type))) return true;
  return false;
}

std::vector<std::uint32_t> ElementFinder::all_of(std::string_view kind) const {
  std::vector<std::uint32_t> all;
  for (std::uint32_t e = 0; e < equipment_.elements.size(); ++e)
    if (element_kind_name(equipment_.elements[e].kind) == kind) all.push_back(e);
  return all;
}

// A pattern of uplinks means the second ones too: what fits sw-*-up goes for sw-room-1-up-2, so
// that a scenario's patterns still fit after `uplinks: 2`.
bool ElementFinder::fits_further_uplink(const std::string& pattern, std::uint32_t element) const {
  if (equipment_.elements[element].kind != Element::Kind::kLink || !pattern.ends_with("-up") ||
      pattern.find('*') == std::string::npos)
    return false;
  const std::string& full = name(element);
  const std::size_t dash = full.rfind('-');
  if (dash == std::string::npos || dash + 2 != full.size() || full[dash + 1] < '2' ||
      full[dash + 1] > '9')
    return false;
  return fits(pattern, full.substr(0, dash));
}

std::vector<std::uint32_t> ElementFinder::named(std::string_view kind, const Located& names) const {
  return named(kind, names, all_of(kind));
}

std::vector<std::uint32_t> ElementFinder::named(std::string_view kind, const Located& names,
                                                const std::vector<std::uint32_t>& among) const {
  std::vector<std::uint32_t> out;
  for (std::size_t k = 0; k < names.size(); ++k) {
    const std::string pattern = c_.text(names.at(k));
    const std::size_t before = out.size();
    bool any = false;
    for (const std::uint32_t e : among) {
      if (!fits(pattern, name(e)) && !fits_further_uplink(pattern, e)) continue;
      any = true;
      if (std::find(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(before), e) ==
          out.begin() + static_cast<std::ptrdiff_t>(before))
        out.push_back(e);
    }
    if (any) continue;
    std::vector<std::string> known;
    for (const std::uint32_t e : among) known.push_back(name(e));
    const std::string near = nearest(pattern, known);
    c_.error(names.at(k).place(), fmt::format("no {} is called '{}'", kind, pattern),
             near.empty() ? "" : fmt::format("did you mean '{}'?", near));
  }
  return out;
}

std::vector<std::uint32_t> ElementFinder::of(const Located& list) const {
  std::vector<std::uint32_t> out;
  std::vector<bool> taken(equipment_.elements.size(), false);
  const auto take = [&](std::uint32_t element) {
    if (!taken[element]) out.push_back(element);
    taken[element] = true;
  };
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string kind = c_.text(list.at(i).find("kind"));
    std::vector<std::uint32_t> all = all_of(kind);
    if (const auto types = list.at(i).find("types")) {
      std::erase_if(all, [&](std::uint32_t e) { return !is_of(e, *types); });
      if (all.empty())
        c_.error(types->place(), fmt::format("no {} is of such a type", kind),
                 "cameras and doors have types, hosts have roles");
      if (all.empty()) continue;
    }
    const auto names = list.at(i).find("names");
    if (!names && all.empty())
      c_.error(list.at(i).find("kind")->place(), fmt::format("there is no {} here", kind));
    for (const std::uint32_t e : names ? named(kind, *names, all) : all) take(e);
  }
  return out;
}

std::uint32_t ElementFinder::one(const Located& at) const {
  const std::string wanted = c_.text(at);
  std::vector<std::uint32_t> found;
  std::vector<std::string> known;
  for (std::uint32_t e = 0; e < equipment_.elements.size(); ++e) {
    const std::string full =
        std::string(element_kind_name(equipment_.elements[e].kind)) + "/" + name(e);
    if (wanted == full) return e;
    if (wanted == name(e)) found.push_back(e);
    known.push_back(name(e));
  }
  if (found.size() == 1) return found.front();
  if (found.size() > 1) {
    // A camera and its own host are one thing: the camera is meant.
    std::string kinds;
    for (const std::uint32_t e : found) {
      if (equipment_.elements[e].kind == Element::Kind::kCamera) return e;
      kinds += (kinds.empty() ? "" : ", ") +
               std::string(element_kind_name(equipment_.elements[e].kind)) + "/" + wanted;
    }
    c_.error(at.place(), fmt::format("several things are called '{}'", wanted),
             "write one of " + kinds);
    return kNoIndex;
  }
  const std::string near = nearest(wanted, known);
  c_.error(at.place(), fmt::format("nothing that could be out is called '{}'", wanted),
           near.empty() ? "a host, link, camera, sensor, door, room or supply"
                        : fmt::format("did you mean '{}'?", near));
  return kNoIndex;
}

std::vector<std::uint32_t> ElementFinder::contents(std::uint32_t room) const {
  std::vector<std::uint32_t> out;
  for (const auto& [element, cause] : equipment_.elements[room].takes_along) out.push_back(element);
  return out;
}

std::vector<std::uint32_t> ElementFinder::opened(const std::vector<std::uint32_t>& elements) const {
  std::vector<std::uint32_t> out;
  const auto take = [&](std::uint32_t e) {
    if (std::find(out.begin(), out.end(), e) == out.end()) out.push_back(e);
  };
  for (const std::uint32_t e : elements) {
    if (equipment_.elements[e].kind != Element::Kind::kRoom) take(e);
    if (equipment_.elements[e].kind == Element::Kind::kRoom)
      for (const std::uint32_t inside : contents(e)) take(inside);
  }
  return out;
}

}  // namespace vedette
