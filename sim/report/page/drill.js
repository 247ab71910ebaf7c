// SPDX-License-Identifier: Apache-2.0
// After action: each step of a response plan against its target, by whom, and what was missed.
const VERDICTS = {
  in_time: 'good',
  done: 'good',
  late: 'late',
  failed: 'bad',
  missed: 'bad',
  open: 'late',
  left_out: 'none'
};

/** What became of a threat; a fire or an illness is not stopped, help comes in time. */
function drillOutcome(o) {
  const kind = o.kind || 'intrusion';
  const help = kind === 'fire' || kind === 'medical' ? '_help' : '';
  const key = o.interrupted ? 'drill.stopped' : o.detected ? 'drill.too_late' : 'drill.unnoticed';
  return word(
      key + (o.interrupted || o.detected ? help : ''),
      {who: word('drill.who', {kind: word('threat.' + kind), name: nameOf(o.who)}),
       at: wallClock(o.t)});
}

function drillScore() {
  const team = DATA.drill.team, score = DATA.drill.score;
  const range = DATA.run.replications > 1 ? percentBounds(score) : null;
  return h(
      'div', {class: 'score'},
      h('p', {class: 'say'},
        h('span', {class: 'big'}, percentNumber(team.score), h('small', {}, ' / 100')),
        word('drill.say', {
          n: number(team.n),
          in_time: number(team.in_time),
          late: number(team.late),
          not_done: number(team.not_done)
        })),
      range ?
          h('p', {class: 'note'},
            word('drill.range', {n: DATA.run.replications, mean: percent(valueOf(score)), range})) :
          null,
      DATA.drill.outcomes.map(
          (o) =>
              h('p', {class: o.interrupted ? 'outcome' : 'outcome lost'},
                drillOutcome(o))));
}

function drillOwners() {
  const columns = [
    [word('drill.steps'), (r) => number(r.n)], [word('drill.in_time'), (r) => number(r.in_time)],
    [word('drill.late'), (r) => number(r.late)],
    [word('drill.not_done'), (r) => number(r.not_done)],
    [word('drill.score'), (r) => strong(percentNumber(r.score))]
  ];
  return h(
      'table', {class: 'cards'}, h('caption', {}, word('drill.by_owner')),
      h('thead', {},
        h('tr', {}, h('th', {scope: 'col'}, word('drill.owner')),
          columns.map(([head]) => h('th', {scope: 'col', class: 'n'}, head)))),
      h('tbody', {},
        DATA.drill.owners.map(
            (r) =>
                h('tr', {}, h('th', {scope: 'row'}, word('owner.' + r.owner)),
                  columns.map(
                      ([head, pick]) => h('td', {class: 'n', 'data-label': head}, pick(r)))))));
}

function drillInjects() {
  if (!DATA.drill.injects.length) return null;
  return [
    h('h3', {}, word('drill.injects')),
    h('ol', {class: 'injects'},
      DATA.drill.injects.map(
          (i) => h('li', {}, h('span', {class: 'num'}, wallClock(i.t)), ' ', inLanguage(i.name))))
  ];
}

/** The clock of one incident: waiting is pale, work is dark, the tick is the target. */
function drillTrack(step, from, length) {
  const x = (t) => Math.max(0, Math.min(100, 100 * (t - from) / length)) + '%';
  const wide = (a, b) => `calc(${x(b)} - ${x(a)})`;
  if (!known(step.due)) return h('div');
  const end = known(step.end) ? step.end : from + length;
  const start = known(step.start) ? step.start : end;
  return h(
      'div', {},
      start > step.due ?
          h('i', {class: 'wait', style: {left: x(step.due), width: wide(step.due, start)}}) :
          null,
      known(step.start) ?
          h('i',
            {class: VERDICTS[step.verdict], style: {left: x(start), width: wide(start, end)}}) :
          null,
      [[step.due, step.target_s], [step.alarm, step.alarm_target_s]].map(
          ([begin, target]) => known(begin) && known(target) && begin + target <= from + length ?
              h('b', {style: {left: x(begin + target)}}) :
              null));
}

