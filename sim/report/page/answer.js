// SPDX-License-Identifier: Apache-2.0
// Title, what was asked, and the answer first.
function asked() {
  const s = DATA.scenario, r = DATA.run;
  const item = (key, value, wide) => h(
      "div", {class: wide ? "wide" : null}, h("dt", {}, word("asked." + key)), h("dd", {}, value));
  // 2024-05-13T00:00:00+08:00 reads better as 2024-05-13 00:00 (+08:00).
  const start = s.start.replace(
      /T(\d\d:\d\d)(?::00)?(.*)$/, (_, time, zone) => " " + time + (zone ? " (" + zone + ")" : ""));
  return h(
      "dl", {class: "asked"},
      item("span", word("asked.span_value", {span: span(s.horizon_s), start}), true),
      item("replications", number(r.replications)),
      item("recorded", word("asked.recorded_value", {n: r.replication})),
      item("seed", String(s.seed)), item("record", word("record." + r.record)),
      MARKS.length ? item("marks", word("unit.minutes", {n: MARKS.map(minutes).join(" / ")})) :
                     null);
}

function header() {
  const name = inLanguage(DATA.scenario.name) || word("title.unnamed");
  const about = inLanguage(DATA.scenario.description);
  return h(
      "header", {}, h("p", {class: "kicker"}, word("title.report")), h("h1", {}, name),
      about ? h("p", {class: "lead"}, about) : null,
      DATA.run.complete ?
          null :
          h("p", {class: "note"}, h("span", {class: "badge"}, word("run.incomplete")),
            " " + word("run.incomplete_note")),
      asked());
}

/** One bar per mark: the share reached within it, and its interval as a whisker. */
function gauges(within) {
  return h("div", {class: "gauges"}, within.map((figure, i) => {
    const text = percentBounds(figure);
    const low = text && Math.max(0, figure.low), high = text && Math.min(1, figure.high);
    const whisker = text &&
        h("span",
          {class: "whisker", style: {left: low * 100 + "%", width: (high - low) * 100 + "%"}});
    return [
      h("span", {}, word("band.within", {n: minutes(MARKS[i])})),
      h("span", {class: "track"}, h("span", {
          class: "fill",
          style: {width: (valueOf(figure) || 0) * 100 + "%", background: bandColour(i)}
        }),
        whisker),
      h("span", {class: "value"}, percent(valueOf(figure)), text ? h("small", {}, text) : null)
    ];
  }));
}

function intervalNote() {
  const r = DATA.run;
  return h(
      "p", {class: "note"},
      r.replications > 1 ?
          word("interval.note", {level: number(r.level * 100), n: number(r.replications)}) :
          word("interval.none"));
}

/** Which of two sentences: about the one run, or about the mean of many. */
const perRun = (key) => (DATA.run.replications > 1 ? key + "_mean" : key);

/** A span in a sentence, with its interval. */
function timed(figure) {
  const text = bounds(figure, clockSpan);
  return [
    strong(span(valueOf(figure))), text ? h("span", {class: "note num"}, " (" + text + ")") : ""
  ];
}

function callsAnswer(all) {
  const last = all.within.length - 1;
  const headline = valueOf(all.within[last]) === null ? null : all.within[last];
  return h(
      "div", {}, h("h3", {}, word("answer.calls")),
      headline ?
          h("p", {class: "say"},
            h("span", {class: "big"}, percentNumber(headline.value), h("small", {}, NBSP + "%")),
            sentence("answer.calls_within", {mark: strong(markName(MARKS[last]))})) :
          null,
      headline ? gauges(all.within) : null,
      h("p", {class: "say"},
        sentence("answer.calls_quantiles", {half: timed(all.p50_s), nine: timed(all.p90_s)})),
      h("p", {class: "note"},
        word(
            perRun("answer.calls_count"),
            {n: amount(valueOf(all.n)), unreached: amount(valueOf(all.unreached))})),
      intervalNote());
}

