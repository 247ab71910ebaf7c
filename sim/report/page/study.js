// SPDX-License-Identifier: Apache-2.0
// The page of a study: the answer first, then what each design gives, and how sure that is.
const STUDY = DATA.study, DESIGNS = DATA.designs || [];
const MEASURES = DATA.measures.map((m, i) => (m.unit !== "s" ? m :
    {...m, unit: spanUnit(Math.max(0, ...DESIGNS.map((d) => Math.abs(d.results[i].mean) || 0)))}));
const LEVEL = word("unit.percent", {n: number(100 * STUDY.confidence, STUDY.confidence * 1000 % 10 ? 1 : 0)});
const DECIDE = MEASURES.map((m, i) => ({...m, i})).filter((m) => m.decides);
const OTHERS = MEASURES.map((m, i) => ({...m, i})).filter((m) => !m.decides);
const MOST_ROWS = 40;
/** Money, with the decimals that it has, two at most. */
const price = (x) => number(x, Math.abs(x * 10 - Math.round(x * 10)) > 1e-6 ? 2 : Number.isInteger(x) ? 0 : 1);
/** Names of designs are long: they may break after a comma. */
const bold = (text) => h("strong", {}, String(text).replaceAll(",", ",\u200b"));
/** Points of a range have as many digits as the computer; four say enough. */
const levelText = (text) => (/^-?\d+\.\d{4,}$/.test(text) ? String(Number(Number(text).toPrecision(4))) : text);
const levelName = (f, level) => inLanguage(f && f.names && f.names[level]) || levelText(level);
/** A design in words: what each factor is set to. */
const inWords = (d) => {
  const text = DATA.factors.filter((f) => d.levels && f.name in d.levels)
                   .map((f) => (inLanguage(f.label) || f.name) + (LANG === "zh" ? "：" : ": ") + levelName(f, d.levels[f.name])).join(LANG === "zh" ? "；" : "; ");
  return text.charAt(0).toUpperCase() + text.slice(1);
};
/** Where levels have names, designs are called by them, one factor after the other. */
const NAMED = DATA.factors.some((f) => f.names);
const BETWEEN = NBSP + "\u00b7 ";
const byLevels = (d) => (NAMED && d.levels && DATA.factors.every((f) => f.name in d.levels) ?
    DATA.factors.map((f) => levelName(f, d.levels[f.name])).join(BETWEEN) : "");
const factorName = (name) => inLanguage((DATA.factors.find((f) => f.name === name) || {}).label) || name || "";
/** Two scenarios: before and after. */
const TWO = STUDY.design === "scenarios" && DESIGNS.length === 2 && Boolean(DESIGNS[1].differences);
const designName = (d) => inLanguage(d.label) ||
    (TWO && !STUDY.file ? word(d.baseline ? "col.before" : "col.after") : d.baseline ? word("study.baseline") : byLevels(d) || d.name);
const called = (name) => designName(DESIGNS.find((d) => d.name === name) || {name});
const label = (id) => inLanguage((MEASURES.find((m) => m.id === id) || {}).label) || id;
const unitOf = (id) => (MEASURES.find((m) => m.id === id) || {}).unit;
const ANSWER = DATA.answer || {}, CHOSEN = DESIGNS.find((d) => d.name === ANSWER.design);
const BASE = DESIGNS.find((d) => d.baseline);
/** Nothing is recommended whose lead may be chance, or that is worse elsewhere. */
const RECOMMENDED = ANSWER.kind === "best" ? Boolean(CHOSEN && (CHOSEN.baseline || (ANSWER.sure && !(ANSWER.worse || []).length))) : ANSWER.met !== false;
const beyond = (d) => d && known(d.low_all) && (d.low_all > 0 || d.high_all < 0);
// Of many designs: the chosen one, the baseline, and those on a frontier of cost, or the first ones.
const FRONTIER = new Set((DATA.frontiers || []).flatMap((f) => f.steps.map((s) => s.design)));
const SHOWN = DESIGNS.filter((d, i) => d === CHOSEN || d.baseline ||
    (DESIGNS.length > 24 && FRONTIER.size ? FRONTIER.has(d.name) : i < MOST_ROWS));

