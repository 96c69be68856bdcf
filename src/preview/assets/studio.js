// The studio's page: it shows what the server knows, and asks again whenever something has changed.

import { byId, count, element } from "./dom.js";
import { showPages } from "./pages.js";
import { finding, hold, light, point, relight, showWhy } from "./why.js";

const ZOOMS = ["0.75", "1", "1.5", "2"];
const SILENT = "The studio does not answer; is it still running?";

/** What is looked at; the address keeps it. A theme is that of the job, unless another is tried on. */
const look = { job: "", document: "resume", theme: null };
/** What the server last said of all jobs, and of the one that is looked at. */
let list = { jobs: [], themes: [], findings: [] };
let view = null;
/** The view as it came, to tell whether another says something else. */
let viewText = "";
let jobsAsked = false;
let jobsAskedAgain = false;
/** How many times a view was asked for, so that a late answer is not shown. */
let asked = 0;
let token = tokenOf(document);
let forget;

/** Tells what happened; it goes by itself, unless it stays true. */
function say(text, { stays = false } = {}) {
  clearTimeout(forget);
  byId("state").textContent = text;
  if (!stays) forget = setTimeout(() => say("", { stays: true }), 10_000);
}

/** What changes a file needs the token of the studio that made the page. */
function tokenOf(page) {
  return page.querySelector("meta[name=token]").content;
}

function query() {
  const query = new URLSearchParams({ job: look.job });
  if (look.theme) query.set("theme", look.theme);
  return query;
}

// -- The address ----------------------------------------------------------------------------------------------

function readAddress() {
  let parts;
  try {
    parts = location.hash.slice(1).split("/").map(decodeURIComponent);
  } catch {
    // Somebody wrote it by hand.
    parts = [];
  }
  const [job, kind, theme] = parts;
  look.job = job || look.job;
  look.document = kind === "cover-letter" ? kind : "resume";
  look.theme = theme || null;
}

/** Writes what is looked at into the address; a step is one that the browser's Back takes back. */
function writeAddress({ step = false } = {}) {
  const parts = [look.job, look.document, ...(look.theme ? [look.theme] : [])];
  const address = `#${parts.map(encodeURIComponent).join("/")}`;
  if (address === location.hash) return;
  if (step) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}

// -- Asking ---------------------------------------------------------------------------------------------------

async function ask(path) {
  const answer = await fetch(path);
  const said = await answer.text();
  if (!answer.ok) throw new Error(JSON.parse(said).message);
  return said;
}

/** Asks for the jobs; what is asked meanwhile is asked once more afterwards. */
async function loadJobs() {
  if (jobsAsked) {
    jobsAskedAgain = true;
    return;
  }
  jobsAsked = true;
  try {
    await loadJobsNow();
  } catch {
    say(SILENT, { stays: true });
  }
  jobsAsked = false;
  if (jobsAskedAgain) {
    jobsAskedAgain = false;
    loadJobs();
  }
}

async function loadJobsNow() {
  list = JSON.parse(await ask("/api/jobs"));
  if (!look.job && list.jobs.length > 0) {
    look.job = list.jobs[0].job;
    writeAddress();
    loadView();
  }
  showJobs();
  showThemes();
  showReasons();
  if (!look.job) {
    showTrouble(list.findings.length > 0 ? list.findings :
      [{ severity: "error", message: "there is no job yet", hint: "write one with: bespoke new COMPANY POSITION" }]);
  }
}

async function loadView() {
  if (!look.job) return;
  const mine = ++asked;
  // A large posting takes its time.
  const slow = setTimeout(() => byId("stage").setAttribute("aria-busy", "true"), 300);
  try {
    const said = await ask(`/api/look?${query()}`);
    if (mine !== asked || said === viewText) return;
    [view, viewText] = [JSON.parse(said), said];
    showView();
  } catch (error) {
    if (mine !== asked) return;
    viewText = "";
    if (view?.job !== look.job) view = null;
    showNothingNew([{ severity: "error", message: error instanceof TypeError ? SILENT : error.message }]);
  } finally {
    clearTimeout(slow);
    if (mine === asked) byId("stage").removeAttribute("aria-busy");
  }
}

function post(path, body) {
  return fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", "x-bespoke-token": token },
    body: JSON.stringify(body),
  });
}

/** Asks for a change of a file, and says what came of it. True if it was made. */
async function change(path, body) {
  try {
    let answer = await post(path, body);
    if (answer.status === 403) {
      // A studio that was started anew has another token.
      token = tokenOf(new DOMParser().parseFromString(await (await fetch("/")).text(), "text/html"));
      answer = await post(path, body);
    }
    say((await answer.json()).message);
    return answer.ok;
  } catch {
    say(SILENT, { stays: true });
    return false;
  }
}

/** Looks at something else. */
function go(to) {
  const other = to.job && to.job !== look.job;
  if (other) Object.assign(look, { theme: null });
  Object.assign(look, to);
  hold([]);
  say("");
  writeAddress({ step: true });
  showJobs();
  showThemes();
  if (other || "theme" in to) loadView();
  else showView();
  if (other || "document" in to) byId("pages").scrollTop = 0;
}

