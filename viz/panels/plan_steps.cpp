// SPDX-License-Identifier: Apache-2.0
// The steps of the response plan that an incident followed: when each was due, how long it took,
// against its target, by whom.
#include <fmt/format.h>

#include <algorithm>

#include "viz/panels/widgets.hpp"

namespace vedette::view {

namespace {

constexpr Colour kInTime = rgb(0x2FBF9B);

/// What is known of a step at a moment.
struct Known {
  bool due = false, begun = false, over = false;
  Colour colour = 0;
  std::string mark;
};

Known known_at(const Ui& ui, const PlanStepRecord& r, const StepTargets& targets, Time now,
               Time end) {
  Known k;
  k.due = r.due != kUnset && r.due <= now;
  k.begun = r.start != kUnset && r.start <= now;
  k.over = r.outcome == StepOutcome::kDone || r.outcome == StepOutcome::kFailed
               ? r.end != kUnset && r.end <= now
               : r.outcome != StepOutcome::kOpen && end <= now;
  const StepJudgement j = judge(r, targets, end);
  k.colour = ui.colours.dim;
  if (k.due) k.colour = okabe::kYellow;
  if (!k.over) return k;
  const bool done = r.outcome == StepOutcome::kDone;
  k.colour = !j.counts ? ui.colours.dim : j.in_time ? kInTime : ui.colours.warning;
  k.mark = done ? (j.in_time ? "✓" : "!") : r.outcome == StepOutcome::kLeftOut ? "–" : "×";
  return k;
}

void tooltip(const Ui& ui, const RecordedPlanStep& step, const PlanStepRecord& r) {
  ImGui::BeginTooltip();
  ImGui::TextUnformatted(
      (ui.session.settings.lang == Lang::kZh ? step.label_zh : step.label_en).c_str());
  ui.dim_text(ui.named("owner", step.owner));
  const auto line = [&](const char* key, const std::string& value) {
    ui.dim_text(std::string(ui.tr(key)) + "  " + value);
  };
  if (r.due != kUnset) line("plan.due", ui.time(r.due, 1));
  if (r.start != kUnset) line("plan.begun", ui.time(r.start, 1));
  if (r.end != kUnset) line("plan.done", ui.time(r.end, 1));
  if (step.target != kUnreachable) line("plan.target", ui.span(step.target));
  if (step.alarm_target != kUnreachable) line("plan.alarm_target", ui.span(step.alarm_target));
  ImGui::TextUnformatted(ui.named("outcome", outcome_name(r.outcome)).c_str());
  ImGui::EndTooltip();
}

}  // namespace

void plan_steps(Ui& ui, const Incident& n) {
  Session& s = ui.session;
  const auto steps = s.store()->steps(s.store()->index_of(n.id));
  if (steps.empty()) return;
  const RecordedPlan& plan = s.store()->plans()[steps.front().plan];
  const bool zh = s.settings.lang == Lang::kZh;
  ImGui::Spacing();
  ui.heading(
      (std::string(ui.tr("plan.title")) + "  " + (zh ? plan.label_zh : plan.label_en)).c_str());
  // One scale for all: from the first that was due to the last that ended.
  Time begin = kNever, last{0};
  double credit = 0, weight = 0;
  for (const PlanStepRecord& r : steps) {
    const RecordedPlanStep& step = plan.steps[r.step];
    if (r.due == kUnset) continue;
    begin = std::min(begin, r.due);
    last = std::max(last, r.end == kUnset ? r.due : r.end);
    if (step.target != kUnreachable && step.target < kDay)
      last = std::max(last, r.due + step.target);
    if (const StepJudgement j = judge(r, step.targets(), s.store()->end()); j.counts)
      credit += j.credit * step.weight, weight += step.weight;
  }
  if (weight > 0) {
    ImGui::SameLine();
    ui.dim_text(fmt::format("{:.0f} / 100", credit / weight * 100));
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", ui.tr("plan.score"));
  }
  const Time now = s.shown();
  const double whole = begin == kNever ? 1 : std::max(1e6, static_cast<double>((last - begin).us));
  const float times = ui.px(96), h = ui.px(20), room = ImGui::GetContentRegionAvail().x;
  float names = ui.px(110);
  for (const PlanStepRecord& r : steps) {
    const RecordedPlanStep& step = plan.steps[r.step];
    const std::string& label = zh ? step.label_zh : step.label_en;
    names = std::max(names, ui.small->CalcTextSizeA(ui.small->FontSize, 1e9f, 0, label.c_str()).x +
                                ui.px(24));
  }
  names = std::min(names, std::max(ui.px(110), room * 0.55f));
  const float w = std::max(20.0f, room - names - times);
  ImDrawList* d = ImGui::GetWindowDrawList();
  int row = 0;
  for (const PlanStepRecord& r : steps) {
    const RecordedPlanStep& step = plan.steps[r.step];
    const Known k = known_at(ui, r, step.targets(), now, s.store()->end());
    ImGui::PushID(row++);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (ImGui::Selectable("##step", false, 0, {0, h - ImGui::GetStyle().ItemSpacing.y}) &&
        r.due != kUnset) {
      s.seek(r.due);
      if (r.who.valid()) s.hovered = Selection::of(r.who);
    }
    ui.mark("step:" + step.name);
    if (ImGui::IsItemHovered()) {
      tooltip(ui, step, r);
      if (r.who.valid()) s.hovered = Selection::of(r.who);
    }
    const float y = at.y + h * 0.4f;
    d->PushClipRect(at, {at.x + names - ui.px(6), at.y + h}, true);
    d->AddText(ui.small, ui.small->FontSize, {at.x, y - ui.small->FontSize / 2}, k.colour,
               k.mark.c_str());
    d->AddText(ui.small, ui.small->FontSize, {at.x + ui.px(14), y - ui.small->FontSize / 2},
               k.due ? ui.colours.text : ui.colours.dim,
               ui.cut(zh ? step.label_zh : step.label_en, names - ui.px(22), ui.small).c_str());
    d->PopClipRect();
    const auto x_of = [&](Time t) {
      return at.x + names +
             static_cast<float>(std::clamp(static_cast<double>((t - begin).us) / whole, 0.0, 1.0)) *
                 w;
    };
    std::string took;
    if (r.due != kUnset) {
      const Time until =
          r.end == kUnset ? std::max(r.due, std::min(last, s.store()->end())) : r.end;
      if (step.target != kUnreachable) {
        const float x = x_of(r.due + step.target);
        d->AddRectFilled({x_of(r.due), y - ui.px(5)}, {x, y + ui.px(5)},
                         faded(ui.colours.line, 0.9));
        d->AddLine({x, y - ui.px(7)}, {x, y + ui.px(7)}, ui.colours.dim, ui.px(1.5f));
      }
      const float x0 = x_of(r.due), x1 = std::max(x_of(until), x0 + 2);
      d->AddRectFilled({x0, y - ui.px(3)}, {x1, y + ui.px(3)}, faded(k.colour, k.due ? 0.95 : 0.3),
                       ui.px(2));
      if (r.end != kUnset) took = ui.span(r.end - r.due);
    }
    if (step.target != kUnreachable) took += (took.empty() ? "" : " / ") + ui.span(step.target);
    const float tw = ui.small->CalcTextSizeA(ui.small->FontSize, 1e9f, 0, took.c_str()).x;
    d->AddText(ui.small, ui.small->FontSize,
               {at.x + names + w + times - tw - ui.px(2), y - ui.small->FontSize / 2},
               k.over ? k.colour : ui.colours.dim, took.c_str());
    ImGui::PopID();
  }
}

}  // namespace vedette::view