function studyHeader() {
  const item = (key, value, wide) => h("div", {class: wide ? "wide" : null}, h("dt", {}, key), h("dd", {}, value));
  return h("header", {}, h("p", {class: "kicker"}, word("study.kicker")), h("h1", {}, inLanguage(STUDY.name)),
           inLanguage(STUDY.question) ? h("p", {class: "lead"}, inLanguage(STUDY.question)) : null,
           h("dl", {class: "asked"}, item(word("study.kind"), word("kind." + STUDY.design)),
             item(word("study.designs"), number(STUDY.designs)), item(word("study.runs"), number(STUDY.runs)),
             item(word("study.confidence"), LEVEL), item(word("asked.seed"), String(STUDY.seed)),
             STUDY.failures ? item(word("study.failures"), number(STUDY.failures)) : null,
             item(word("study.rule"), STUDY.cap ?
               word("rule.capped", {most: number(STUDY.cap.most), asked: number(STUDY.cap.asked)}) : word("rule." + STUDY.rule), true)));
}

/** Over how many pairs, where not all replications have the figure in both. */
const pairsText = (i) => {
  const d = DESIGNS[1].differences[i];
  return d.pairs > 0 && DESIGNS.some((x) => d.pairs < x.results[i].n) ? word("study.pairs", {n: number(d.pairs)}) : null;
};

/** One figure of two scenarios: after against before, the difference, and whether it may be chance. */
function againstLine(m) {
  const [before, after] = DESIGNS, d = after.differences[m.i], sure = beyond(d), pairs = pairsText(m.i);
  const all = {mean: d.mean, low: d.low_all, high: d.high_all};
  const range = m.unit === "share" ? pointsBetween(all) : between(all, m.unit);
  const way = sure && m.goal ? word((d.mean > 0) === (m.goal === "largest") ? "ans.better_one" : "ans.worse_one") : "";
  const text = d.identical ? word("study.same") : !known(d.mean) ? DASH :
    word("ans.against", {after: meanOf(after.results[m.i], m.unit), before: meanOf(before.results[m.i], m.unit),
                         difference: meanOf(all, m.unit, true) + (range ? " (" + range + ")" : "") + (pairs ? " " + pairs : "")}) +
      (LANG === "zh" ? "；" : "; ") + word(sure ? "money.sure" : "money.chance") + way;
  return h("li", {}, inLanguage(m.label), LANG === "zh" ? "：" : ": ", sure ? h("strong", {}, text) : text);
}

/** The shares within each mark, on one scale: what is gained within one minute may not show within five. */
function marksOfTwo() {
  const marks = DECIDE.filter((m) => /^calls\.within\.\d/.test(m.id) && known(DESIGNS[1].differences[m.i].mean))
                    .sort((a, b) => Number(a.id.split(".")[2]) - Number(b.id.split(".")[2]));
  if (marks.length < 2) return null;
  return [h("h3", {}, word("ans.marks")), dots(marks.map((m) => {
    const d = DESIGNS[1].differences[m.i];
    return {...d, name: inLanguage(m.label), strong: beyond(d), text: d.identical ? "=" : meanOf(d, m.unit, true) + (beyond(d) ? " *" : "")};
  }), "share", [{at: 0, text: word("col.before"), solid: true}], word("ans.marks"), true), h("p", {class: "note"}, word("ans.marks_note", {level: LEVEL, n: DECIDE.length}))];
}