// -- Showing --------------------------------------------------------------------------------------------------

function showJobs() {
  const rows = list.jobs.map((row) => {
    // Two applications at one company may differ in nothing else.
    const facts = [row.company && row.job, row.status, row.due && `due ${row.due}`, row.coverage !== null && `${row.coverage} % covered`];
    const counts = [row.errors && count(row.errors, "error"), row.warnings && count(row.warnings, "warning")];
    const told = counts.filter(Boolean).join(", ");
    return element("li", { class: row.stale ? "stale" : null }, element("button", {
      type: "button",
      "data-job": row.job,
      "aria-current": row.job === look.job ? "true" : null,
      onclick: () => go({ job: row.job }),
    },
    element("strong", {}, row.company ?? row.job),
    element("span", {}, row.position ?? row.job),
    element("span", { class: "facts" }, facts.filter(Boolean).join(" · ")),
    told ? element("span", { class: row.errors ? "error" : "warning" }, told) : null));
  });
  const focused = document.activeElement?.dataset?.job;
  const jobs = byId("jobs").querySelector("ol");
  jobs.replaceChildren(...rows);
  if (focused) jobs.querySelector(`[data-job="${CSS.escape(focused)}"]`)?.focus();
}

function showThemes() {
  const current = look.theme ?? view?.good?.theme;
  const focused = document.activeElement?.dataset?.theme;
  byId("themes").replaceChildren(...list.themes.map((theme) => element("button", {
    type: "button",
    role: "tab",
    "data-theme": theme,
    "aria-selected": theme === current ? "true" : "false",
    "aria-controls": "pages",
    tabindex: theme === current ? "0" : "-1",
  }, theme)));
  if (focused) byId("themes").querySelector(`[data-theme="${CSS.escape(focused)}"]`)?.focus();
  const use = byId("use");
  use.hidden = !look.theme;
  use.textContent = look.theme ? `Use ${look.theme} for this job` : "";
}

function showDocuments() {
  for (const tab of byId("documents").children) {
    const selected = tab.dataset.document === look.document;
    tab.setAttribute("aria-selected", String(selected));
    tab.tabIndex = selected ? 0 : -1;
  }
  byId("pages").setAttribute("aria-labelledby", `tab-${look.document}`);
}

/** What stands in the way, over the last good pages. */
function showTrouble(findings) {
  const errors = findings.filter((found) => found.severity === "error");
  const trouble = byId("trouble");
  trouble.hidden = errors.length === 0;
  trouble.replaceChildren(
    element("p", {}, view?.good ? "The pages below are as they were before:" : "There is nothing to show:"),
    element("ul", {}, errors.map(finding)));
  byId("stage").classList.toggle("outdated", errors.length > 0);
}

/** What stands in the way where there is no new view: the last one of this job stays, if there is one. */
function showNothingNew(findings) {
  showDocuments();
  if (!view) {
    byId("title").textContent = look.job;
    showPages([]);
    showWhy(null, look.document, list.findings);
  }
  byId("download").removeAttribute("href");
  byId("limit").disabled = true;
  showTrouble(findings);
}

function showView() {
  showDocuments();
  if (!view) return;
  byId("title").textContent = view.position ? `${view.position}, ${view.company}` : look.job;
  document.title = view.company ? `${view.company} - Bespoke` : "Bespoke";
  const download = byId("download");
  download.download = `${view.job}-${look.document}.pdf`;
  if (view.current) download.href = `/pdf/${look.document}.pdf?${query()}`;
  else download.removeAttribute("href");
  showThemes();
  showLimit();
  showTrouble(view.current ? [] : view.findings);
  showReasons();
  showPages(view.good?.[look.document].pages ?? []).then(relight);
}

function showReasons() {
  if (!view) return;
  const { job } = view;
  showWhy(view, look.document, list.findings, (id, wish) => change("/api/wish", { job, id, wish }));
}

function showLimit() {
  const limit = view.good?.page_limit ?? 1;
  byId("limit").disabled = !view.good;
  const options = [1, 2, 3, ...(limit > 3 ? [limit] : [])];
  byId("limit").replaceChildren(...options.map((pages) =>
    element("option", { value: pages, selected: pages === limit }, String(pages))));
}

function zoomTo(value) {
  byId("zoom").value = value;
  const pages = byId("pages");
  pages.classList.toggle("fit", value === "fit");
  pages.style.setProperty("--zoom", value === "fit" ? 1 : value);
}

// -- Pointing -------------------------------------------------------------------------------------------------

const ids = (event) => event.target.closest?.("[data-ids]")?.dataset.ids.split(" ").filter(Boolean) ?? [];

