// The studio's page: it shows what the server knows, and asks again whenever something has changed.
//
// Texts of a person or of the web only ever become text nodes and attributes, never markup.

const token = document.querySelector("meta[name=token]").content;
const byId = (id) => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";
const ZOOMS = ["0.75", "1", "1.5", "2"];

/** What is looked at; the address keeps it. */
const look = { job: "", document: "resume", theme: null };
/** What the server last said. */
let list = { jobs: [], themes: [], findings: [] };
let view = null;
/** How many requests for a view were sent, so that a late answer is not shown. */
let asked = 0;

/** An element with attributes and children; texts become text nodes. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== ""));
  return made;
}

function say(text) {
  byId("state").textContent = text;
}

function query() {
  const query = new URLSearchParams({ job: look.job });
  if (look.theme) query.set("theme", look.theme);
  return query;
}

// -- The address ----------------------------------------------------------------------------------------------

function readAddress() {
  const [job, kind, theme] = location.hash.slice(1).split("/").map(decodeURIComponent);
  look.job = job || look.job;
  look.document = kind === "cover-letter" ? kind : "resume";
  look.theme = theme || null;
}

function writeAddress() {
  const parts = [look.job, look.document, ...(look.theme ? [look.theme] : [])];
  history.replaceState(null, "", `#${parts.map(encodeURIComponent).join("/")}`);
}

// -- Asking ---------------------------------------------------------------------------------------------------

async function ask(path) {
  const answer = await fetch(path);
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.message);
  return said;
}

async function loadJobs() {
  list = await ask("/api/jobs");
  if (!look.job && list.jobs.length > 0) go({ job: list.jobs[0].job });
  showJobs();
  showThemes();
}

async function loadView() {
  if (!look.job) return showTrouble(list.findings);
  const mine = ++asked;
  try {
    const said = await ask(`/api/look?${query()}`);
    if (mine !== asked) return;
    view = said;
    await showView();
    say("");
  } catch (error) {
    if (mine !== asked) return;
    showTrouble([{ severity: "error", message: error.message }]);
  }
}

async function change(path, body) {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json", "x-bespoke-token": token },
      body: JSON.stringify(body),
    });
    say((await answer.json()).message);
  } catch {
    say("The studio does not answer; is it still running?");
  }
}

/** Looks at something else. */
function go(to) {
  const other = to.job && to.job !== look.job;
  Object.assign(look, to);
  if (other) look.theme = null;
  writeAddress();
  showJobs();
  if (other || "theme" in to) {
    loadView();
  } else {
    showView();
  }
  if (other) byId("pages").scrollTop = 0;
}

// -- Showing --------------------------------------------------------------------------------------------------

function showJobs() {
  const rows = list.jobs.map((row) => {
    const counts = [
      row.errors ? `${row.errors} error${row.errors === 1 ? "" : "s"}` : "",
      row.warnings ? `${row.warnings} warning${row.warnings === 1 ? "" : "s"}` : "",
    ].filter(Boolean).join(", ");
    const button = element("button", {
      type: "button",
      "data-job": row.job,
      "aria-current": row.job === look.job ? "true" : null,
      onclick: () => go({ job: row.job }),
    },
    element("strong", {}, row.company ?? row.job),
    element("span", {}, row.position ?? row.job),
    element("span", { class: "facts" },
      [row.status, row.due ? `due ${row.due}` : null, row.coverage === null ? null : `${row.coverage} % covered`]
        .filter(Boolean).join(" · ")),
    counts ? element("span", { class: row.errors ? "error" : "warning" }, counts) : null);
    return element("li", { class: row.stale ? "stale" : null }, button);
  });
  const focused = document.activeElement?.dataset?.job;
  byId("jobs").querySelector("ol").replaceChildren(...rows);
  if (focused) byId("jobs").querySelector(`[data-job="${CSS.escape(focused)}"]`)?.focus();
}

