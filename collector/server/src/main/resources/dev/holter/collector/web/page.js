// Shows what the API says: asked once a second, and at once when an event says that something changed.
// Everything that came from a probe reaches the page as text, never as markup.

const POLL_MILLIS = 1000;
const CPU_WINDOW_MILLIS = 5000;
const SILENT_MILLIS = 5000;
const MOST_LOOPS = 300;
const MOST_INCIDENTS = 50;
const FREEZE_MILLIS = 1000;

const element = (id) => document.getElementById(id);
const cpuSeen = new Map();
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

function key(item) {
  return JSON.stringify([item.service, item.process, item.loop]);
}

// Share of a core over the last seconds, from what the reports said at the time they were made.
function cpuShare(loop, now) {
  if (loop.cpuSeconds === null || !loop.up) return null;
  const seen = cpuSeen.get(key(loop)) ?? [];
  const at = now - loop.reportAgeMs;
  const last = seen.at(-1);
  if (last && loop.cpuSeconds < last.cpu) seen.length = 0;
  if (!last || at - last.at > 200) seen.push({ at, cpu: loop.cpuSeconds });
  while (seen.length > 2 && seen[1].at < at - CPU_WINDOW_MILLIS) seen.shift();
  cpuSeen.set(key(loop), seen);
  const first = seen[0];
  const newest = seen.at(-1);
  return newest && newest.at - first.at > 500 ? ((newest.cpu - first.cpu) * 1000) / (newest.at - first.at) : null;
}

function stateOf(loop) {
  if (!loop.up) return ["gone", "probe gone"];
  if (loop.stalled) {
    return ["stalled", `${loop.stallAgeMs >= FREEZE_MILLIS ? "frozen" : "stalled"} ${duration(loop.stallAgeMs)}`];
  }
  if (loop.reportAgeMs > SILENT_MILLIS) return ["silent", `silent ${duration(loop.reportAgeMs)}`];
  return ["runs", "runs"];
}

function loopRow(loop, now) {
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
    ["CPU", percent(cpuShare(loop, now))],
  ];
  for (const [name, value] of cells) {
    const cell = make("td", "number", value);
    cell.dataset.name = name;
    row.append(cell);
  }
  return row;
}

function showLoops(loops, now) {
  const wanted = element("filter").value.trim().toLowerCase();
  const matching = loops
    .filter((loop) => `${loop.service} ${loop.process} ${loop.loop}`.toLowerCase().includes(wanted))
    .sort((a, b) => Number(b.stalled) - Number(a.stalled) || Number(b.up) - Number(a.up));
  const known = new Set(loops.map(key));
  for (const seen of cpuSeen.keys()) if (!known.has(seen)) cpuSeen.delete(seen);
  element("loops").replaceChildren(...matching.slice(0, MOST_LOOPS).map((loop) => loopRow(loop, now)));
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

function facts(incident) {
  const demand = incident.demand;
  const parts = Object.entries(incident.detail).map(([name, value]) => `${name.replaceAll("_", " ")} ${value}`);
  if (demand.inFlight !== null) parts.push(`${number(demand.inFlight)} requests in flight`);
  if (demand.requestsPerSecond !== null) parts.push(`${number(demand.requestsPerSecond, 1)} requests/s before`);
  if (demand.pending !== null) parts.push(`${number(demand.pending)} tasks queued`);
  if (incident.cpuRatio !== null) parts.push(`loop CPU ${percent(incident.cpuRatio)}`);
  parts.push(`confidence ${percent(incident.confidence)}`);
  return parts.join(" · ");
}

function stack(incident) {
  const pre = make("pre", "");
  const culprit = incident.culprit && frameText(incident.culprit);
  const frames = incident.samples.at(-1)?.frames ?? [];
  for (const frame of frames) {
    const text = frameText(frame);
    pre.append(make("span", text === culprit ? "culprit" : "", `at ${text}`), "\n");
  }
  return pre;
}

function evidence(incident) {
  const details = make("details", "", make("summary", "", "Evidence and stack"));
  const list = make("ul", "");
  for (const sentence of incident.evidence) list.append(make("li", "", sentence));
  if (incident.evidence.length) details.append(list);
  if (incident.samples.length) details.append(stack(incident));
  return details;
}

function whenText(incident, now) {
  const started = new Date(incident.startedAt);
  const grown = incident.open ? now - started.getTime() : 0;
  const lasted = duration(Math.max(incident.durationMs, grown));
  const at = started.toLocaleTimeString();
  return incident.open ? `Stalled for ${lasted}, since ${at}, in ` : `Stalled for ${lasted} at ${at}, in `;
}

function incidentCard(incident) {
  const when = make("span", "when");
  const culprit = incident.culprit ? make("code", "", shortFrame(incident.culprit)) : "no frame of application code";
  return make(
    "article",
    incident.open ? "card bad" : "card",
    make(
      "h3",
      "",
      make("span", "tag", incident.cause),
      `${incident.loop} `,
      make("span", "count", `of ${incident.service} · ${incident.process}`),
    ),
    make("p", "", when, culprit),
    make("p", "facts", facts(incident)),
    evidence(incident),
  );
}

// A card stays while its incident does not change, so that nobody loses the place where they read.
function currentCard(incident) {
  const text = JSON.stringify(incident);
  const known = cards.get(incident.id);
  if (known?.text === text) return known.card;
  const card = incidentCard(incident);
  card.querySelector("details").open = known?.card.querySelector("details").open ?? false;
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
  verdict.className = stalled ? "verdict bad" : "verdict good";
  verdict.textContent = stalled
    ? `${stalled} of ${up} loops ${stalled === 1 ? "is" : "are"} stalled`
    : up ? `${up === 1 ? "The loop runs" : `All ${number(up)} loops run`}` : "No loop is watched";
  document.title = stalled ? `(${stalled}) Holter` : "Holter";
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
  line.textContent = lost ? `The collector does not answer; last answer: ${at}` : `Updated ${at}`;
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
  showLoops(loops, now);
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
