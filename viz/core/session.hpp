// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "viz/core/child_run.hpp"
#include "viz/core/circles.hpp"
#include "viz/core/comparison.hpp"
#include "viz/core/edits.hpp"
#include "viz/core/fields.hpp"
#include "viz/core/heat.hpp"
#include "viz/core/lanes.hpp"
#include "viz/core/measure_series.hpp"
#include "viz/core/notes.hpp"
#include "viz/core/playback.hpp"
#include "viz/core/search.hpp"
#include "viz/core/selection.hpp"
#include "viz/core/series.hpp"
#include "viz/core/settings.hpp"
#include "viz/core/study_source.hpp"
#include "viz/core/study_table.hpp"

namespace vedette::view {

/// A recording or a scenario with what is derived from it.
struct Document {
  std::string path;
  std::unique_ptr<Store> store;        ///< null for a scenario
  std::shared_ptr<const World> world;  ///< null for a recording
  Scene scene;
  std::string effective_json;
  Clock clock;
  Snapshot now;
  std::unique_ptr<HeatSource> heat;
  std::vector<Lane> lanes;
  std::vector<Series> series;
  std::unique_ptr<MeasureSeries> measures;  ///< made when first asked for
  std::optional<int> broken_off;  ///< exit code of the program that wrote it and did not finish

  /// Throws InputError with one sentence (a recording) or every diagnostic in one (a scenario).
  static std::unique_ptr<Document> open(const std::string& path);
  /// Nothing but a name: while a study is looked at and none of its runs is open.
  static std::unique_ptr<Document> empty(const std::string& path, const std::string& name_en,
                                         const std::string& name_zh);
  /// After the store has grown.
  void derive();
  /// A figure over time; null for one that never was. The first question reads the recording.
  const Series* measure(const std::string& id);
};

/// What a click on the map does.
enum class Tool : std::uint8_t { kSelect, kMoveCamera, kCloseRoad, kMoveStation, kPaint };
/// Tabs of the right column, above and below.
enum class UpperTab : std::uint8_t { kInspector, kIncident, kWhatIf, kCount };
enum class LowerTab : std::uint8_t { kLog, kPlots, kFigures, kNotes, kCount };
enum class LeftTab : std::uint8_t { kIncidents, kLayerList, kSearch, kCount };

/// A run in the background whose recording is opened as soon as it can be read.
struct Job {
  std::vector<std::string> command;
  std::string output;                       ///< the recording that it writes
  std::vector<std::string> otherwise = {};  ///< command where the first is refused; may be empty
  bool beside = false;                      ///< opened as the second recording
  std::string hash = {};                    ///< that the recording's scenario should have; "": any
  bool opened = false;
  bool ended = false;  ///< the program is over, its last rows may not have been read
};

/// Everything that all panels share. Without a window: commands and tests act on this.
struct Session {
  Settings settings;
  std::unique_ptr<Document> main, other;
  Playback play;
  TimeAxis axis;
  double shown0 = 0, shown1 = 1;  ///< what the time bar shows, positions of the axis
  bool cut_idle = true;
  Selection selected, hovered;
  std::optional<Time> hover_time;  ///< the mouse is over the time bar: everything previews it
  int level = 1;                   ///< storey of the site that the map shows
  bool follow = false;             ///< keep what is selected in the middle of the map
  MapView view;
  bool fit_wanted = true;
  bool view_moves = false;  ///< the map shows a moved picture and will be drawn anew
  enum class Fit : std::uint8_t { kAll, kCity, kSite, kSelected } fit = Fit::kAll;
  HeatKind heat_kind = HeatKind::kResponse;
  int hour = -1;                  ///< of the day, for heat and circles; -1: so far, free roads
  std::optional<HeatField> heat;  ///< of `main` at about now
  std::vector<BreakRule> rules;
  std::vector<Time> breaks;
  Notes notes;
  Tool tool = Tool::kSelect;
  Edits edits;
  Design design;
  CircleField circles, circles_before;  ///< of the design; of the scene as it is
  std::vector<BandPiece> bands;
  std::vector<FieldFan> fans;
  std::vector<RecordedGeometry::Camera> fans_of;  ///< the cameras as the fans have them
  bool densities_known = false;                   ///< of some fan how far a level reaches
  std::unique_ptr<SiteSight> sight;               ///< of the main document's site
  std::optional<double> seen_share, seen_before;  ///< by a camera; nothing without cameras
  std::vector<std::pair<int, double>> storeys_before;  ///< seen of each, before any change
  std::uint64_t design_version = 0;               ///< rises when any of these changes
  bool difference = true;                         ///< of two recordings: colour cells by the change
  bool split = true;  ///< two maps side by side, else one with the change on it
  /// Whether the map (the second one?) shows how response times have changed.
  bool shows_change(bool second) const {
    return other && difference && !pairs.empty() && (second || !split);
  }
  std::vector<CallPair> pairs;
  std::vector<std::string> changed;   ///< settings of the second recording that differ
  std::vector<std::string> plotted;   ///< figures drawn over time, beside what is always drawn
  std::unique_ptr<StudyTable> study;  ///< null: no study is open
  StudySource source;                 ///< from what its runs are made again
  bool study_open = false;            ///< shown in place of the map
  std::size_t study_design = 0, study_column = 0;
  std::uint64_t study_rep = 0;  ///< 0: none
  ChildRun child;
  std::deque<Job> jobs;  ///< the first one runs
  std::string scenario_path, vedette_path = "vedette";
  std::string message;  ///< one line for the user, until the next
  std::string binding;  ///< the command that the next key is for; "" for none
  bool keys_changed = false;
  bool palette_open = false, help_open = false, note_open = false, quit = false;
  LeftTab left_tab = LeftTab::kIncidents;
  UpperTab upper_tab = UpperTab::kInspector;
  LowerTab lower_tab = LowerTab::kLog;
  bool tabs_changed = true;  ///< by a command, not by a click
  int tabs_last = 1;  ///< chosen last: left 0, upper 1, lower 2; on a small window all are one
  SearchIndex search;

