// SPDX-License-Identifier: Apache-2.0
// Tables: measures with intervals, utilisation, the worst cases.
function figureCell(figure, format, label) {
  const text = format === percent ? shareBounds(figure) : bounds(figure, format);
  return h(
      "td", {class: "n", "data-label": label}, format(valueOf(figure)),
      text ? h("small", {}, text) : null);
}

/** Columns: [heading, figure of a group, format]. */
function groupTable(caption, groups, all) {
  // What nobody has a value for is no column.
  const columns = all.filter(([, pick]) => groups.some((g) => valueOf(pick(g)) !== null));
  const rows = [];
  let by = null;
  for (const group of groups) {
    if (group.by !== by && ["priority", "type", "district"].includes(group.by)) {
      rows.push(h(
          "tr", {class: "group"},
          h("th", {colspan: columns.length + 1, scope: "rowgroup"}, word("group.by_" + group.by))));
    }
    by = group.by;
    rows.push(
        h("tr", {class: by === "all" ? "all" : null}, h("th", {scope: "row"}, groupName(group)),
          columns.map(([head, pick, format]) => figureCell(pick(group), format, head))));
  }
  return h(
      "table", {class: "cards"}, h("caption", {}, caption),
      h("thead", {},
        h("tr", {}, h("th", {scope: "col"}, word("table.group")),
          columns.map(
              ([head]) =>
                  h("th", {scope: "col", class: "n", style: {width: 82 / columns.length + "%"}},
                    head)))),
      h("tbody", {}, rows));
}

const shareColumns = (pick) => MARKS.map(
    (m, k) => [word("band.within", {n: minutes(m)}), (g) => pick(g) && pick(g)[k], percent]);
const spanColumn = (key, pick) => [word("table." + key), pick, clockSpan];
const countColumn = (key, pick) => [word("table." + key), pick, amount];

function callTable() {
  if (!DATA.calls) return null;
  return groupTable(word("table.calls"), DATA.calls.groups, [
    countColumn("n", (g) => g.n), ...shareColumns((g) => g.within),
    spanColumn("p50", (g) => g.p50_s), spanColumn("p90", (g) => g.p90_s),
    spanColumn("p95", (g) => g.p95_s), spanColumn("mean", (g) => g.mean_s),
    spanColumn("scene", (g) => g.dispatch_p50_s), spanColumn("turnout", (g) => g.turnout_p50_s),
    spanColumn("travel", (g) => g.travel_p50_s), spanColumn("complete", (g) => g.complete_p50_s)
  ]);
}
function alarmTable() {
  if (!DATA.alarms) return null;
  const groups = DATA.alarms.groups.map((g) => ({...g, kind: "alarm"}));
  return groupTable(word("table.alarms"), groups, [
    countColumn("n", (g) => g.n), countColumn("confirmed", (g) => g.confirmed),
    countColumn("dismissed", (g) => g.dismissed), spanColumn("assessed", (g) => g.assessed_p50_s),
    spanColumn("assessed90", (g) => g.assessed_p90_s), spanColumn("guard", (g) => g.guard_p50_s),
    spanColumn("guard90", (g) => g.guard_p90_s), spanColumn("police", (g) => g.police_p50_s)
  ]);
}

function taskTable() {
  if (!DATA.work || !DATA.work.tasks) return null;
  return groupTable(word("table.tasks"), DATA.work.tasks.groups, [
    countColumn("n", (g) => g.n), [word("table.done"), (g) => g.done, percent],
    [word("table.in_time"), (g) => g.in_time, percent], spanColumn("p50", (g) => g.p50_s),
    spanColumn("p90", (g) => g.p90_s)
  ]);
}

function patrolTable() {
  const fleets = DATA.work && DATA.work.patrols_by_fleet, MOST = 12;
  if (!fleets) return null;
  const columns = [
    [word("work.visits"), (f) => f.visits, amount], spanColumn("p50", (f) => f.p50_s),
    spanColumn("p90", (f) => f.p90_s), [word("table.longest"), (f) => f.longest_s, clockSpan],
    [word("work.irregularity"), (f) => f.irregularity, (x) => number(x, 2)]
  ];
  const table = (list) => groupTable(word("table.patrols"), list, columns);
  return [
    table(fleets.slice(0, MOST)),
    fleets.length > MOST ?
        h("details", {},
          h("summary", {}, word("planner.more_fleets", {n: fleets.length - MOST})),
          table(fleets.slice(MOST))) :
        null
  ];
}

