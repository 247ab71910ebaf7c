// SPDX-License-Identifier: Apache-2.0
// How response times spread, and how the day goes.
const CHARTS = [];
/** A chart that can be drawn again in other colours: `make` returns Chart.js's configuration. */
function chart(height, label, make) {
  const canvas = h("canvas", {role: "img", "aria-label": label});
  const holder = h("div", {class: "chart", style: {height: height + "px"}}, canvas);
  CHARTS.push({canvas, make, chart: null});
  return holder;
}
function drawCharts() {
  Chart.defaults.font.family = css("--sans");
  Chart.defaults.font.size = 12.5;
  Chart.defaults.color = css("--soft");
  Chart.defaults.animation = false;
  Chart.defaults.maintainAspectRatio = false;
  Chart.defaults.plugins.legend.display = false;
  for (const entry of CHARTS) {
    if (entry.chart) entry.chart.destroy();
    entry.chart = new Chart(entry.canvas, entry.make());
  }
}
const grid = () => ({color: css("--rule"), borderColor: css("--faint"), drawTicks: false});
const noGrid = () => ({display: false, borderColor: css("--faint")});

/** Lines at the marks, each with its label on a step of its own. */
const markLines = (labels) => ({
  id: "marks",
  afterDatasetsDraw(c) {
    const g = c.ctx, area = c.chartArea, x = c.scales.x;
    g.save();
    g.font = "600 12.5px " + css("--sans");
    MARKS.forEach((m, i) => {
      const px = x.getPixelForValue(m), top = area.top - 10 - (MARKS.length - 1 - i) * 17;
      g.strokeStyle = css("--ink");
      g.lineWidth = 1;
      g.beginPath();
      g.moveTo(px, top - 7);
      g.lineTo(px, area.bottom);
      g.stroke();
      g.fillStyle = css("--ink");
      g.fillText(labels[i], px + 5, top + 2);
    });
    g.restore();
  },
});

function groupName(group) {
  if (group.by === "priority") return word("group.priority", {n: group.value});
  if (group.by === "district" || group.by === "fleet") return group.value;
  if (group.by === "type") return inLanguage(DATA.types[group.kind || "call"][group.value]);
  return word("group." + group.by);
}

function histogramChart(histogram) {
  const {bin_s: bin, counts, beyond} = histogram, end = bin * counts.length;
  const total = counts.reduce((a, b) => a + b, 0) + beyond + histogram.unreached;
  let sum = 0;
  const cumulative = [
    {x: 0, y: 0}, ...counts.map((n, i) => {
      sum += n;
      return {x: (i + 1) * bin, y: 100 * sum / total};
    })
  ];
  const bars = counts.map((n, i) => ({x: (i + 0.5) * bin, y: n}));
  const colours = counts.map((_, i) => bandColour(band((i + 1) * bin)));
  if (beyond) {
    bars.push({x: end + bin / 2, y: beyond});
    colours.push(bandColour(MARKS.length));
  }
  const labels =
      MARKS.map((m, i) => word("chart.mark", {
                  mark: word("unit.min", {n: minutes(m)}),
                  share: percent(cumulative[Math.min(counts.length, Math.round(m / bin))].y / 100)
                }));
  const step = Math.max(60, Math.ceil(end / 15 / 60) * 60);
  return {
    type: "bar",
    data: {
      datasets: [
        {
          type: "line",
          data: cumulative,
          yAxisID: "share",
          borderColor: css("--ink"),
          borderWidth: 1.75,
          pointRadius: 0,
          pointHitRadius: 6
        },
        {
          type: "bar",
          data: bars,
          backgroundColor: colours,
          barPercentage: 0.94,
          categoryPercentage: 1,
          grouped: false
        },
      ]
    },
    options: {
      layout: {padding: {top: 12 + 17 * MARKS.length}},
      scales: {
        x: {
          type: "linear",
          min: 0,
          max: end + (beyond ? bin : 0),
          offset: false,
          grid: noGrid(),
          title: {display: true, text: word("chart.minutes")},
          ticks: {
            stepSize: step,
            autoSkip: true,
            autoSkipPadding: 14,
            maxRotation: 0,
            callback: (v) => (v % 60 === 0 ? number(v / 60) : "")
          }
        },
        y: {
          beginAtZero: true,
          grid: grid(),
          title: {display: true, text: word("chart.calls")},
          ticks: {precision: 0}
        },
        share: {
          position: "right",
          min: 0,
          max: 100,
          grid: {display: false, drawBorder: false},
          title: {display: true, text: word("chart.cumulative")},
          ticks: {stepSize: 25, callback: (v) => v + "%"}
        },
      },
      plugins: {
        tooltip: {
          displayColors: false,
          callbacks: {
            title: (items) => {
              const p = items[0];
              if (p.datasetIndex === 0) return clockSpan(p.parsed.x);
              return p.dataIndex < counts.length ?
                  clockSpan(p.dataIndex * bin) + DASH + clockSpan((p.dataIndex + 1) * bin) :
                  word("band.over", {n: minutes(end)});
            },
            label: (p) =>
                (p.datasetIndex === 0 ? percent(p.parsed.y / 100) :
                                        word("chart.calls_n", {n: number(p.parsed.y)})),
          }
        }
      },
    },
    plugins: [markLines(labels)],
  };
}