function twoAnswer() {
  const first = DECIDE[0], d = DESIGNS[1].differences[first.i], lead = DECIDE.find((m) => m.id === ANSWER.lead) || first;
  const key = beyond(d) ? (CHOSEN ? "ans.two_sure" : "ans.two_differ") :
      d.identical ? "ans.two_same" : known(d.mean) ? "ans.two_unsure" : "ans.two_unknown";
  const say = (m) => sentence(key, {figure: strong(inLanguage(m.label)), design: CHOSEN ? strong(designName(CHOSEN)) : ""});
  const [before, after] = DESIGNS.map(designName);
  const none = DECIDE.length > 1 && !DECIDE.some((m) => beyond(DESIGNS[1].differences[m.i]));
  const leads = lead !== first, of = DESIGNS[1].differences[lead.i];
  return [leads ? h("p", {class: "say"}, sentence("ans.two_lead", {figure: strong(inLanguage(lead.label)), difference: strong(meanOf(of, lead.unit, true)),
            way: lead.goal ? word((of.mean > 0) === (lead.goal === "largest") ? "ans.better_one" : "ans.worse_one") : ""})) :
            h("p", {class: "say"}, none ? word("ans.two_none", {n: number(DECIDE.length)}) : say(first)),
          leads || none ? h("p", {}, say(first)) : null,
          BASE.label ? h("p", {}, word("ans.called", {before, after})) : null,
          h("ul", {class: "limits"}, [lead, ...DECIDE.filter((m) => m !== lead)].map(againstLine)),
          h("p", {class: "note"}, word("ans.two_note", {level: LEVEL, n: DECIDE.length})), marksOfTwo()];
}

/** Designs of which runs failed. */
function failedLines() {
  const list = (all) => (ANSWER.failed || []).filter((f) => f.all === all).map((f) =>
      designName(DESIGNS.find((d) => d.name === f.design)) + (all ? "" : ` (${f.failures}/${f.of})`)).join(LANG === "zh" ? "、" : ", ");
  return [["ans.no_comparison", list(true)], ["ans.some_failed", list(false)]].filter(([, x]) => x)
      .map(([key, x]) => h("p", {}, h("strong", {}, word(key, {list: x}))));
}

function answerKey() {
  if (ANSWER.kind === "none" || ANSWER.kind === "single") return "ans." + ANSWER.kind;
  if (!CHOSEN) return DESIGNS.length ? "ans.compare" : !ANSWER.kind ? "ans.points" : !ANSWER.factor ? "ans.no_input" : ANSWER.next ? "ans.input_next" : "ans.input";
  if (ANSWER.kind === "targets")
    return !ANSWER.met ? "ans.unmet" : known(CHOSEN.cost) ? "ans.cheapest" : "ans.targets";
  if (ANSWER.kind === "selection") return "ans.selection";
  if (CHOSEN.baseline && DESIGNS.length > 1 && !ANSWER.sure) return "ans.base_unsure";
  return CHOSEN.baseline ? "ans.base" : ANSWER.sure ? "ans.best_sure" : "ans.best_unsure";
}

/** Of an input: its share of the variance, or how far it moves the figure. */
const inputSize = (x) => (DATA.sobol ? number(x, 2) : sizeOf(x, unitOf(ANSWER.measure)));

