// SPDX-License-Identifier: Apache-2.0
// The page of a camera placement: the answer first, then the map, the curve, the judge, the list.
const SEARCH = DATA.search, BUDGET = known(DATA.budget), MAP = DATA.map;
const MONEY = (x) => number(x, 0);
/** Names of levels are those of the density profile; "seen" is ours. */
const levelName = (name) => (name === "seen" ? word("place.level_seen") : Object.hasOwn(WORDS, "level." + name) ? word("level." + name) : name);
/** What people call a type of camera, or what cameras hang on. */
const called = (name) => inLanguage(DATA.labels[name]) || name;
/** The search counts larger cells than those that decide. */
const COARSER = DATA.candidates.judged_m < DATA.candidates.sample_m;
const partName = (p) => (p.name ? inLanguage(p.label) || p.name : word("place.rest"));
const comma = LANG === "zh" ? "，" : ", ";
const spread = (i) => percent(i.mean) + NBSP + "(" + fromTo(percentNumber(i.low), percentNumber(i.high)) + ")";
/** A difference of shares with its interval, in points. */
const pointsOf = (i) => (i.mean > 0 ? "+" : "") + word("unit.points", {n: number(100 * i.mean, 1) + NBSP +
    "(" + fromTo(number(100 * i.low, 1), number(100 * i.high, 1)) + ")"});

function placeHeader() {
  const item = (key, value) => h("div", {}, h("dt", {}, key), h("dd", {}, value));
  return h("header", {}, h("p", {class: "kicker"}, word("place.kicker")), h("h1", {}, inLanguage(DATA.scenario.name)),
           h("dl", {class: "asked"}, item(word("place.after"), number(SEARCH.found.cameras)),
             item(word("place.before"), number(DATA.before.cameras)), item(word("place.col_price"), MONEY(SEARCH.found.price)),
             item(word("place.col_level"), levelName(DATA.level)), item(word("asked.seed"), String(DATA.seed))));
}

/** What gets better or worse for intruders beyond chance belongs to the answer. */
function trialLine(key) {
  const t = DATA.trial, d = t && t.difference[key];
  if (!d || !known(d.low) || (d.low <= 0 && d.high >= 0)) return null;
  const what = key === "seen" ? word("place.seen") : word("place.in_time", {s: number(t.response_s)});
  return h("li", {}, sentence(d.high < 0 ? "place.trial_worse" : "place.trial_better", {what, before: percent(t.before[key].mean),
    after: strong(percent(t.after[key].mean)), difference: pointsOf(d)}));
}

function placeAnswer() {
  const key = BUDGET ? "place.say_budget" : DATA.met ? "place.say" : "place.say_short";
  const by = word("place.by_" + SEARCH.bound.by), gap = percent(SEARCH.gap);
  // The gap is a share of the answer's price; how much dearer it is, of the bound's.
  const dearer = BUDGET || !(SEARCH.bound.price > 0) ? DASH : percent(SEARCH.found.price / SEARCH.bound.price - 1);
  const bound = SEARCH.proven && (BUDGET || DATA.met) ? word(BUDGET ? "place.proven_budget" : "place.proven") :
      BUDGET ? word("place.gap_budget", {bound: MONEY(SEARCH.bound.covered), covered: MONEY(SEARCH.found.covered), gap, by}) :
               word("place.gap", {bound: MONEY(SEARCH.bound.price), dearer, by});
  const saved = SEARCH.greedy.price - SEARCH.found.price, short = DATA.parts.filter((p) => !p.met);
  return section("answer", [
    h("p", {class: "say"}, sentence(key, {cameras: strong(number(SEARCH.found.cameras)), price: strong(MONEY(SEARCH.found.price)),
      share: strong(percent(DATA.after.share)), level: levelName(DATA.level), budget: BUDGET ? strong(MONEY(DATA.budget)) : ""})),
    short.length && !BUDGET ? h("p", {}, word("place.short", {list: short.map(partName).join(LANG === "zh" ? "、" : ", ")})) : null,
    h("ul", {class: "limits"}, h("li", {}, word("place.today", {cameras: number(DATA.before.cameras), share: percent(DATA.before.share)})),
      h("li", {}, word("place.expected", {after: percent(DATA.after.expected_share), before: percent(DATA.before.expected_share)})),
      h("li", {}, bound, COARSER ? " " + word("place.bound_cells", {coarse: String(DATA.candidates.sample_m), fine: String(DATA.candidates.judged_m)}) : ""),
      known(DATA.before.price) ? h("li", {}, word("place.today_price", {price: MONEY(DATA.before.price)})) : null, trialLine("seen"), trialLine("in_time"),
      !BUDGET && saved > 0 ? h("li", {}, word("place.greedy", {price: MONEY(SEARCH.greedy.price), saved: MONEY(saved)})) : null)
  ]);
}