  ~Session();
  /// Throws InputError.
  void open(const std::string& path);
  void open_other(const std::string& path);
  void open_study(const std::string& path);
  void close_other();

  const Store* store() const { return main ? main->store.get() : nullptr; }
  TimeRange range() const;
  /// What panels show: the moment under the mouse on the time bar, else the cursor.
  Time shown() const { return hover_time.value_or(play.now); }
  void seek(Time t);
  void select(Selection s);
  /// Selects and goes to the incident's first stage, the map to its place.
  void go_to(IncidentId incident);
  const Incident* incident(IncidentId id) const;
  std::string entity_name(EntityId e) const;
  /// In the recording's language: the type's label and number.
  std::string incident_title(const Incident& incident) const;
  /// Where it is now; nothing if it is nowhere.
  std::optional<std::array<double, 2>> place_of(const Selection& s) const;

  /// Once a frame: reads on, plays, keeps snapshots, heat and design up to date.
  void tick(double real_s);
  /// Makes circles and fields anew after an edit, and what cameras see of the ground.
  void refresh_design();
  void refresh_circles();
  /// Shows the storey above (by > 0) or below.
  void change_level(int by);
  /// Whether what is on that floor of the recording is on the storey shown.
  bool on_level(std::uint32_t floor) const { return main->scene.level_of(floor) == level; }
  HeatField heat_of(const Document& document) const;
  void refresh_axis();
  void refresh_breaks();
  /// Pairs of calls anew; figures when they are next asked for.
  void refresh_figures();
  /// Of the recording, or of both: that reads them once more, so only when first asked for.
  const std::vector<FigureRow>& figures();
  /// As far as they were asked for; else none.
  const std::vector<FigureRow>& figures_so_far() const { return figures_; }
  /// In the language of the settings.
  void build_search();
  /// Lanes kept on top of the time bar: "lane.units", "entity:car-3".
  bool pinned(const std::string& lane) const;
  void toggle_pin(const std::string& lane);
  /// Draws a figure over time, or no longer.
  void toggle_plot(const std::string& figure);
  void next_event(int direction);
  void set_tab(LeftTab tab) { left_tab = tab, tabs_changed = true, tabs_last = 0; }
  void set_tab(UpperTab tab) { upper_tab = tab, tabs_changed = true, tabs_last = 1; }
  void set_tab(LowerTab tab) { lower_tab = tab, tabs_changed = true, tabs_last = 2; }
  /// Starts `vedette run` with the edits; its recording opens beside this one.
  void run_again();
  /// Runs the chosen design and replication of the study once more and opens it; with `pair` the
  /// same replication of the baseline too, as the first, so that both are compared.
  void open_run(bool pair);
  /// Looks for what the study's runs are made from, with what the user has said (scenario_path).
  void find_source();
  bool busy() const { return !jobs.empty(); }
  bool save_overlay(const std::string& path);
  /// What tests look at: cursor, selection, tool, edits, counts; one JSON document.
  std::string state_json() const;
  /// All letters that anything shown may need.
  std::string names_shown() const;

 private:
  void take_document(std::unique_ptr<Document> document);
  std::string scratch(const std::string& ending);
  void start_job(Job job);
  void tend_jobs();
  void job_failed();
  void tend_study();
  bool can_begin_at();
  std::vector<FigureRow> figures_;
  bool figures_due_ = false;
  double since_update_s_ = 0;
  int before_hour_ = -1;
  int scratch_files_ = 0;
  std::vector<std::string> scratch_paths_;
  std::optional<bool> can_begin_at_;
};

}  // namespace vedette::view