function studyAnswer() {
  const differing = DESIGNS.flatMap((d) => (d.differences || []).filter((x, i) => MEASURES[i].decides && beyond(x)));
  const two = TWO && DECIDE.length && (ANSWER.kind === "best" || ANSWER.kind === "comparison");
  // Levels without names say nothing alone: then what varies is named with each.
  const spelt = CHOSEN && !CHOSEN.baseline && !inLanguage(CHOSEN.label) && byLevels(CHOSEN) &&
      !DATA.factors.every((f) => f.names && f.names[CHOSEN.levels[f.name]]);
  const parts = two ? twoAnswer() : [h("p", {class: "say"}, sentence(answerKey(), {
    design: CHOSEN ? bold(spelt ? inWords(CHOSEN) : designName(CHOSEN)) : "",
    level: LEVEL,
    cost: CHOSEN ? strong(price(CHOSEN.cost)) : "",
    n: DECIDE.length * Math.max(1, DESIGNS.length - 1),
    sure: differing.length, figure: label(ANSWER.measure), factor: bold(factorName(ANSWER.factor)), next: bold(factorName(ANSWER.next)),
    size: inputSize(ANSWER.size), next_size: inputSize(ANSWER.next_size)
  }))];
  if (ANSWER.kind === "points" && (ANSWER.few_points || ANSWER.sure === false))
    parts.push(h("p", {}, word(ANSWER.few_points ? "ans.few_points" : "ans.order_unsure")));
  parts.push(...failedLines());
  for (const side of two ? [] : ANSWER.kind === "best" ? ["better", "worse"] : ["worse"])
    if ((ANSWER[side] || []).length)
      parts.push(h("p", {}, word("ans." + side, {list: ANSWER[side].map(label).join(LANG === "zh" ? "；" : "; ")})));
  const s = DATA.selection, cap = STUDY.cap;
  if (cap)
    parts.push(h("p", {}, word("ans.capped", {most: number(cap.most), asked: number(cap.asked), more: number(cap.asked - cap.most)})));
  if (s && s.left && s.left.length > 1 && known(s.most))
    parts.push(h("p", {}, [word("ans.capped_kn", {most: number(s.most), n: number(s.left.length)}),
      s.asked ? word("ans.kn_asked", {asked: number(s.asked), a: called(s.widest[0]), b: called(s.widest[1])}) : "", s.alike ? word("ans.kn_alike") : ""].filter(Boolean).join(LANG === "zh" ? "" : " ")));
  if (s && typeof ANSWER.met === "boolean")
    parts.push(h("p", {}, word(ANSWER.met ? "ans.pick_met" : "ans.pick_unmet", {level: LEVEL})));
  if (s && known(s.chance))
    parts.push(h("p", {}, s.chance < 0.5 ? word("ans.chance_small") :
                              word("ans.chance", {chance: word("unit.percent", {n: number(Math.min(99.9, 100 * s.chance), 1)})})));
  const same = (s && s.dropped || []).filter((d) => d.without_spread);
  if (same.length) parts.push(h("p", {}, word("ans.kn_same", {list: same.map((d) => called(d.design)).join(LANG === "zh" ? "、" : ", ")})));
  if (s && s.dropped && s.dropped.length)
    parts.push(h("p", {class: "note"}, word("ans.dropped", {
      list: s.dropped.map((d) => word("ans.dropped_one", {design: called(d.design), n: d.after})).join(LANG === "zh" ? "、" : ", ")
    })));
  if (CHOSEN && !two) {
    if (inWords(CHOSEN) && !spelt && !(NAMED && DATA.factors.length === 1)) parts.push(h("p", {}, inWords(CHOSEN) + (LANG === "zh" ? "。" : ".")));
    parts.push(h("ul", {class: "limits"}, DECIDE.map((m) => {
      const mine = CHOSEN.results[m.i], base = BASE && BASE !== CHOSEN ? BASE.results[m.i] : null;
      const say = (r) => meanOf(r, m.unit) + (between(r, m.unit) ? " (" + between(r, m.unit) + ")" : "");
      const wide = mine.target ? between(mine, m.unit, "low_all", "high_all") : null;
      return h("li", {}, inLanguage(m.label), LANG === "zh" ? "：" : ": ",
               ANSWER.kind === "single" ? strong(say(mine)) :
                   bold(word("ans.here", {value: say(mine), design: word(RECOMMENDED ? "study.chosen" : "study.first_best")})),
               wide ? (LANG === "zh" ? "；" : "; ") + word("ans.judged", {interval: wide}) : "",
               base ? (LANG === "zh" ? "；" : "; ") + word("ans.base_here", {value: say(base)}) : "");
    })));
  }
  const money = (DATA.frontiers || [])[0];
  if (money && money.steps.length > 1) {
    const unit = unitOf(money.measure), end = money.steps.findIndex((step) => step.gain && !step.sure);
    const first = money.steps[0], last = money.steps[(end < 0 ? money.steps.length : end) - 1];
    if (last !== first)
      parts.push(h("p", {}, sentence("ans.money", {figure: label(money.measure), least: strong(price(first.cost)), from: strong(meanOf(first, unit)),
        cost: strong(price(last.cost)), to: strong(meanOf(last, unit)), design: bold(called(last.design))})));
  }
  if (DATA.absent.length) parts.push(h("p", {class: "note"}, word("study.absent", {
    list: DATA.absent_labels ? DATA.absent_labels.map(inLanguage).join(LANG === "zh" ? "；" : "; ") : DATA.absent.join(", ")})));
  return section("answer", parts);
}