/** Scrolls a panel, and nothing around it, until the first such item can be seen. */
function reveal(panel, which) {
  const [seen, item] = [panel, panel.querySelector(which)].map((shown) => shown?.getBoundingClientRect());
  if (item) panel.scrollTop += Math.min(item.top - seen.top, Math.max(item.bottom - seen.bottom, 0));
}

byId("pages").addEventListener("mouseover", (event) => point(ids(event)));
byId("pages").addEventListener("click", (event) => {
  // Whoever marks text means the text.
  if (!getSelection().isCollapsed) return;
  hold(ids(event));
  reveal(byId("reasons"), "details[open] .lit");
});
byId("reasons").addEventListener("click", (event) => {
  if (event.target.closest("button, summary") || !getSelection().isCollapsed) return;
  hold(ids(event));
  reveal(byId("pages"), ".lit");
});
for (const kind of ["mouseover", "focusin"]) {
  byId("reasons").addEventListener(kind, (event) => light(ids(event)));
}

// -- Hands ----------------------------------------------------------------------------------------------------

function step(values, current, by) {
  const at = values.indexOf(current);
  return values[(at + by + values.length) % values.length];
}

function pick(tab) {
  if (tab?.dataset.document) go({ document: tab.dataset.document });
  if (tab?.dataset.theme) go({ theme: tab.dataset.theme });
}

for (const tabs of [byId("documents"), byId("themes")]) {
  tabs.addEventListener("click", (event) => pick(event.target.closest("[role=tab]")));
  tabs.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    const next = step([...tabs.children], event.target, by);
    next.focus();
    pick(next);
  });
}
byId("use").addEventListener("click", async () => {
  const { job, theme } = look;
  const made = await change("/api/setting", { job, theme });
  // The theme is the job's own now, so there is none to try on any more.
  if (!made || look.job !== job || look.theme !== theme) return;
  look.theme = null;
  writeAddress();
  showThemes();
  loadView();
});
byId("limit").addEventListener("change", async (event) => {
  const made = await change("/api/setting", { job: view.job, pages: Number(event.target.value) });
  if (!made) showLimit();
});
byId("zoom").addEventListener("change", (event) => zoomTo(event.target.value));
const undo = () => change("/api/undo", { job: look.job });
byId("undo").addEventListener("click", undo);
byId("help").addEventListener("click", () => byId("keys").showModal());

const jobs = () => list.jobs.map((row) => row.job);
const zoomBy = (by) => {
  const at = Math.max(ZOOMS.indexOf(byId("zoom").value), by > 0 ? 0 : 1);
  zoomTo(ZOOMS[Math.min(Math.max(at + by, 0), ZOOMS.length - 1)]);
};
const KEYS = {
  j: () => go({ job: step(jobs(), look.job, 1) }),
  k: () => go({ job: step(jobs(), look.job, -1) }),
  1: () => go({ document: "resume" }),
  2: () => go({ document: "cover-letter" }),
  t: () => go({ theme: step(list.themes, look.theme ?? view?.good?.theme, 1) }),
  "+": () => zoomBy(1),
  "=": () => zoomBy(1),
  "-": () => zoomBy(-1),
  0: () => zoomTo("fit"),
  z: undo,
  "?": () => byId("keys").showModal(),
  Escape: () => hold([]),
};
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(KEYS, event.key)) return;
  event.preventDefault();
  KEYS[event.key]();
});

// -- News -----------------------------------------------------------------------------------------------------

// A browser keeps few connections to one address, so of all tabs one listens and tells the others.
const channel = new BroadcastChannel("bespoke");
const NOTHING = { files: -1, jobs: -1 };
/** The news that this tab has shown, and the latest. */
let known = NOTHING;
let latest = NOTHING;

function hear(news) {
  latest = news;
  // A tab that nobody sees need not be true.
  if (document.hidden) return;
  if (news.files !== known.files) loadView();
  if (news.files !== known.files || news.jobs !== known.jobs) loadJobs();
  known = news;
}

channel.addEventListener("message", (event) => hear(event.data));
document.addEventListener("visibilitychange", () => hear(latest));

/** How long until it is asked again who has refused, in milliseconds. */
const AGAIN = 2000;

function listen() {
  return new Promise((ended) => {
    const events = new EventSource("/api/events");
    events.addEventListener("message", (event) => {
      const news = JSON.parse(event.data);
      channel.postMessage(news);
      hear(news);
    });
    events.addEventListener("error", () => {
      // What answers next may be another studio, which counts anew.
      known = NOTHING;
      say(SILENT, { stays: true });
      // A browser tries again by itself, but not after a refusal.
      if (events.readyState === EventSource.CLOSED) setTimeout(ended, AGAIN);
    });
    events.addEventListener("open", () => byId("state").textContent === SILENT && say(""));
  }).then(listen);
}

readAddress();
look.job ||= document.querySelector("meta[name=job]").content;
zoomTo("fit");
addEventListener("hashchange", () => {
  readAddress();
  showJobs();
  loadView();
});
loadJobs();
loadView();
navigator.locks.request("bespoke-news", listen);