function showThemes() {
  const current = look.theme ?? view?.good?.theme;
  byId("themes").replaceChildren(...list.themes.map((theme) =>
    element("button", {
      type: "button",
      role: "radio",
      "aria-checked": theme === current ? "true" : "false",
      onclick: () => go({ theme }),
    }, theme)));
  const use = byId("use");
  use.hidden = !look.theme;
  use.textContent = look.theme ? `Use ${look.theme} for this job` : "";
}

function finding(found) {
  const place = found.file ? `${found.file}${found.line ? `:${found.line}:${found.column}` : ""}` : "";
  return element("li", { class: found.severity },
    element("p", {}, element("strong", {}, found.severity), ` ${found.message}`),
    place ? element("p", { class: "place" }, place) : null,
    found.source ? element("pre", {}, found.source) : null,
    found.hint ? element("p", { class: "hint" }, found.hint) : null);
}

/** What stands in the way, over the last good pages. */
function showTrouble(findings) {
  const errors = findings.filter((found) => found.severity === "error");
  const trouble = byId("trouble");
  trouble.hidden = errors.length === 0;
  trouble.replaceChildren(
    element("p", {}, view?.good ? "These pages are as they were before:" : "There is nothing to show yet:"),
    element("ul", {}, errors.map(finding)));
  byId("stage").classList.toggle("outdated", errors.length > 0);
}

async function showView() {
  if (!view) return;
  byId("title").textContent = view.position ? `${view.position}, ${view.company}` : look.job;
  document.title = view.company ? `${view.company} - Bespoke` : "Bespoke";
  for (const tab of byId("documents").children) {
    tab.setAttribute("aria-selected", tab.dataset.document === look.document ? "true" : "false");
  }
  byId("pages").setAttribute("aria-labelledby", `tab-${look.document}`);
  const download = byId("download");
  if (view.current) download.href = `/pdf/${look.document}.pdf?${query()}`;
  else download.removeAttribute("href");
  showThemes();
  showLimit();
  showTrouble(view.current ? [] : view.findings);
  showWhy();
  await showPages();
}

function showLimit() {
  const limit = view.good?.page_limit ?? 1;
  const options = [1, 2, 3, ...(limit > 3 ? [limit] : [])];
  byId("limit").replaceChildren(...options.map((pages) =>
    element("option", { value: pages, selected: pages === limit }, String(pages))));
}

/** Puts new pictures in the place of old ones once they can be drawn, so that nothing flickers. */
async function showPages() {
  const pages = view.good?.[look.document].pages ?? [];
  const shown = byId("pages");
  const made = await Promise.all(pages.map(async (page, at) => {
    const old = shown.children[at];
    const known = old?.dataset.picture === page.picture ? old.querySelector("img") : null;
    const picture = known ?? element("img", { src: `/picture/${page.picture}.svg`, alt: "", draggable: "false" });
    if (!known) await picture.decode().catch(() => {});
    const sheet = element("article", {
      class: "sheet",
      "data-picture": page.picture,
      "aria-label": `Page ${at + 1} of ${pages.length}`,
    }, picture, textOf(page));
    sheet.style.setProperty("--width", page.width);
    sheet.style.setProperty("--height", page.height);
    return sheet;
  }));
  shown.replaceChildren(...made);
  performance.mark("shown");
}

/** The words of a page where they stand on it, to be selected, found and pointed at. */
function textOf(page) {
  const layer = document.createElementNS(SVG, "svg");
  layer.setAttribute("viewBox", `0 0 ${page.width} ${page.height}`);
  for (const run of page.text) {
    const group = document.createElementNS(SVG, "g");
    if (run.id) {
      group.dataset.id = run.id;
      const area = document.createElementNS(SVG, "rect");
      area.setAttribute("x", run.x - 1);
      area.setAttribute("y", run.y - run.size * 0.85);
      area.setAttribute("width", run.width + 2);
      area.setAttribute("height", run.size * 1.15);
      group.append(area);
    }
    const text = document.createElementNS(SVG, "text");
    text.setAttribute("x", run.x);
    text.setAttribute("y", run.y);
    text.setAttribute("font-size", run.size);
    text.setAttribute("textLength", run.width);
    text.setAttribute("lengthAdjust", "spacingAndGlyphs");
    text.textContent = `${run.text} `;
    group.append(text);
    layer.append(group);
  }
  return layer;
}