function targetLines(m) {
  return ["at_least", "at_most"].filter((k) => known(m[k])).map(
      (k) => ({at: m[k], text: word("study.target") + " " + (k === "at_least" ? "≥ " : "≤ ") + shown(m[k], m.unit)}));
}

function designTable() {
  const costs = DESIGNS.some((d) => known(d.cost)), targets = DESIGNS.some((d) => d.meets);
  const heads = [word("col.design"), word("col.reps"), costs ? word("col.cost") : null,
                 targets ? word("col.targets") : null, ...DECIDE.map((m) => inLanguage(m.label))].filter((x) => x !== null);
  const cell = (r, unit) => [meanOf(r, unit), between(r, unit) ? h("small", {}, between(r, unit)) : null];
  return simpleTable("", heads, SHOWN.map((d) => [
    designName(d), number(d.replications), costs ? (known(d.cost) ? price(d.cost) : DASH) : null,
    targets ? word("study_verdict." + d.meets) : null, ...DECIDE.map((m) => cell(d.results[m.i], m.unit))
  ].filter((x) => x !== null)));
}

function designsPart() {
  if (!DESIGNS.length) return null;
  const charts = DECIDE.map((m) => [
    h("h3", {}, inLanguage(m.label)),
    dots(SHOWN.map((d) => ({...d.results[m.i], ...(d.results[m.i].target ? {} : {low_all: null, high_all: null}), name: designName(d), strong: d === CHOSEN})),
         m.unit, targetLines(m), inLanguage(m.label))
  ]);
  return section("designs", [
    h("p", {class: "note"}, word("study.bars", {level: LEVEL}) +
      (DESIGNS.some((d) => d.results.some((r) => r.target)) ? " " + word("study.bars_targets", {level: LEVEL}) : "") +
      (NAMED && DATA.factors.length > 1 ? " " + word("study.called_by", {list: DATA.factors.map((f) => inLanguage(f.label) || f.name).join(BETWEEN)}) : "")), ...charts, designTable(),
    SHOWN.length < DESIGNS.length ? h("p", {class: "note"}, word("study.more_designs", {n: DESIGNS.length - SHOWN.length})) : null
  ]);
}

/** What money buys: the frontier of each figure against cost, and what each step adds. */
function moneyPart() {
  const list = DATA.frontiers;
  if (!list || !list.length) return null;
  const parts = list.map((f) => {
    const at = MEASURES.findIndex((m) => m.id === f.measure), m = MEASURES[at];
    const best = new Set(f.steps.map((s) => s.design));
    const cell = (s) => [meanOf(s.gain, m.unit, true), between(s.gain, m.unit) ? h("small", {}, m.unit === "share" ? pointsBetween(s.gain) : between(s.gain, m.unit)) : null];
    const per = (x) => (m.unit === "share" ? (x > 0 ? "+" : "") + word("unit.points", {n: number(100 * x, Math.abs(x) < 0.001 ? 4 : 2)}) :
                                             (x > 0 ? "+" : "") + (SPANS[m.unit] ? word("unit." + m.unit, {n: number(x / SPANS[m.unit], Math.abs(x / SPANS[m.unit]) < 0.1 ? 4 : 2)}) : number(x, Math.abs(x) < 0.1 ? 4 : 2)));
    return [
      h("h3", {}, inLanguage(m.label)),
      moneyChart(DESIGNS.map((d) => ({...d.results[at], name: designName(d), cost: d.cost, best: best.has(d.name), strong: d === CHOSEN})),
                 m.unit, targetLines(m), inLanguage(m.label)),
      simpleTable("", ["design", "cost", "reaches", "adds", "per_cost", "certain"].map((c) => word("col." + c)),
        f.steps.map((s) => [designName(DESIGNS.find((d) => d.name === s.design)), price(s.cost),
          [meanOf(s, m.unit), between(s, m.unit) ? h("small", {}, between(s, m.unit)) : null],
          s.gain ? cell(s) : DASH, s.gain ? per(s.per_cost) : DASH, s.gain ? word(s.sure ? "money.sure" : "money.chance") : DASH]))
    ];
  });
  return section("money", [h("p", {class: "note"}, word("money.note", {level: LEVEL})), ...parts]);
}