/** A clock of the first minutes with the marks, and who was there when. */
function strip(points) {
  const width = 460, x0 = 6, x1 = width - 8, y = 46;
  const end = Math.max(...MARKS, ...points.map((p) => p.t)) * 1.12 || 60;
  const x = (s) => x0 + (x1 - x0) * s / end;
  const label = points.map((p) => p.name + ": " + span(p.t)).join("; ");
  const picture = svg("svg", {viewBox: `0 0 ${width} 90`, role: "img", "aria-label": label});
  [0, ...MARKS, end].slice(0, -1).forEach((from, i) => {
    const to = i < MARKS.length ? MARKS[i] : end;
    picture.append(svg("rect", {
      x: x(from),
      y: y - 6,
      width: Math.max(0, x(to) - x(from)),
      height: 12,
      fill: bandColour(i)
    }));
  });
  const labels = markLabels(MARKS, end, x1 - x0);
  MARKS.forEach((m, i) => {
    const text = svg("text", {x: x(m), y: y + 29, "text-anchor": "middle", class: "tick"});
    text.textContent = labels[i];
    picture.append(svg("line", {x1: x(m), x2: x(m), y1: y - 9, y2: y + 11, class: "mark"}), text);
  });
  points.forEach((p, i) => {
    // Two that are close: the first label stands left of its pin, or, without room there, the
    // second one above it.
    const close = (k) => points[k] && points[k + 1] && x(points[k + 1].t) - x(points[k].t) < 150;
    const room = x(points[0].t) > width * 0.3;
    const lift = close(i - 1) && !room ? 24 : 0;
    const right = x(p.t) > width * 0.72 && !(close(i - 1) && room) || close(i) && room;
    const text = svg("text", {
      x: x(p.t) + (right ? 5 : -5),
      y: y - 18 - lift,
      "text-anchor": right ? "end" : "start",
      "font-weight": 700
    });
    text.textContent = p.name + " " + clockSpan(p.t);
    picture.append(
        svg("line", {x1: x(p.t), x2: x(p.t), y1: y - 14 - lift, y2: y, class: "pin"}),
        svg("circle", {cx: x(p.t), cy: y, r: 6.5, class: "pin dot"}), text);
  });
  return h("div", {class: "strip"}, picture);
}

function alarmAnswer() {
  const real = DATA.incidents.filter((i) => i.kind === "alarm" && i.real);
  const [intrusions, nuisance] =
      ["real", "nuisance"].map((by) => DATA.alarms.groups.find((g) => g.by === by) || {});
  const about = DATA.headline || {};
  const parts = [h("h3", {}, word("answer.alarm" + (about.kind ? "_of." + about.kind : "")))];
  if (!real.length) {
    parts.push(h("p", {class: "say"}, word("answer.alarm_none")));
  } else {
    const first = INCIDENTS.get(about.incident) || real[0], start = startOf(first);
    const points = [["guard", "guard_arrived"], ["police", "police_arrived"]].map(
        ([who, stage]) => ({who, t: at(first, stage) - start, seen: known(at(first, stage))}));
    points.forEach((p) => {
      p.name = word("who." + p.who);
    });
    const [guard, police] = points;
    const key =
        "answer.alarm_" + (guard.seen ? "guard" : "noguard") + (police.seen ? "_police" : "");
    parts.push(
        h("p", {class: "say"},
          sentence(key, {guard: strong(span(guard.t)), police: strong(span(police.t))})));
    const seen = points.filter((p) => p.seen).sort((a, b) => a.t - b.t);
    if (seen.length) parts.push(strip(seen));
    parts.push(h("p", {class: "note"}, word("answer.alarm_where", {
                   who: about.kind ? word("answer.alarm_who", {who: nameOf(about.who)}) : "",
                   type: typeName(first),
                   when: wallClock(start),
                   place: placeName(first),
                   more: real.length > 1 ? word("answer.alarm_more", {n: real.length - 1}) : ""
                 })));
  }
  if (DATA.run.replications > 1 && valueOf(intrusions.guard_p50_s) !== null) {
    parts.push(
        h("p", {},
          sentence(
              valueOf(intrusions.police_p50_s) === null ? "answer.alarm_over" :
                                                          "answer.alarm_over_police",
              {
                n: number(DATA.run.replications),
                guard: timed(intrusions.guard_p50_s),
                police: timed(intrusions.police_p50_s)
              })));
  }
  const count = (f) => valueOf(f) || 0;
  parts.push(h("p", {class: "note"}, word(perRun("answer.alarm_count"), {
                 n: amount(count(intrusions.n) + count(nuisance.n)),
                 nuisance: amount(count(nuisance.n)),
                 dismissed: amount(count(nuisance.dismissed))
               })));
  return h("div", {}, parts);
}

function answer() {
  const calls = DATA.calls && DATA.calls.groups.find((g) => g.by === "all");
  const parts =
      [calls ? callsAnswer(calls) : null, DATA.alarms ? alarmAnswer() : null].filter(Boolean);
  if (parts.length === 1) parts[0].className = "only";
  return section(
      "answer",
      parts.length ? h("div", {class: "answers"}, parts) : h("p", {}, word("answer.nothing")));
}