// -- Why ------------------------------------------------------------------------------------------------------

function section(title, items, ordered = false) {
  if (items.length === 0) return null;
  return element("section", {}, element("h3", {}, `${title} (${items.length})`),
    element(ordered ? "ol" : "ul", {}, items));
}

function sources(lines) {
  const seen = new Set();
  return lines.map(({ file, line }) => {
    const place = `${file}:${line}`;
    if (seen.has(place)) return null;
    seen.add(place);
    return element("p", { class: "source" }, element("span", { class: "place" }, place),
      ` ${view.good.lines[file]?.[line] ?? ""}`);
  });
}

function topic(item) {
  return element("li", { class: `topic ${item.status}`, "data-ids": item.covered_by.join(" "), tabindex: "0" },
    element("p", {}, element("strong", {}, item.text), ` ${item.status}, weight ${item.weight}`),
    sources(item.sources));
}

function wishes(id) {
  const wish = view.keep.includes(id) ? "keep" : view.drop.includes(id) ? "drop" : "free";
  const button = (name, label) => element("button", {
    type: "button",
    "aria-pressed": wish === name ? "true" : "false",
    onclick: () => change("/api/wish", { job: look.job, id, wish: wish === name ? "free" : name }),
  }, label);
  return element("div", { class: "wishes" }, button("keep", "Keep"), button("drop", "Drop"));
}

function highlight(item) {
  return element("li", { "data-ids": item.id, tabindex: "0" },
    element("p", {}, item.text),
    element("p", { class: "reason" }, `${view.good.names[item.parent] ?? item.parent}: ${item.reason}`),
    wishes(item.id));
}

function sentence(line, at) {
  return element("li", { "data-ids": at === null ? null : `sentence-${at}`, tabindex: "0" },
    element("p", {}, line.sentence), sources(line.sources));
}

function showWhy() {
  const why = byId("why");
  const top = why.scrollTop;
  const findings = section("Findings", [...view.findings, ...list.findings].map(finding));
  const good = view.good;
  if (!good) return why.replaceChildren(...[findings].filter(Boolean));
  const { topics, highlights, cut, coverage, letter, left_out, unused } = good.explanation;
  const byName = new Map(highlights.map((item) => [item.id, item]));
  const out = cut.map((id) => byName.get(id)).filter(Boolean);
  const others = highlights.filter((item) => !item.selected && !cut.includes(item.id));
  const gaps = topics.filter((item) => item.status === "gap");
  const parts = look.document === "resume" ? [
    element("p", { class: "coverage" }, `Covers ${coverage.achieved} of the ${coverage.possible} that this profile can.`),
    findings,
    section("Gaps", gaps.map(topic)),
    section("On the page", highlights.filter((item) => item.selected).map(highlight)),
    section("Cut, the most valuable first", out.map(highlight), true),
    section("Not chosen", others.map(highlight)),
    section("Topics", topics.filter((item) => item.status !== "gap").map(topic)),
  ] : [
    findings,
    section("Sentences and what they rest on", letter.map(sentence), true),
    section("Left out to stay short", left_out.map((line) => sentence(line, null))),
    section("Instructions without a trace", unused.map((item) =>
      element("li", {}, element("p", {}, item.text), sources([item.source])))),
  ];
  why.replaceChildren(...parts.filter(Boolean));
  why.scrollTop = top;
}