function numbersTable(key, heads, rows) {
  return h(
      "details", {}, h("summary", {}, word(key)),
      h("table", {},
        h("thead", {},
          h("tr", {}, heads.map((t, i) => h("th", {scope: "col", class: i ? "n" : null}, t)))),
        h("tbody", {},
          rows.map(
              (row) =>
                  h("tr", {},
                    row.map(
                        (cell, i) =>
                            i ? h("td", {class: "n"}, cell) : h("th", {scope: "row"}, cell)))))));
}

function bandLegend(extra = []) {
  return h(
      "ul", {class: "legend"},
      [...MARKS, null].map(
          (_, i) => h("li", {}, h("i", {style: {background: bandColour(i)}}), bandName(i))),
      extra);
}

function distribution() {
  if (!DATA.calls) return null;
  const groups = DATA.calls.groups.filter((g) => g.histogram);
  if (!groups.length) return null;
  let chosen = groups[0];
  const holder = chart(360, word("chart.histogram_label"), () => histogramChart(chosen.histogram));
  const numbers = h("div");
  const note = h("p", {class: "note"});
  const show = () => {
    const {bin_s: bin, counts, beyond, unreached} = chosen.histogram;
    const total = counts.reduce((a, b) => a + b, 0) + beyond + unreached;
    let sum = 0;
    const rows = counts.map((n, i) => {
      sum += n;
      return [
        clockSpan(i * bin) + DASH + clockSpan((i + 1) * bin), number(n), percent(sum / total)
      ];
    });
    rows.push([
      word("band.over", {n: minutes(bin * counts.length)}), number(beyond),
      percent((sum + beyond) / total)
    ]);
    rows.push([word("band.unreached"), number(unreached), DASH]);
    numbers.replaceChildren(numbersTable(
        "chart.numbers",
        [word("chart.interval_column"), word("chart.calls"), word("chart.cumulative")], rows));
    note.textContent = word(
        "chart.histogram_note", {n: number(total), bin: span(bin), unreached: number(unreached)});
  };
  show();
  const pick =
      h("select", {
        id: "pick-group",
        onchange: (e) => {
          chosen = groups[Number(e.target.value)];
          show();
          drawCharts();
        }
      },
        groups.map((g, i) => h("option", {value: i}, groupName(g))));
  return section("distribution", [
    h("p", {class: "lead"}, word("distribution.lead")),
    groups.length > 1 ?
        h("div", {class: "controls"}, h("label", {class: "pick"}, word("pick.group"), pick)) :
        null,
    bandLegend(
        [h("li", {}, h("i", {class: "line", style: {borderColor: "var(--ink)"}}),
           word("chart.cumulative_legend"))]),
    holder, note, numbers
  ]);
}

// --- by hour of day
// --------------------------------------------------------------------------------
function hourChart(values, make, unit) {
  return {
    type: make.type,
    data: {labels: values.map((_, i) => pad2(i)), datasets: [make.dataset]},
    options: {
      scales: {
        x: {grid: noGrid(), ticks: {maxRotation: 0, autoSkipPadding: 8}},
        y: {
          beginAtZero: true,
          grace: "4%",
          grid: grid(),
          ticks: {maxTicksLimit: 6, ...unit.ticks},
          afterFit: (scale) => {
            scale.width = 46;
          }
        }
      },
      plugins: {
        tooltip: {
          displayColors: false,
          callbacks: {
            title: (items) => word(
                "chart.hour", {from: items[0].label, to: pad2((Number(items[0].label) + 1) % 24)}),
            label: (p) => unit.label(p.parsed.y)
          }
        }
      },
    },
    plugins: make.plugins || [],
  };
}
function hours() {
  if (!DATA.calls || !DATA.calls.hours) return null;
  const list = DATA.calls.hours;
  const counts = list.map((x) => valueOf(x.n) ?? 0),
        medians = list.map((x) => (valueOf(x.p50_s) === null ? null : x.p50_s.value / 60));
  const bars = chart(
      190, word("chart.hours_label"),
      () => hourChart(
          counts, {
            type: "bar",
            dataset: {
              data: counts,
              backgroundColor: css("--road-main"),
              barPercentage: 0.9,
              categoryPercentage: 0.95
            }
          },
          {ticks: {precision: 0}, label: (y) => word("chart.calls_n", {n: amount(y)})}));
  const line = chart(
      190, word("chart.hours_response_label"),
      () => hourChart(
          medians, {
            type: "bar",
            dataset: {
              data: medians,
              barPercentage: 0.9,
              categoryPercentage: 0.95,
              backgroundColor: medians.map((m) => bandColour(band((m || 0) * 60)))
            }
          },
          {ticks: {}, label: (y) => span(y * 60)}));
  return [
    h("h3", {}, word("hours.calls")), bars, h("h3", {}, word("hours.response")), line, bandLegend(),
    numbersTable(
        "chart.numbers",
        [
          word("chart.hour_column"), word("chart.calls"), word("table.p50"),
          ...MARKS.map((m) => word("band.within", {n: minutes(m)}))
        ],
        list.map((x, i) => [
          pad2(i) + ":00", amount(valueOf(x.n)), clockSpan(valueOf(x.p50_s)),
          ...x.within.map((f) => {
            const text = shareBounds(f);
            return percent(valueOf(f)) + (text ? " (" + text + ")" : "");
          })
        ]))
  ];
}
