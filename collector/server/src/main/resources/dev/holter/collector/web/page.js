// Shows what the API says: asked once a second, and at once when an event says that something changed.
// Everything that came from a probe reaches the page as text, never as markup.

const POLL_MILLIS = 1000;
const SILENT_MILLIS = 5000;
const MOST_LOOPS = 300;
const MOST_INCIDENTS = 50;
const FREEZE_MILLIS = 1000;
const MOST_TYPES = 10;

const element = (id) => document.getElementById(id);
const cards = new Map();
let answered = null;
let asking = false;
let askAgain = false;

function make(tag, className, ...content) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...content);
  return node;
}

function duration(millis) {
  if (millis === null) return "";
  if (millis < 10) return `${millis.toFixed(1)} ms`;
  if (millis < 1000) return `${Math.round(millis)} ms`;
  const seconds = millis / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

function number(value, digits = 0) {
  return value === null ? "–" : value.toLocaleString("en", { maximumFractionDigits: digits });
}

function percent(share) {
  return share === null ? "–" : `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}

function place(frame) {
  if (frame.line < 0) return "native";
  if (!frame.file) return "unknown source";
  return frame.line > 0 ? `${frame.file}:${frame.line}` : frame.file;
}

function frameText(frame) {
  return `${frame.class}.${frame.method}(${place(frame)})`;
}

function shortFrame(frame) {
  return `${frame.class.slice(frame.class.lastIndexOf(".") + 1)}.${frame.method}(${place(frame)})`;
}

function stateOf(loop) {
  if (!loop.up) return ["gone", "probe gone"];
  if (loop.stalled) {
    return ["stalled", `${loop.stallAgeMs >= FREEZE_MILLIS ? "frozen" : "stalled"} ${duration(loop.stallAgeMs)}`];
  }
  if (loop.reportAgeMs > SILENT_MILLIS) return ["silent", `silent ${duration(loop.reportAgeMs)}`];
  return ["runs", "runs"];
}

function numberCell(name, value) {
  const cell = make("td", "number", value);
  cell.dataset.name = name;
  return cell;
}

function loopRow(loop) {
  const [state, text] = stateOf(loop);
  const row = make("tr", state);
  row.append(
    make("td", "", make("div", "", loop.loop), make("div", "where", `${loop.service} · ${loop.process} · ${loop.kind}`)),
    make("td", `state ${state}`, text),
  );
  const cells = [
    ["Lag p50", duration(loop.lagMs.p50)],
    ["Lag p99", duration(loop.lagMs.p99)],
    ["Lag max", duration(loop.lagMs.max)],
    ["In flight", number(loop.inFlight)],
    ["Req/s", number(loop.requestsPerSecond, 1)],
    ["CPU", percent(loop.cpuShare)],
    ["Busy", percent(loop.busyShare)],
    ["Slow", number(loop.callbacks && loop.callbacks.slow)],
  ];
  row.append(...cells.map(([name, value]) => numberCell(name, value)));
  return row;
}

function showLoops(loops) {
  const wanted = element("filter").value.trim().toLowerCase();
  const matching = loops
    .filter((loop) => `${loop.service} ${loop.process} ${loop.loop}`.toLowerCase().includes(wanted))
    .sort((a, b) => Number(b.stalled) - Number(a.stalled) || Number(b.up) - Number(a.up));
  element("loops").replaceChildren(...matching.slice(0, MOST_LOOPS).map(loopRow));
  element("loops-scroll").hidden = matching.length === 0;
  element("loops-count").textContent = loops.length || "";
  const none = element("loops-none");
  none.hidden = matching.length > 0;
  none.textContent = loops.length
    ? "No loop matches the filter."
    : "No loop has been reported yet. Start a service with the probe, and it appears here.";
  const more = element("loops-more");
  more.hidden = matching.length <= MOST_LOOPS;
  more.textContent = `${number(matching.length - MOST_LOOPS)} more: narrow the filter to see them.`;
}

// The callbacks that took longest of all loops, where any loop has them timed.
function showCallbacks(loops) {
  const types = loops
    .flatMap((loop) => (loop.callbacks?.worst ?? []).map((type) => ({ ...type, loop: loop.loop, service: loop.service })))
    .sort((a, b) => b.totalMs - a.totalMs)
    .slice(0, MOST_TYPES);
  element("callbacks-section").hidden = types.length === 0;
  element("callbacks").replaceChildren(...types.map((type) => make(
    "tr",
    "",
    make("td", "", make("code", "", type.type), make("div", "where", `${type.loop} · ${type.service}`)),
    numberCell("Ran", number(type.count)),
    numberCell("Total", duration(type.totalMs)),
    numberCell("Longest", duration(type.maxMs)),
  )));
}

function facts(incident) {
  const demand = incident.demand;
  const known = Object.entries(incident.detail).map(([name, value]) => `${name.replaceAll("_", " ")} ${value}`);
  if (incident.cpuRatio !== null) known.push(`loop CPU ${percent(incident.cpuRatio)}`);
  if (demand.requestsPerSecond !== null) known.push(`${number(demand.requestsPerSecond, 1)} requests/s before`);
  known.push(`confidence ${percent(incident.confidence)}`);
  return known.join(" · ");
}

function waiting(incident) {
  const { inFlight, pending } = incident.demand;
  const who = [];
  if (inFlight) who.push(`${number(inFlight)} ${inFlight === 1 ? "request" : "requests"} in flight`);
  if (pending) who.push(`${number(pending)} queued ${pending === 1 ? "callback" : "callbacks"}`);
  return who.join(" and ");
}

// Frames of the application as they are; runs of others as one line that can be opened.
function stack(frames, culprit) {
  const list = make("div", "stack");
  const marked = culprit && frameText(culprit);
  let run = [];
  const fold = () => {
    if (run.length > 1) {
      const libraries = [...new Set(run.map((frame) => frame.library))].join(", ");
      list.append(make("details", "", make("summary", "", `${run.length} frames of ${libraries}`), ...run.map(line)));
    } else {
      list.append(...run.map(line));
    }
    run = [];
  };
  const line = (frame) => make("div", frameText(frame) === marked ? "frame culprit" : "frame", frameText(frame));
  for (const frame of frames) {
    if (frame.library && frameText(frame) !== marked) {
      run.push(frame);
    } else {
      fold();
      list.append(line(frame));
    }
  }
  fold();
  return list;
}

function sentences(title, list) {
  if (!list.length) return [];
  return [make("h4", "", title), make("ul", "", ...list.map((sentence) => make("li", "", sentence)))];
}

function stacks(incident) {
  const shown = [];
  const last = incident.samples.at(-1);
  if (last) {
    const taken = `Stack ${duration(last.atMs)} into it, the last of ${incident.samples.length} (${last.state})`;
    shown.push(make("h4", "", taken), stack(last.frames, incident.culprit));
  }
  if (incident.blocker) {
    const { thread, state, frames } = incident.blocker;
    shown.push(make("h4", "", `Thread "${thread}", which it waits for (${state})`), stack(frames, null));
  }
  return shown;
}

function doing(incident) {
  if (incident.parts.length > 1) {
    return ` (${incident.parts.map((part) => `${duration(part.durationMs)} ${part.causeWords}`).join(", ")})`;
  }
  return `, ${incident.causeWords}`;
}

function whenText(incident, now) {
  const started = new Date(incident.startedAt);
  const grown = incident.open ? now - started.getTime() : 0;
  const lasted = duration(Math.max(incident.durationMs, grown));
  const at = started.toLocaleTimeString();
  return incident.open ? `Has stood still for ${lasted}, since ${at}` : `Stood still for ${lasted} at ${at}`;
}

function incidentCard(incident) {
  const what = make("p", "what", make("span", "when"), doing(incident));
  if (incident.culprit) what.append(", at ", make("code", "", shortFrame(incident.culprit)));
  const card = make(
    "article",
    incident.open ? "card bad" : "card",
    make(
      "h3",
      "",
      make("span", "tag", incident.cause),
      `${incident.loop} `,
      make("span", "count", `of ${incident.service} · ${incident.process}`),
    ),
    what,
  );
  const who = waiting(incident);
  if (who) card.append(make("p", "", incident.open ? `Waiting for it: ${who}` : `Waited for it: ${who}`));
  card.append(make("p", "facts", facts(incident)));
  if (incident.open) card.append(...sentences("What helps", incident.advice));
  card.append(make(
    "details",
    "more",
    make("summary", "", incident.open ? "Evidence and stacks" : "What helps, evidence and stacks"),
    ...sentences("What helps", incident.open ? [] : incident.advice),
    ...sentences("Evidence", incident.evidence),
    ...stacks(incident),
  ));
  return card;
}

// A card stays while its incident does not change, so that nobody loses the place where they read.
function currentCard(incident) {
  const text = JSON.stringify(incident);
  const known = cards.get(incident.id);
  if (known?.text === text) return known.card;
  const card = incidentCard(incident);
  const more = (from) => from.querySelector("details.more");
  more(card).open = known ? more(known.card).open : false;
  cards.set(incident.id, { text, card });
  return card;
}

function showCards(list, incidents, now) {
  const shown = incidents.map((incident) => {
    const card = currentCard(incident);
    card.querySelector(".when").textContent = whenText(incident, now);
    return card;
  });
  const unchanged = shown.length === list.children.length && shown.every((card, i) => card === list.children[i]);
  if (!unchanged) list.replaceChildren(...shown);
}

function showIncidents(open, recent, now) {
  showCards(element("open"), open, now);
  showCards(element("recent"), recent, now);
  const ids = new Set([...open, ...recent].map((incident) => incident.id));
  for (const id of cards.keys()) if (!ids.has(id)) cards.delete(id);
  element("open-section").hidden = open.length === 0;
  element("open-count").textContent = open.length;
  element("recent-count").textContent = recent.length || "";
  element("recent-none").hidden = recent.length > 0;
}

function alertCard(alert) {
  const firing = alert.state === "firing";
  const card = make("article", firing ? "card bad" : "card warn");
  card.append(make("h3", "", make("span", "tag", alert.state), alert.alertname));
  card.append(make("p", "", alert.annotations.summary ?? ""));
  const since = new Date(alert.firingSince ?? alert.activeSince).toLocaleTimeString();
  const labels = ["service", "process", "loop"].map((name) => alert.labels[name]).filter(Boolean).join(" · ");
  card.append(make("p", "facts", `${alert.severity} · since ${since}${labels ? ` · ${labels}` : ""}`));
  return card;
}

function showAlerts(alerts) {
  const active = alerts.filter((alert) => alert.state !== "resolved");
  element("alerts").replaceChildren(...active.map(alertCard));
  element("alerts-count").textContent = active.length || "";
  element("alerts-none").hidden = active.length > 0;
}

function showVerdict(loops) {
  const stalled = loops.filter((loop) => loop.stalled).length;
  const up = loops.filter((loop) => loop.up).length;
  const verdict = element("verdict");
  verdict.className = stalled ? "verdict bad" : up ? "verdict good" : "verdict";
  verdict.textContent = stalled
    ? `${stalled} of ${up} loops ${stalled === 1 ? "is" : "are"} stalled`
    : up ? `${up === 1 ? "The loop runs" : `All ${number(up)} loops run`}` : "No loop is watched";
  document.title = stalled ? `(${stalled}) Holter` : "Holter";
}

// What is on the page was so at the last answer; nobody knows what is now.
function showSilence() {
  const verdict = element("verdict");
  verdict.className = "verdict unknown";
  verdict.textContent = "The collector does not answer: it is not known whether the loops run";
  document.title = "(?) Holter";
}

async function get(path) {
  const response = await fetch(path, { signal: AbortSignal.timeout(5000) });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}

function showConnection(lost) {
  const line = element("connection");
  line.className = lost ? "connection lost" : "connection";
  const at = answered ? answered.toLocaleTimeString() : "never";
  line.textContent = lost ? `Last answer: ${at}` : `Updated ${at}`;
  document.body.classList.toggle("stale", lost);
  if (lost) showSilence();
}

async function ask() {
  const [loops, open, recent, alerts] = await Promise.all([
    get("api/v1/loops"),
    get(`api/v1/incidents?open=true&limit=${MOST_INCIDENTS}`),
    get(`api/v1/incidents?open=false&limit=${MOST_INCIDENTS}`),
    get("api/v1/alerts"),
  ]);
  const now = Date.now();
  showVerdict(loops);
  showAlerts(alerts);
  showLoops(loops);
  showCallbacks(loops);
  showIncidents(open, recent, now);
  answered = new Date(now);
}

// One question at a time; what is wanted meanwhile is asked once more afterwards.
async function refresh() {
  askAgain = asking;
  if (asking) return;
  asking = true;
  try {
    await ask();
    showConnection(false);
  } catch {
    showConnection(true);
  }
  asking = false;
  if (askAgain) refresh();
}

const events = new EventSource("api/v1/events");
for (const name of ["incident", "alert", "process"]) events.addEventListener(name, refresh);
element("filter").addEventListener("input", refresh);
setInterval(() => { if (!document.hidden) refresh(); }, POLL_MILLIS);
document.addEventListener("visibilitychange", refresh);
refresh();