function pText(d, key) {
  if (d.identical) return "";
  return known(d[key]) ? (d[key] < 0.001 ? "< 0.001" : number(d[key], 3)) : DASH;
}

function beforeAfter(list, key, caption) {
  const [before, after] = DESIGNS;
  const cell = (r, unit, sign) => [meanOf(r, unit, sign), between(r, unit) ? h("small", {}, sign && unit === "share" ? pointsBetween(r) : between(r, unit)) : null];
  return simpleTable(caption, ["figure", "before", "after", "difference", key === "p" ? "p_plain" : "p"].map((c) => word("col." + c)),
    list.map((m) => {
      const d = after.differences[m.i];
      return [inLanguage(m.label), cell(before.results[m.i], m.unit), cell(after.results[m.i], m.unit),
              d.identical ? word("study.same") : [...cell(d, m.unit, true), pairsText(m.i) ? h("small", {}, pairsText(m.i)) : null], pText(d, key)];
    }));
}

function differencesPart() {
  const others = SHOWN.filter((d) => d.differences);
  if (!others.length) return null;
  const all = DESIGNS.filter((d) => d.differences).length * DECIDE.length;
  const two = DESIGNS.length === 2;
  const charts = DECIDE.filter((m) => others.some((d) => known(d.differences[m.i].mean))).map((m) => [
    h("h3", {}, inLanguage(m.label)),
    dots(others.map((d) => {
      const x = d.differences[m.i];
      return {...x, name: designName(d), strong: beyond(x),
              text: x.identical ? "=" : meanOf(x, m.unit, true) + (beyond(x) ? " *" : "")};
    }), m.unit, [{at: 0, text: word(TWO ? "col.before" : "study.baseline"), solid: true}], inLanguage(m.label), true)
  ]);
  const pTable = two ? null : simpleTable(word("col.p"), [word("col.design"), ...DECIDE.map((m) => inLanguage(m.label))],
      others.map((d) => [designName(d), ...DECIDE.map((m) => (d.differences[m.i].identical ? "=" : pText(d.differences[m.i], "p_adjusted")))]));
  return section("differences", [
    h("p", {class: "note"}, word("study.bars_all", {level: LEVEL, n: all})),
    two ? beforeAfter(DECIDE, "p_adjusted", "") : null, ...charts, pTable,
    two && OTHERS.length ? h("details", {class: "chapter"}, h("summary", {}, word("study.others")),
        h("p", {class: "note"}, word("study.others_note")), beforeAfter(OTHERS, "p", "")) : null
  ]);
}

const levelLabel = (factor, level) => {
  const f = DATA.factors.find((x) => x.name === factor);
  return factorName(factor) + (f && f.names ? (LANG === "zh" ? "：" : ": ") : " = ") + levelName(f, level);
};

function effectsPart() {
  const effects = DATA.main_effects, ranks = DATA.correlations;
  if (effects && effects.length) {
    const parts = DECIDE.map((m) => [
      h("h3", {}, inLanguage(m.label)),
      dots(effects.filter((e) => e.measure === m.id).flatMap((e) => e.levels.map((l) => ({...l, name: levelLabel(e.factor, l.name), strong: true}))),
           m.unit, [], inLanguage(m.label))
    ]);
    return section("effects", [
      h("p", {class: "note"}, word("study.effects_note", {level: LEVEL})),
      STUDY.resolution ? h("p", {class: "note"}, word("study.resolution", {n: STUDY.resolution, k: STUDY.resolution - 1})) : null, ...parts
    ]);
  }
  if (ranks && ranks.length)
    return section("effects", [
      ...(DATA.regression || []).map((one) => [
        h("h3", {}, label(one.measure)),
        dots(one.factors.map((f) => ({...f, name: factorName(f.factor), strong: known(f.low) && (f.low > 0 || f.high < 0), text: meanOf(f, unitOf(one.measure), true)})),
             unitOf(one.measure), [{at: 0, text: "0", solid: true}], label(one.measure), true),
        h("p", {class: "note"}, word("study.regression_note", {level: LEVEL, share: percent(one.explained)}))]),
      h("p", {class: "note"}, word("study.correlation_note")),
      simpleTable("", [word("col.figure"), word("col.factor"), word("col.correlation")],
                  ranks.map((r) => [label(r.measure), factorName(r.factor), number(r.correlation, 2)]))]);
  return null;
}