/** Lights up everything that belongs to some ids, on the page and beside it. */
function light(ids) {
  const own = new Set(ids);
  for (const item of view?.good?.explanation.topics ?? []) {
    if (ids.length === 1 && item.covered_by.includes(ids[0])) own.add(`topic:${item.id}`);
  }
  for (const group of document.querySelectorAll("#pages g[data-id]")) {
    group.classList.toggle("lit", own.has(group.dataset.id));
  }
  for (const item of document.querySelectorAll("#why [data-ids]")) {
    item.classList.toggle("lit", item.dataset.ids.split(" ").some((id) => own.has(id)));
  }
}

function pointed(event) {
  const group = event.target.closest?.("#pages g[data-id]");
  if (group) return [group.dataset.id];
  const item = event.target.closest?.("#why [data-ids]");
  return item ? item.dataset.ids.split(" ").filter(Boolean) : [];
}

for (const kind of ["mouseover", "focusin"]) {
  document.addEventListener(kind, (event) => light(pointed(event)));
}
byId("pages").addEventListener("click", (event) => {
  const [id] = pointed(event);
  if (id && getSelection().isCollapsed) {
    byId("why").querySelector(`[data-ids~="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "nearest" });
  }
});

// -- Hands ----------------------------------------------------------------------------------------------------

function zoomTo(value) {
  byId("zoom").value = value;
  const pages = byId("pages");
  pages.classList.toggle("fit", value === "fit");
  pages.style.setProperty("--zoom", value === "fit" ? 1 : value);
}

function step(values, current, by) {
  const at = values.indexOf(current);
  return values[(at + by + values.length) % values.length];
}

byId("documents").addEventListener("click", (event) => {
  const kind = event.target.dataset.document;
  if (kind) go({ document: kind });
});
byId("use").addEventListener("click", async () => {
  await change("/api/setting", { job: look.job, theme: look.theme });
  go({ theme: null });
});
byId("limit").addEventListener("change", (event) =>
  change("/api/setting", { job: look.job, pages: Number(event.target.value) }));
byId("zoom").addEventListener("change", (event) => zoomTo(event.target.value));
byId("undo").addEventListener("click", () => change("/api/undo", {}));
byId("help").addEventListener("click", () => byId("keys").showModal());

const jobs = () => list.jobs.map((row) => row.job);
const KEYS = {
  j: () => go({ job: step(jobs(), look.job, 1) }),
  k: () => go({ job: step(jobs(), look.job, -1) }),
  1: () => go({ document: "resume" }),
  2: () => go({ document: "cover-letter" }),
  t: () => go({ theme: step(list.themes, look.theme ?? view?.good?.theme, 1) }),
  "+": () => zoomTo(ZOOMS[Math.min(ZOOMS.indexOf(byId("zoom").value) + 1, ZOOMS.length - 1)]),
  "-": () => zoomTo(ZOOMS[Math.max(ZOOMS.indexOf(byId("zoom").value) - 1, 0)]),
  0: () => zoomTo("fit"),
  z: () => change("/api/undo", {}),
  "?": () => byId("keys").showModal(),
};
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key]();
});

// -- News -----------------------------------------------------------------------------------------------------

// A browser keeps few connections to one address, so of all tabs one listens and tells the others.
const channel = new BroadcastChannel("bespoke");
let known = { files: -1, jobs: -1 };

function hear(news) {
  if (news.files !== known.files) loadView();
  if (news.files !== known.files || news.jobs !== known.jobs) loadJobs().catch(() => {});
  known = news;
}

channel.addEventListener("message", (event) => hear(event.data));

function listen() {
  return new Promise(() => {
    const events = new EventSource("/api/events");
    events.addEventListener("message", (event) => {
      const news = JSON.parse(event.data);
      channel.postMessage(news);
      hear(news);
    });
    events.addEventListener("error", () => say("The studio does not answer; is it still running?"));
    events.addEventListener("open", () => say(""));
  });
}

readAddress();
look.job ||= document.querySelector("meta[name=job]").content;
zoomTo("fit");
addEventListener("hashchange", () => {
  readAddress();
  showJobs();
  loadView();
});
await loadJobs().catch((error) => say(error.message));
await loadView();
navigator.locks.request("bespoke-news", listen);