/** What a step took; as exactly as it takes to tell it from its target. */
function drillTook(took, target) {
  const text = span(took);
  if (!known(target) || took === target || text !== span(target)) return text;
  for (const digits of [1, 2, 3])
    if (number(took, digits) !== number(target, digits))
      return word('unit.s', {n: number(took, digits)});
  return text;
}

/** From due on, and from the alarm on where there is such a target: met or not. */
function drillTarget(step) {
  const own = known(step.target_s) ? span(step.target_s) : null;
  if (!known(step.alarm_target_s)) return own ?? DASH;
  const took = known(step.end) && known(step.alarm) && step.verdict !== 'left_out' ?
      step.end - step.alarm :
      null;
  const limit = span(step.alarm_target_s);
  return [
    own, h('small', {class: 'note'},
           took === null ? word('drill.from_alarm', {limit}) :
                           word('drill.from_alarm_took', {limit, took: drillTook(took, step.alarm_target_s)}))
  ];
}

function drillRow(step, from, length) {
  const took = known(step.due) && known(step.end) && step.verdict !== 'left_out' ?
      step.end - step.due :
      null;
  const label = (key) => word('drill.' + key);
  return h(
      'tr', {class: VERDICTS[step.verdict] === 'none' ? 'off' : null},
      h('th', {scope: 'row'}, inLanguage(step.name),
        h('small', {class: 'note'},
          known(step.who) ? nameOf(step.who) : word('owner.' + step.owner))),
      h('td', {class: 'n', 'data-label': label('due')},
        known(step.due) ? '+' + clockSpan(step.due - from) : DASH),
      h('td', {class: 'n', 'data-label': label('took')},
        took === null  ? DASH :
            took === 0 ? word('drill.at_once') :
                         drillTook(took, step.target_s)),
      h('td', {class: 'n', 'data-label': label('target')},
        drillTarget(step)),
      h('td', {class: 'verdict'},
        h('span', {class: VERDICTS[step.verdict]}, word('verdict.' + step.verdict))),
      h('td', {class: 'track'}, drillTrack(step, from, length)));
}

function drillReview(review) {
  const ends = review.steps.flatMap((s) => [s.due, s.end]).filter(known);
  const length = Math.max(1, ...ends.map((t) => t - review.from)) * 1.02;
  const type = inLanguage(DATA.types.alarm[review.type]);
  const heads = [['due', true], ['took', true], ['target', true], ['verdict', false]];
  return h(
      'div', {class: 'review'},
      h('h3', {}, inLanguage(review.plan), ' ',
        review.score === null ? null :
                                h('span', {class: 'points'},
                                  word('drill.points', {score: percentNumber(review.score)}))),
      h('p', {class: 'lead'},
        [
          word('kind.alarm') + ' #' + review.id, type, wallClock(review.from),
          named(review.place), word(review.real ? 'alarm.real' : 'alarm.nuisance')
        ].join(' · ')),
      h('table', {class: 'cards four steps'},
        h('thead', {},
          h('tr', {}, h('th', {scope: 'col'}, word('drill.step')),
            heads.map(
                ([key, n]) =>
                    h('th', {scope: 'col', class: n ? 'n' : 'verdict'}, word('drill.' + key))),
            h('th', {scope: 'col', class: 'track'},
              word('drill.clock', {span: span(length / 1.02)})))),
        h('tbody', {}, review.steps.map((s) => drillRow(s, review.from, length)))));
}

function drill() {
  if (!DATA.drill) return null;
  const d = DATA.drill;
  return section('drill', [
    drillScore(),
    h('div', {class: 'two'}, h('div', {}, drillOwners()), h('div', {}, drillInjects())),
    d.reviews.map(drillReview),
    d.reviewed_of > d.reviews.length ?
        h('p', {class: 'note'},
          word('drill.choice', {n: d.reviews.length, all: number(d.reviewed_of)})) :
        null,
    h('p', {class: 'note'}, word('drill.note'))
  ]);
}