function watchPart() {
  if (!DESIGNS.length) return watchPoints();
  if (!STUDY.file && !DESIGNS.some((d) => d.scenario)) return null;
  const some = (STUDY.file ? [CHOSEN, BASE] : DESIGNS).filter((d, i, all) => d && d.replay && all.indexOf(d) === i);
  if (!some.length) return null;
  const command = (d, rep) => h("code", {class: "key"}, d.scenario && !STUDY.file ?
      `vedette run ${d.scenario} --seed ${STUDY.seed} --rep ${rep} -o ${d.name}-${rep}.vdt` : `vedette run ${STUDY.file} --design ${d.name} --rep ${rep} -o ${d.name}-${rep}.vdt`);
  return section("watch", [h("p", {class: "note"}, word("study.watch_note")),
    ...some.map((d) => h("dl", {class: "terms"}, ["median", "worst"].map((k) => [
      h("dt", {}, designName(d) + " · " + word("col." + k) + (LANG === "zh" ? "：" : ": ") + shown(d.replay[k + "_value"], unitOf(d.replay.measure))),
      h("dd", {}, command(d, d.replay[k]))])))]);
}

function originPart() {
  const fact = (key, value) => (value ? [h("dt", {}, word("from." + key)), h("dd", {class: "key"}, value)] : null);
  const kinds = new Set(DESIGNS.flatMap((d) => d.results.map((r) => r.interval)));
  const how = [];
  if (kinds.has("student")) how.push(word("how.student"));
  if (STUDY.rule === "sequential") how.push(word("how.two_stage", {n: STUDY.first}));
  if (kinds.has("wilson") || kinds.has("all_alike")) how.push(word("how.wilson"));
  if (BASE) how.push(word("how.paired", {correction: word("correction." + STUDY.correction)}));
  if (DESIGNS.some((d) => d.meets)) how.push(word("how.targets"));
  if (DATA.selection) how.push(word("how.selection"));
  const failed = DATA.failed.slice(0, 20);
  return section("origin", [
    h("dl", {class: "terms"}, fact("program", "vedette " + STUDY.version), fact("file", STUDY.file),
      fact("base_hash", STUDY.base_hash), fact("seed", String(STUDY.seed))),
    DATA.factors.length ? simpleTable(word("from.factors"), [word("col.factor"), word("col.path")],
        DATA.factors.map((f) => [inLanguage(f.label) || f.name, h("code", {class: "key"}, f.path)])) : null,
    how.length ? h("details", {class: "chapter", open: true}, h("summary", {}, word("how.title")),
                   h("ul", {class: "limits"}, how.map((x) => h("li", {}, x)))) : null,
    failed.length ? [h("h3", {}, word("study.failed_title")), h("ul", {class: "limits"}, failed.map((f) => h("li", {}, word("study.failed_one", f))))] : null
  ]);
}

const page = document.getElementById("page");
const parts = [studyAnswer(), studyMapPart(), designsPart(), moneyPart(), differencesPart(), effectsPart(), sensitivityPart(), watchPart(), originPart()].filter(Boolean);
const head = studyHeader();
head.append(h("nav", {"aria-label": word("nav.label")}, h("ol", {}, parts.map(
    (part) => h("li", {}, h("a", {href: "#" + part.id}, part.querySelector("h2").textContent))))));
page.replaceChildren(head, h("main", {}, parts),
                     h("footer", {}, word("footer.made", {program: "vedette " + STUDY.version})));
document.documentElement.dataset.ready = "yes";