function mapPart() {
  const caption = (key, side) => word(key) + (LANG === "zh" ? "：" : ": ") + word("place.so_many", {n: number(side.cameras)}) + comma + percent(side.share);
  const legend = [["place.blind", {background: "var(--warn)", opacity: 0.5}], ["place.camera", {background: "var(--accent)", borderRadius: "50%"}],
                  ["place.building", {background: "var(--road)", outline: "1px solid var(--wall)"}]];
  return section("place-map", [
    h("p", {class: "note"}, word("place.map_note")),
    h("div", {class: "plans"}, ["before", "after"].map((side) => {
      const text = caption("place." + side, DATA[side]);
      return planFigure(sitePlan(MAP.box, MAP, MAP[side], text), text);
    })),
    h("ul", {class: "legend"}, legend.map(([key, style]) => h("li", {}, h("i", {style}), word(key))))
  ]);
}

function curvePart() {
  const all = DATA.curve, most = Math.max(all[all.length - 1].cameras, SEARCH.found.cameras, DATA.before.cameras);
  const width = NARROW ? 420 : 760, height = 330, left = 56, right = width - 20, top = 14, bottom = height - 44;
  const x = (n) => left + (right - left) * n / most, y = (s) => bottom - (bottom - top) * s;
  const text = (content, at) => {
    const t = svg("text", at);
    t.textContent = content;
    return t;
  };
  const picture = svg("svg", {viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": word("title.place-curve")});
  [0, 0.2, 0.4, 0.6, 0.8, 1].forEach((s) => picture.append(svg("line", {x1: left, x2: right, y1: y(s), y2: y(s), stroke: "var(--rule)"}),
      text(percent(s), {x: left - 8, y: y(s) + 5, "text-anchor": "end", class: "tick", "font-size": 12})));
  ticks(0, most).forEach((n) => picture.append(text(number(n), {x: x(n), y: height - 22, "text-anchor": "middle", class: "tick", "font-size": 12})));
  picture.append(text(word("place.curve_x"), {x: right, y: height - 4, "text-anchor": "end", class: "tick", "font-size": 12}));
  const line = (points, colour, width) => picture.append(svg("path", {d: "M" + points.map((p) => x(p.cameras) + "," + y(p.share)).join("L"),
    fill: "none", stroke: colour, "stroke-width": width}));
  line(all, "var(--faint)", 2);
  line(DATA.chosen_curve, "var(--accent)", 2.5);
  const cells = (key) => DATA.parts.reduce((sum, p) => sum + (p.asset ? 0 : p.area_m2 * p[key]), 0) / DATA.parts.reduce((sum, p) => sum + p.area_m2, 0);
  [[SEARCH.found.cameras, DATA.chosen_curve.at(-1).share, "place.after", "var(--accent)", 24], [DATA.before.cameras, cells("before"), "place.before", "var(--warn)", 22]]
      .forEach(([n, s, key, colour, dy]) => picture.append(
          svg("circle", {cx: x(n), cy: y(s), r: 6, fill: "var(--paper)", stroke: colour, "stroke-width": 3}),
          text(word(key), {x: Math.min(right, x(n) + 10), y: y(s) + dy, "text-anchor": x(n) > right - 90 ? "end" : "start", "font-size": 13, "font-weight": 700})));
  const reached = (points, s) => points.find((p) => p.share >= s - 1e-12);
  const rows = [0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 1].map((s) => [s, reached(DATA.chosen_curve, s), reached(all, s)]).filter(([, mine, p]) => mine || p);
  const cell = (p) => (p ? word("place.curve_cell", {n: number(p.cameras), price: MONEY(p.price)}) : DASH);
  return section("place-curve", [h("p", {class: "note"}, word("place.curve_note")), h("div", {class: "strip"}, picture),
    h("ul", {class: "legend"}, [["place.curve_chosen", "var(--accent)"], ["place.curve_greedy", "var(--faint)"]].map(
        ([key, colour]) => h("li", {}, h("i", {style: {background: colour}}), word(key)))),
    simpleTable("", [word("place.curve_for"), word("place.curve_chosen"), word("place.curve_greedy")],
                rows.map(([s, mine, p]) => [percent(s), cell(mine), cell(p)])),
    h("p", {class: "note"}, word("place.curve_differs", {n: number(SEARCH.found.cameras), greedy: number(SEARCH.greedy.cameras)}))]);
}

function trialPart() {
  const t = DATA.trial;
  if (!t) return null;
  const rows = (key) => ["before", "after"].map((side) => ({...t[side][key], name: word("place." + side), strong: side === "after",
                                                            text: percent(t[side][key].mean)}));
  const in_time = word("place.in_time", {s: number(t.response_s)});
  return section("place-trial", [
    h("p", {class: "note"}, word("place.trial_note", {n: number(t.intruders), way: number(t.mean_way_m), speed: number(t.speed_mps, 1), needed: number(t.needed_s, 1)})),
    h("h3", {}, word("place.seen")), dots(rows("seen"), "share", [], word("place.seen")),
    h("h3", {}, in_time), dots(rows("in_time"), "share", [], in_time),
    h("p", {}, word("place.trial_diff", {seen: pointsOf(t.difference.seen), in_time: pointsOf(t.difference.in_time)}))
  ]);
}

function partsPart() {
  const heads = ["part", "level", "area", "asked", "today", "then", "expected", "met", "unreachable"].map((k) => word("place.col_" + k));
  const yes = (share) => word(share >= 1 ? "place.yes" : "place.no");
  const met = (p) => (p.met ? word("place.yes") : h("strong", {}, word("place.no")));
  return section("place-parts", simpleTable("", heads, DATA.parts.map((p) => p.asset ?
      [partName(p), levelName(p.level), DASH, word("place.cameras_at_once", {n: p.cameras}), yes(p.before), yes(p.share), DASH, met(p), p.out_of_reach > 0 ? word("place.yes") : DASH] :
      [partName(p), levelName(p.level), word("place.m2", {n: number(p.area_m2)}), percent(p.asked), percent(p.before), percent(p.share),
       percent(p.expected), met(p), percent(p.out_of_reach)])));
}

function listPart() {
  const on = DATA.chosen.some((c) => c.on);
  const heads = ["no", "type", "spot", "at", "azimuth", "price"].map((k) => word("place.col_" + k)).concat(on ? [word("place.col_on")] : []);
  const rows = DATA.chosen.map((c, i) => [String(i + 1), called(c.type), c.spot, number(c.at[0], 1) + ", " + number(c.at[1], 1), number(c.azimuth_deg) + "°",
                                          MONEY(c.price)].concat(on ? [c.on ? called(c.on) : DASH] : []));
  const command = (text) => h("code", {class: "key"}, text);
  const placed = DATA.placed || "placed.yaml";
  return section("place-list", [
    h("p", {}, Object.entries(DATA.types).map(([type, n]) => word("place.total", {n: number(n), type: called(type)})).join(comma) + (LANG === "zh" ? "。" : ".")),
    h("p", {class: "note"}, word("place.list_note")),
    h("details", {class: "chapter", open: rows.length <= 40}, h("summary", {}, word("title.place-list")), simpleTable("", heads, rows)),
    h("h3", {}, word("place.watch")), h("p", {class: "note"}, word("place.watch_note")),
    h("p", {}, command(`vedette study ${DATA.scenario.file} ${placed} --reps 100 -o before-after.vds`)),
    h("p", {}, command("vedette report before-after.vds -o before-after.html"))
  ]);
}

function placeOrigin() {
  return section("place-origin", [
    h("p", {}, word("place.how", {tried: number(DATA.candidates.tried), useful: number(DATA.candidates.useful), cells: number(DATA.candidates.cells)})),
    h("p", {}, word("place.limits", {m: String(DATA.candidates.sample_m), fine: String(DATA.candidates.judged_m)})),
    h("dl", {class: "terms"}, h("dt", {}, word("from.program")), h("dd", {class: "key"}, "vedette " + DATA.version),
      h("dt", {}, word("place.scenario")), h("dd", {class: "key"}, DATA.scenario.file),
      h("dt", {}, word("place.hash")), h("dd", {class: "key"}, DATA.scenario.hash))
  ]);
}

const page = document.getElementById("page");
const parts = [placeAnswer(), mapPart(), curvePart(), trialPart(), partsPart(), listPart(), placeOrigin()].filter(Boolean);
const head = placeHeader();
head.append(h("nav", {"aria-label": word("nav.label")}, h("ol", {}, parts.map(
    (part) => h("li", {}, h("a", {href: "#" + part.id}, part.querySelector("h2").textContent))))));
page.replaceChildren(head, h("main", {}, parts), h("footer", {}, word("footer.made", {program: "vedette " + DATA.version})));
document.documentElement.dataset.ready = "yes";
