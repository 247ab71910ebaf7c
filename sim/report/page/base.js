// SPDX-License-Identifier: Apache-2.0
// Words, elements and numbers. Everything that comes from input enters the page as a text node.
const WORDS = JSON.parse(document.getElementById("words").textContent);
const DATA = JSON.parse(document.getElementById("data").textContent);
const LANG = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
const NBSP = "\u00a0", MINUS = "\u2212", DASH = "\u2013";

function raw(key) {
  if (Object.hasOwn(WORDS, key)) return WORDS[key];
  console.error("missing word: " + key);
  return key;
}

/** The word `key` with {name} replaced by values.name, as a string. */
function word(key, values = {}) {
  return raw(key).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** The same as a list of nodes, so that values may be elements. */
function sentence(key, values = {}) {
  return raw(key).split(/(\{\w+\})/).filter(Boolean).map((part) => {
    const name = /^\{(\w+)\}$/.exec(part);
    return name ? values[name[1]] ?? "" : part;  // h() flattens lists
  });
}

/** An element; children are elements, strings, null or lists of these. */
function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on"))
      element.addEventListener(name.slice(2), value);
    else if (name === "style")
      Object.assign(element.style, value);
    else
      element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined));
  return element;
}

function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const strong = (text) => h("strong", {class: "num"}, text);
const known = (x) => typeof x === "number" && Number.isFinite(x);
/** A text in the page's language, or in the other where it is missing. */
const inLanguage = (t) => (t && (t[LANG] || t.en || t.zh)) || "";

// --- numbers: the same on every machine, whatever its locale ------------------------------------
function number(x, decimals = 0) {
  if (!known(x)) return DASH;
  const [whole, part] = Math.abs(x).toFixed(decimals).split(".");
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? "." + part : "");
  return (x < 0 && Number(text.replace(/,/g, "")) !== 0 ? MINUS : "") + text;
}

/** Of counts that are means over replications: whole where they are whole. */
const amount = (x) => number(x, known(x) && Number.isInteger(x) ? 0 : 1);
/** As many decimals as it takes, `least` at least, that only 100 reads 100 and only 0 reads 0. */
function decimals(percent, least) {
  const near = Math.min(Math.abs(percent), Math.abs(100 - percent));
  let d = least;
  while (near > 0 && near <= 0.5000005 * 10 ** -d && d < 9) ++d;
  return number(percent, d);
}
const percentNumber = (share) => (known(share) ? decimals(share * 100, 1) : DASH);
const percent = (share) => (known(share) ? word("unit.percent", {n: percentNumber(share)}) : DASH);

/** Milliseconds and microseconds too: a network's times are short. */
function brief(s) {
  if (!known(s)) return DASH;
  if (s < 0) return MINUS + brief(-s);
  if (s === 0) return word("unit.s", {n: 0});
  const short = (x) => number(x, x < 9.995 ? 2 : x < 99.95 ? 1 : 0);
  if (s < 0.9995e-3) return word("unit.us", {n: short(s * 1e6)});
  if (s < 0.9995) return word("unit.ms", {n: short(s * 1000)});
  return s < 59.95 ? word("unit.s", {n: number(s, 1)}) : span(s);
}

/** A span as people say it: 3 min 12 s. */
function span(s) {
  if (!known(s)) return DASH;
  if (s < 0) return MINUS + span(-s);
  if (s < 0.9995) return brief(s);
  if (s < 9.95) return word("unit.s", {n: number(s, 1)});
  const whole = Math.round(s);
  if (whole < 60) return word("unit.s", {n: whole});
  const pad = (n) => String(n).padStart(2, "0");
  if (whole < 3600) {
    const parts = {m: Math.floor(whole / 60), s: pad(whole % 60)};
    return whole % 60 ? word("unit.min_s", parts) : word("unit.min", {n: parts.m});
  }
  if (whole < 2 * 86400) {
    const minutes = Math.floor((whole % 3600) / 60);
    return minutes ? word("unit.h_min", {h: Math.floor(whole / 3600), m: pad(minutes)}) :
                     word("unit.h", {n: Math.floor(whole / 3600)});
  }
  return word("unit.days", {n: number(s / 86400, s % 86400 ? 1 : 0)});
}

