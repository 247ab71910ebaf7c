// SPDX-License-Identifier: Apache-2.0
// The chain of one alarm or call: a table whose last column is the clock.
const stageName = (stage) => word("stage." + stage);

function waterfall(incident) {
  const steps = chain(incident);
  const start = startOf(incident);
  const seen = steps.filter((s) => s.stage !== "cleared");
  const end = Math.max(1, ...seen.map((s) => s.t - start)) * 1.04;
  const marks = MARKS.filter((m) => m < end);
  const x = (s) => Math.max(0, Math.min(100, 100 * s / end)) + "%";
  const lines = () => h("div", {class: "lines"}, marks.map((m) => h("u", {style: {left: x(m)}})));
  const reached = new Set(["guard_arrived", "police_arrived", "police_at_spot"]);
  const labels = markLabels(marks, end, 300);
  const rows = steps.map((s) => {
    const inside = s.t - start <= end;
    return h(
        "tr", {class: reached.has(s.stage) ? "reached" : null},
        h("th", {scope: "row"}, stageName(s.stage)), h("td", {class: "who"}, named(s.who)),
        h("td", {class: "n"}, s.took || s.stage !== "occurred" ? span(s.took) : ""),
        h("td", {class: "n"}, clockSpan(s.t - start)),
        h("td", {class: "clock"}, lines(),
          h("div", {},
            inside ? h("i", {
              style:
                  {left: x(s.from - start), width: `calc(${x(s.t - start)} - ${x(s.from - start)})`}
            }) :
                     null)));
  });
  return h(
      "table", {class: "fall"},
      h("thead", {},
        h("tr", {}, h("th", {scope: "col"}, word("fall.stage")),
          h("th", {scope: "col", class: "who"}, word("fall.who")),
          h("th", {scope: "col", class: "n"}, word("fall.took")),
          h("th", {scope: "col", class: "n"}, word("fall.at")),
          h("th", {scope: "col", class: "clock"},
            h("div", {},
              marks.map(
                  (m, i) => h(
                      "b", {style: {left: x(m)}}, labels[i] ? minutes(m) : "",
                      labels[i] && labels[i] !== minutes(m) ?
                          h("span", {}, word("fall.minutes")) :
                          null)))))),
      h("tbody", {}, rows));
}

function incidentLine(i) {
  const parts = [typeName(i), wallClock(startOf(i)), placeName(i)];
  if (i.kind === "alarm")
    parts.push(word(i.real ? "alarm.real" : dismissed(i) ? "alarm.dismissed" : "alarm.nuisance"));
  else
    parts.push(word("group.priority", {n: i.priority}));
  return parts.join(" · ");
}

let chooseAlarm = null;
function alarm() {
  const alarms = DATA.incidents.filter((i) => i.kind === "alarm")
                     .sort((a, b) => Number(b.real) - Number(a.real) || startOf(a) - startOf(b));
  if (!alarms.length) return null;
  const holder = h("div"), line = h("p", {class: "lead", "aria-live": "polite"});
  const pick =
      h("select", {id: "pick-alarm", onchange: (e) => show(Number(e.target.value))},
        [true, false].map((real) => {
          const some = alarms.filter((a) => a.real === real);
          return some.length ?
              h("optgroup",
                {label: word(real ? "alarm.group_real" : "alarm.group_nuisance", {n: some.length})},
                some.map(
                    (a) =>
                        h("option", {value: a.id},
                          [title(a), wallClock(startOf(a)), placeName(a)].join(" · ")))) :
              null;
        }));
  function show(id) {
    const incident = INCIDENTS.get(id);
    line.textContent = incidentLine(incident);
    holder.replaceChildren(waterfall(incident));
    const button = mapButton(incident);
    if (button) holder.append(h("p", {class: "controls"}, button));
  }
  chooseAlarm = (id) => {
    pick.value = String(id);
    show(id);
    document.getElementById("alarm").scrollIntoView();
  };
  const about = DATA.headline && INCIDENTS.get(DATA.headline.incident) || alarms[0];
  pick.value = String(about.id);
  show(about.id);
  const id = alarms[0].real ? "alarm" : "alarm_any";
  const part = section("alarm", [
    h("div", {class: "controls"}, h("label", {class: "pick"}, word("pick.alarm"), pick)), line,
    holder, h("p", {class: "note"}, word("fall.note"))
  ]);
  part.querySelector("h2").textContent = word("title." + id);
  return part;
}