/** Posts, patrol points, finds, stop checks, doors, guard tours, sensors: one figure a line. */
function work() {
  if (!DATA.work) return null;
  const ratio = (x) => number(x, 2);
  const formats = {
    windows: amount,
    visits: amount,
    finds: amount,
    stop_checks: amount,
    passages: amount,
    refused: amount,
    forced: amount,
    parties: amount,
    turned_away: amount,
    visitor_passages: amount,
    irregularity: ratio,
    due: amount,
    attempts: amount,
    nuisance_per_day: ratio,
    nuisance_per_zone_day: ratio
  };
  const table = (part, title) => {
    const facts = DATA.work[part];
    if (!facts) return null;
    const rows = Object.entries(facts).filter(([, figure]) => valueOf(figure) !== null);
    return h(
        "div", {},
        h("table", {}, h("caption", {}, word(title)),
          h("tbody", {},
            rows.map(
                ([key, figure]) =>
                    h("tr", {}, h("th", {scope: "row"}, word("work." + key)),
                      figureCell(
                          figure, formats[key] || (key.endsWith("_s") ? span : percent),
                          word("work." + key)))))));
  };
  const parts = [
    table("posts", "work.posts"), table("patrol", "work.patrol"),
    table("finds", "work.finds_title"), table("stop_checks", "work.stop_checks_title"),
    table("doors", "work.doors"), table("visitors", "work.visitors"),
    table("tours", "work.tours"), table("sensors", "work.sensors")
  ].filter(Boolean);
  return parts.length ? [h("h3", {}, word("work.title")), h("div", {class: "columns"}, parts)] :
                        null;
}

function utilisation() {
  const parts = DATA.utilisation.filter((u) => u.each.length).map((u) => {
    const shown = u.each.slice().sort((a, b) => b.share - a.share || (a.name < b.name ? -1 : 1));
    const table = (list, caption) =>
        h("table", {class: "busy"}, caption,
          h("tbody", {},
            list.map(
                (e) =>
                    h("tr", {}, h("th", {scope: "row"}, e.name),
                      h("td", {class: "barcell"},
                        h("div", {}, h("span", {
                            class: "bar",
                            style: {width: Math.min(100, (e.share || 0) * 100) + "%"}
                          }))),
                      h("td", {class: "n"}, percent(e.share)),
                      h("td", {class: "n"}, h("small", {}, word("use.hours", {
                                                busy: number(e.busy_s / 3600, 1),
                                                duty: number(e.duty_s / 3600, 1)
                                              })))))));
    const caption =
        h("caption", {}, word("use." + u.kind), " ",
          h("span", {class: "note"},
            word("use.mean", {share: percent(valueOf(u.mean)), n: u.each.length}),
            percentBounds(u.mean) ? " (" + percentBounds(u.mean) + ")" : ""));
    const first = table(shown.slice(0, 10), caption);
    return h(
        "div", {}, first,
        shown.length > 10 ?
            h("details", {}, h("summary", {}, word("use.more", {n: shown.length - 10})),
              table(shown.slice(10), null)) :
            null);
  });
  return parts.length ?
      [
        h("h3", {}, word("use.title")), h("p", {class: "note"}, word("use.note")),
        h("div", {class: "columns"}, parts)
      ] :
      null;
}

function tables() {
  const parts =
      [
        callTable(), taskTable(), alarmTable(), intervalNote(), hours(), work(), patrolTable(),
        utilisation(), theory()
      ]
          .filter(Boolean);
  return section("figures", parts);
}

function worstTable(key, ids) {
  const list = ids.map((id) => INCIDENTS.get(id)).filter(Boolean);
  if (!list.length) return null;
  return h(
      "table", {class: "cards"}, h("caption", {}, word("worst." + key)),
      h("thead", {},
        h("tr", {},
          ["what", "when", "where", "response", "slowest", "map"].map(
              (c) =>
                  h("th", {scope: "col", class: c === "response" ? "n" : null},
                    word("worst.col_" + c))))),
      h("tbody", {}, list.map((i) => {
        const t = response(i), slow = slowest(i);
        const label = (c) => word("worst.col_" + c);
        return h(
            "tr", {},
            h("th", {scope: "row"}, title(i), h("br"),
              h("small", {class: "note"},
                i.kind === "alarm" ?
                    [typeName(i), " · ", word(i.real ? "alarm.real" : "alarm.nuisance")] :
                    [typeName(i), " · ", word("group.priority", {n: i.priority})])),
            h("td", {"data-label": label("when"), class: "num"}, wallClock(startOf(i))),
            h("td", {"data-label": label("where")}, placeName(i)),
            h("td", {"data-label": label("response"), class: "n"},
              t === null ? word("band.unreached") : h("strong", {}, span(t))),
            h("td", {"data-label": label("slowest"), class: "full"},
              slow ? word("worst.slowest", {stage: stageName(slow.stage), span: span(slow.took)}) :
                     word("worst.waiting", {stage: stageName(lastStage(i))})),
            h("td", {class: "full"}, known(i.x) ? mapButton(i) : null));
      })));
}
function worst() {
  const parts = [worstTable("calls", DATA.worst.calls), worstTable("alarms", DATA.worst.alarms)];
  return parts.some(Boolean) ?
      section("worst", [h("p", {class: "lead"}, word("worst.lead")), ...parts]) :
      null;
}