/** A span as tables show it: minutes and seconds, 3:12. */
function clockSpan(s) {
  if (!known(s)) return DASH;
  if (Math.round(s) < 0) return MINUS + clockSpan(-s);
  const whole = Math.round(s);
  return Math.floor(whole / 60) + ":" + String(whole % 60).padStart(2, "0");
}

const minutes = (s) => number(s / 60, s % 60 ? 1 : 0);
/** A mark in a sentence: "5 minutes". */
const markName = (s) =>
    (s === 60 ? word("unit.minute_one") : word("unit.minutes", {n: minutes(s)}));

/**
 * What marks along a clock of `width` pixels up to `end` are called: "1 min" each, or, where that
 * has no room, numbers with the unit at the last; empty where even those would meet.
 */
function markLabels(marks, end, width) {
  const x = (m) => width * m / end;
  const all = marks.every((m, i) => i === 0 || x(m) - x(marks[i - 1]) >= 48);
  let next = null;
  return marks
      .map((m, i) => [m, i === marks.length - 1])
      .reverse()
      .map(([m, last]) => {
        if (all || last) {
          next = x(m) - 12;
          return word("unit.min", {n: minutes(m)});
        }
        if (next - x(m) < 16) return "";
        next = x(m);
        return minutes(m);
      })
      .reverse();
}

/** The value of a figure; null where there is none. */
const valueOf = (figure) => (figure && known(figure.value) ? figure.value : null);

/** Low and high of a figure with a formatter, or null when there is no interval. */
function bounds(figure, format) {
  if (!figure || !known(figure.low) || !known(figure.high)) return null;
  // No figure of this page can be negative, though the interval of a mean may reach below zero.
  return format(Math.max(0, figure.low)) + DASH + format(Math.max(0, figure.high));
}
const shareBounds = (f) => bounds(f, (x) => percentNumber(Math.min(1, x)));
const percentBounds = (f) => {
  const text = shareBounds(f);
  return text && word("unit.percent", {n: text});
};

// --- time of day ---------------------------------------------------------------------------------
const pad2 = (n) => String(n).padStart(2, "0");
/** Simulated time as the wall clock of the scenario: weekday, or date in long runs, and time. */
function wallClock(t) {
  const scenario = DATA.scenario;
  const s = Math.floor(scenario.start_second_of_day + t);
  const day = Math.floor(s / 86400), ofDay = s - day * 86400;
  const time = pad2(Math.floor(ofDay / 3600)) + ":" + pad2(Math.floor((ofDay % 3600) / 60)) + ":" +
      pad2(ofDay % 60);
  if (scenario.horizon_s <= 7 * 86400) {
    return word("day." + ((((scenario.start_weekday + day) % 7) + 7) % 7)) + " " + time;
  }
  const date = new Date(Date.parse(scenario.start.slice(0, 10) + "T00:00:00Z") + day * 86400e3);
  return (Number.isNaN(date.getTime()) ? String(day) : date.toISOString().slice(0, 10)) + " " +
      time;
}

// --- colours: Okabe & Ito's, told apart by every kind of sight, one for each band of marks
// --------
const BANDS = [
  [], ["#0072b2", "#d55e00"], ["#0072b2", "#e69f00", "#d55e00"],
  ["#0072b2", "#56b4e9", "#e69f00", "#d55e00"],
  ["#0072b2", "#56b4e9", "#009e73", "#e69f00", "#d55e00"]
];
const MARKS = DATA.marks_s;
function band(s) {
  const i = MARKS.findIndex((m) => s <= m);
  return i < 0 ? MARKS.length : i;
}
function bandColour(i) {
  const colours = BANDS[Math.min(MARKS.length, BANDS.length - 1)];
  return colours[i === MARKS.length ? colours.length - 1 : Math.min(i, colours.length - 2)];
}
function bandName(i) {
  if (i === MARKS.length) return word("band.over", {n: minutes(MARKS[i - 1])});
  return word("band.within", {n: minutes(MARKS[i])});
}
/** A colour of the page as it is now (light, dark or paper). */
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// --- sections
// --------------------------------------------------------------------------------------
const SECTIONS = [];
/** A numbered part of the page; `after` runs when it is in the document (charts need a size). */
function section(id, children, after) {
  SECTIONS.push({id, after});
  return h("section", {id}, h("h2", {}, word("title." + id)), children);
}
