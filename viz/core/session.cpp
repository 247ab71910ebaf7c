// SPDX-License-Identifier: Apache-2.0
#include "viz/core/session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/diagnostics.hpp"
#include "viz/core/words.hpp"

namespace vedette::view {

namespace {

constexpr Duration kLongestIdle = 10 * kMinute, kIdleMargin = kMinute;

}  // namespace

void Session::open(const std::string& path) {
  if (is_study_table(path)) return open_study(path);
  take_document(Document::open(path));
}

void Session::take_document(std::unique_ptr<Document> document) {
  sight.reset();  // it looks at the scene
  fans.clear();
  densities_known = false;
  seen_share.reset();
  main = std::move(document);
  // What belonged to the document before.
  selected = hovered = {};
  level = 1;
  heat.reset();
  hover_time.reset();
  play = Playback();
  edits.clear();
  tool = Tool::kSelect;
  fit_wanted = true;
  notes = Notes(main->store ? main->path + ".notes.json" : "");
  if (!notes.problem().empty()) message = notes.problem();
  if (rules.empty())
    for (int k = 0; k < static_cast<int>(BreakRule::Kind::kCount); ++k)
      rules.push_back({static_cast<BreakRule::Kind>(k), k == 2 ? 300.0 : 60.0, false});
  refresh_axis();
  shown0 = 0, shown1 = axis.length();
  refresh_breaks();
  build_search();
  refresh_design();
  seen_before = seen_share;
  storeys_before.clear();
  for (const int storey : main->scene.levels())
    if (const auto seen = sight->seen_share(storey)) storeys_before.emplace_back(storey, *seen);
  refresh_figures();
}

void Session::open_other(const std::string& path) {
  auto d = Document::open(path);
  if (!d->store)
    throw InputError{{{path, 0, 0}, Severity::kError, "is no recording to compare", ""}};
  other = std::move(d);
  changed = changed_settings(main->effective_json, other->effective_json);
  refresh_axis();
  shown0 = 0, shown1 = axis.length();
  refresh_figures();
}

void Session::close_other() {
  other.reset();
  pairs.clear(), changed.clear();
  refresh_axis();
  refresh_figures();
}

void Session::build_search() {
  search.clear();
  for (std::uint32_t i = 0; i < main->scene.entities.size(); ++i) {
    const RecordedEntity& e = main->scene.entities[i];
    const std::string kind = "kind." + std::string(entity_kind_name(e.kind));
    search.add(e.name + "  " + text(kind, settings.lang), 0, i);
  }
  if (store())
    for (const Incident& n : store()->incidents()) search.add(incident_title(n), 1, n.id.value);
}

TimeRange Session::range() const {
  Time end{kSecond.us};
  if (main && main->store) end = std::max(end, main->store->end());
  if (main && main->world) end = std::max(end, Time{main->world->horizon.us});
  if (other && other->store) end = std::max(end, other->store->end());
  return {{0}, end};
}

void Session::refresh_axis() {
  std::vector<TimeRange> spans;
  for (const auto* d : {main.get(), other.get()}) {
    if (!d || !d->store) continue;
    for (const Incident& n : d->store->incidents())
      spans.push_back({d->store->begin_of(n), d->store->end_of(n)});
    for (const Lane& l : d->lanes)
      if (l.key == "lane.conditions" || l.key == "lane.devices" || l.key == "lane.intruders" ||
          l.key == "lane.other")
        for (const LaneMark& m : l.marks) spans.push_back({m.from, m.from});
  }
  const bool cut = cut_idle && !spans.empty();
  const double all = shown1 - shown0 >= axis.length() * 0.999 ? 0 : 1;
  const Time from = axis.time(shown0), to = axis.time(shown1);
  axis =
      TimeAxis(range(), cut ? idle_stretches(range(), std::move(spans), kLongestIdle, kIdleMargin)
                            : std::vector<TimeRange>());
  shown0 = all == 0 ? 0 : axis.position(from);
  shown1 = all == 0 ? axis.length() : std::max(axis.position(to), shown0 + 1);
}

void Session::refresh_breaks() {
  breaks.clear();
  if (!store()) return;
  for (const BreakRule& rule : rules)
    if (rule.on)
      for (const Time t : break_moments(*store(), rule, selected.entity)) breaks.push_back(t);
  std::sort(breaks.begin(), breaks.end());
}

const std::vector<FigureRow>& Session::figures() {
  if (!figures_due_) return figures_;
  figures_due_ = false;
  try {
    figures_ = figure_rows(*main->store, other ? other->store.get() : nullptr, settings.lang);
  } catch (const InputError& error) {
    message = error.diagnostic.message;
  }
  return figures_;
}

void Session::refresh_figures() {
  figures_.clear();
  pairs.clear();
  figures_due_ = store() != nullptr;
  if (!store()) return;
  if (other && other->store) pairs = paired_calls(*main->store, *other->store);
}

void Session::seek(Time t) {
  play.seek(t, range());
  // The time bar follows the cursor out of its view.
  const double at = axis.position(play.now), width = shown1 - shown0;
  if (at < shown0 || at > shown1) {
    shown0 = std::clamp(at - width * 0.3, 0.0, std::max(0.0, axis.length() - width));
    shown1 = shown0 + width;
  }
}

void Session::select(Selection s) {
  if (s == selected) return;
  selected = s;
  if (!s.any()) follow = false;
  refresh_breaks();
}

const Incident* Session::incident(IncidentId id) const {
  if (!store()) return nullptr;
  const std::uint32_t i = store()->index_of(id);
  return i == kNoIndex ? nullptr : &store()->incidents()[i];
}

void Session::go_to(IncidentId id) {
  const Incident* n = incident(id);
  if (!n) return;
  select(Selection::of(id));
  play.playing = false;
  seek(store()->begin_of(*n));
  fit = Fit::kSelected;
  fit_wanted = true;
  set_tab(UpperTab::kIncident);
}

std::string Session::entity_name(EntityId e) const {
  if (!main || !e.valid() || e.index() >= main->scene.entities.size()) return "";
  return main->scene.entities[e.index()].name;
}

std::string Session::incident_title(const Incident& n) const {
  const auto& types =
      n.kind == IncidentKind::kAlarm ? store()->alarm_types() : store()->call_types();
  std::string label;
  if (n.type < types.size()) {
    const RecordedType& t = types[n.type];
    label = settings.lang == Lang::kZh ? t.label_zh : t.label_en;
    if (label.empty()) label = t.name;
  }
  return fmt::format("#{} {}", n.id.value, label);
}

std::optional<std::array<double, 2>> Session::place_of(const Selection& s) const {
  if (!main) return std::nullopt;
  if (s.incident.valid()) {
    const Incident* n = incident(s.incident);
    if (!n) return std::nullopt;
    return std::array{n->x_m, n->y_m};
  }
  if (!s.entity.valid() || s.entity.index() >= main->now.who.size()) return std::nullopt;
  const Standing& w = main->now.who[s.entity.index()];
  if (w.x_m == 0 && w.y_m == 0) return std::nullopt;
  return std::array{w.x_m, w.y_m};
}

bool Session::pinned(const std::string& lane) const {
  return std::find(settings.pinned.begin(), settings.pinned.end(), lane) != settings.pinned.end();
}

void Session::toggle_pin(const std::string& lane) {
  if (std::erase(settings.pinned, lane) == 0) settings.pinned.push_back(lane);
}

void Session::change_level(int by) {
  const std::vector<int> all = main->scene.levels();
  const auto at = std::lower_bound(all.begin(), all.end(), level) - all.begin() + by;
  level = all[static_cast<std::size_t>(
      std::clamp<std::ptrdiff_t>(at, 0, static_cast<std::ptrdiff_t>(all.size()) - 1))];
}

void Session::toggle_plot(const std::string& figure) {
  if (std::erase(plotted, figure) == 0) plotted.insert(plotted.begin(), figure);
}

void Session::next_event(int direction) {
  if (!store()) return;
  // On what is selected, else among all incidents and what sensors, intruders and devices do.
  std::optional<Time> best;
  const auto offer = [&](Time t) {
    if (direction > 0 ? t <= play.now : t >= play.now) return;
    if (!best || (direction > 0 ? t < *best : t > *best)) best = t;
  };
  if (selected.incident.valid()) {
    const std::uint32_t i = store()->index_of(selected.incident);
    if (i != kNoIndex)
      for (const StageMark& s : store()->stages(i)) offer(s.at);
  } else if (selected.entity.valid()) {
    for (const StateAt& s : store()->states(selected.entity)) offer(s.at);
    for (const LoggedEvent& e : store()->events())
      if (e.subject == selected.entity || e.other == selected.entity) offer(e.at);
  } else {
    for (const Lane& l : main->lanes)
      if (l.key != "lane.units" && l.key != "lane.guards")
        for (const LaneMark& m : l.marks) offer(m.from);
  }
  if (best) seek(*best);
}

std::string Session::state_json() const {
  nlohmann::ordered_json j;
  j["time_s"] = play.now.seconds();
  j["shown_s"] = shown().seconds();
  j["playing"] = play.playing;
  j["reverse"] = play.reverse;
  j["speed"] = play.speed;
  j["loop"] = play.loop.has_value();
  j["breaks"] = breaks.size();
  j["bar_s"] = {axis.time(shown0).seconds(), axis.time(shown1).seconds()};
  j["map_m"] = {view.x_m, view.y_m};
  j["cuts"] = axis.cuts().size();
  j["selected_entity"] = entity_name(selected.entity);
  j["selected_incident"] =
      selected.incident.valid() ? static_cast<int>(selected.incident.value) : -1;
  j["follow"] = follow;
  j["tool"] = static_cast<int>(tool);
  j["edits"] = edits.done().size();
  j["closed_roads"] = design.closed_roads.size();
  j["within"] = circles.share;
  j["seen_share"] = seen_share.value_or(0);
  j["storey_seen"] = sight ? sight->seen_share(level).value_or(0) : 0;
  j["open_incidents"] = main ? main->now.open.size() : 0;
  std::size_t out_of_order = 0;
  if (store())
    for (const std::uint32_t who : store()->conditions().ailing())
      out_of_order += store()->conditions().at(EntityId(who), shown()) != nullptr;
  j["out_of_order"] = out_of_order;
  const ConditionSpan* condition =
      store() ? store()->conditions().at(selected.entity, shown()) : nullptr;
  j["condition"] = condition ? condition_key(condition->what) : "";
  j["notes"] = notes.all().size();
  j["split"] = split;
  j["compare"] = other != nullptr;
  j["pairs"] = pairs.size();
  // The first call that goes another way in the second recording.
  double first = -1;
  for (const CallPair& p : pairs)
    if (p.change_s != 0 && first < 0)
      first = store()->incidents()[p.a][Stage::kPoliceCalled].seconds();
  j["first_change_s"] = first;
  j["palette"] = palette_open;
  j["help"] = help_open;
  j["dark"] = settings.dark;
  j["scale"] = settings.scale;
  j["px_per_m"] = view.px_per_m;
  j["end_s"] = range().to.seconds();
  j["running"] = busy();
  j["hour"] = hour;
  j["level"] = level;
  j["pinned"] = settings.pinned;
  j["plotted"] = plotted;
  j["binding"] = binding;
  j["study"] = study != nullptr;
  j["study_open"] = study_open;
  if (study && study_design < study->designs.size())
    j["study_design"] = study->designs[study_design].name;
  j["study_rep"] = study_rep;
  j["study_missing"] = study ? source.missing : std::vector<std::string>();
  j["message"] = message;
  using Handler = nlohmann::ordered_json::error_handler_t;
  return j.dump(-1, ' ', false, Handler::replace);
}

std::string Session::names_shown() const {
  std::string all;
  const auto take = [&](const std::string& text) {
    for (const char c : text)
      if (c & 0x80) {
        all += text;
        return;
      }
  };
  for (const auto* d : {main.get(), other.get()}) {
    if (!d) continue;
    take(d->path);
    take(d->scene.name_en), take(d->scene.name_zh);
    for (const RecordedEntity& e : d->scene.entities) take(e.name);
    for (const auto& b : d->scene.geometry.buildings) take(b.name);
    for (const SceneLabel& l : d->scene.building_labels) take(l.en), take(l.zh);
    for (const auto& [who, l] : d->scene.entity_labels) take(l.en), take(l.zh);
    for (const auto& f : d->scene.geometry.floors) {
      for (const auto& r : f.rooms) take(r.label_en), take(r.label_zh), take(r.name);
      for (const auto& a : f.areas) take(a.label_en), take(a.label_zh);
    }
    for (const DensityLevel& l : d->scene.densities.levels) take(l.name);
    for (const auto& u : d->scene.geometry.units) take(u.fleet);
    if (!d->store) continue;
    for (const RecordedPlan& plan : d->store->plans()) {
      take(plan.label_zh), take(plan.label_en), take(plan.name);
      for (const RecordedPlanStep& step : plan.steps)
        take(step.label_zh), take(step.label_en), take(step.name);
    }
    for (const RecordedInject& inject : d->store->injects())
      take(inject.label_zh), take(inject.label_en), take(inject.name);
    for (std::uint32_t word = 0; word < d->store->words(); ++word)
      take(std::string(d->store->word(static_cast<std::uint16_t>(word))));
    for (const auto* types : {&d->store->call_types(), &d->store->alarm_types()})
      for (const RecordedType& t : *types) take(t.label_en), take(t.label_zh), take(t.name);
  }
  for (const Note& n : notes.all()) take(n.text);
  if (study) {
    take(study->path);
    for (const std::string* t :
         {&study->name_en, &study->name_zh, &study->question_en, &study->question_zh})
      take(*t);
    for (const StudyDesign& d : study->designs) take(d.name), take(d.levels);
    for (const StudyColumn& c : study->columns) take(c.label_zh), take(c.label_en);
  }
  return all;
}

}  // namespace vedette::view
