// The reasons: what is on the page and why, what is not, and what the one thing pointed at rests on.

import { byId, count, element } from "./dom.js";

/** What is explained now: the view, and what is called when a wish is made. */
let view = null;
let wished = () => {};

/** Fills the panel for a document of a view, which may be none. */
export function showWhy(shown, document, general, onWish = () => {}) {
  [view, wished] = [shown, onWish];
  const why = byId("reasons");
  const { scrollTop } = why;
  const good = view?.good?.explanation;
  const parts = !good ? [] : document === "resume" ? resume(good) : letter(good);
  const findings = section("Findings", all([...(view?.findings ?? []), ...general]).map(finding));
  fill(why, [coverage(good), findings, ...parts].filter(Boolean));
  why.scrollTop = scrollTop;
  relight();
}

const SEVERITIES = ["error", "warning", "note"];

/** Findings without those that are told twice, the gravest first. */
function all(findings) {
  const once = new Map(findings.map((found) => [JSON.stringify(found), found]));
  const gravity = ({ severity }) => SEVERITIES.indexOf(severity);
  return [...once.values()].sort((one, other) => gravity(one) - gravity(other));
}

/** Fills a panel anew; what is folded in it stays folded, and what has the focus keeps it. */
function fill(panel, children) {
  remember(panel);
  const focused = panel.contains(document.activeElement) ? selectorOf(document.activeElement) : null;
  panel.replaceChildren(...children);
  if (focused) panel.querySelector(focused)?.focus({ preventScroll: true });
}

/** How an element that can have the focus is found again; null if it cannot be. */
function selectorOf({ dataset: { wish, of, ids } }) {
  if (wish) return `[data-wish="${wish}"][data-of="${CSS.escape(of)}"]`;
  return ids ? `[data-ids="${CSS.escape(ids)}"]` : null;
}

function resume({ topics, highlights, cut, parts }) {
  const byName = new Map(highlights.map((item) => [item.id, item]));
  const out = cut.map((id) => byName.get(id)).filter(Boolean);
  const others = highlights.filter((item) => !item.selected && !cut.includes(item.id));
  const gaps = topics.filter((item) => item.status === "gap");
  return [
    section("Gaps", gaps.map(topic)),
    section("On the page", highlights.filter((item) => item.selected).map(highlight)),
    section("Cut, the most valuable first", out.map(highlight), "ol"),
    section("Not chosen", others.map(highlight)),
    section("Other parts", parts.map(part)),
    section("Topics", topics.filter((item) => item.status !== "gap").map(topic)),
  ];
}

function letter({ letter, left_out, unused }) {
  return [
    section("Sentences and their sources", letter.map(sentence), "ol"),
    section("Left out to stay short", left_out.map((line) => sentence(line, null))),
    section("Instructions without a trace", unused.map((item) =>
      element("li", {}, element("p", {}, item.text), sources([item.source])))),
  ];
}

/** What is folded away, by its title; what is asked for rarely is so at first. */
const folded = new Map(["Findings", "Not chosen", "Other parts", "Topics"].map((title) => [title, true]));

function remember(panel) {
  for (const section of panel.querySelectorAll("details")) folded.set(section.dataset.title, !section.open);
}

function section(title, items, list = "ul") {
  if (items.length === 0) return null;
  return element("details", { "data-title": title, open: !folded.get(title) },
    element("summary", {}, element("h3", {}, `${title} (${items.length})`)), element(list, {}, items));
}

function coverage(good) {
  if (!good) return null;
  const { achieved, possible } = good.coverage;
  return element("p", { class: "coverage" },
    `Covers ${achieved} of the ${possible} points of what is asked that this profile can speak to.`);
}

/** A finding with its place, its line and what to do. */
export function finding(found) {
  const place = found.file ? `${found.file}${found.line ? `:${found.line}:${found.column}` : ""}` : "";
  return element("li", { class: found.severity },
    element("p", {}, element("strong", {}, found.severity), ` ${found.message}`),
    place ? element("p", { class: "place" }, place) : null,
    found.source ? element("pre", { tabindex: "0" }, found.source) : null,
    found.hint ? element("p", { class: "hint" }, found.hint) : null);
}

function sources(lines) {
  const places = new Map(lines.map((line) => [`${line.file}:${line.line}`, line]));
  return [...places].map(([place, { file, line }]) =>
    element("p", { class: "source" }, element("span", { class: "place" }, place),
      ` ${view.good.lines[file]?.[line] ?? ""}`));
}

function topic(item) {
  const ids = [...new Set([...item.covered_by, ...item.candidates])];
  return element("li", { class: `topic ${item.status}`, "data-ids": ids.join(" "), tabindex: "0" },
    element("p", {}, element("strong", {}, item.text), ` ${item.status}, weight ${item.weight}`),
    sources(item.sources));
}

function highlight(item) {
  return element("li", { "data-ids": item.id },
    element("p", {}, item.text),
    element("p", { class: "reason" }, `${view.good.names[item.parent] ?? item.parent}: ${item.reason}`),
    wishes(item.id));
}

function wishes(id) {
  const wish = view.keep.includes(id) ? "keep" : view.drop.includes(id) ? "drop" : "free";
  const button = (name, label, title) => element("button", {
    type: "button",
    title,
    "data-wish": name,
    "data-of": id,
    "aria-pressed": wish === name ? "true" : "false",
    onclick: () => wished(id, wish === name ? "free" : name),
  }, label);
  return element("div", { class: "wishes" },
    button("keep", "Keep", "Pin it to the page, in the notes under Keep"),
    button("drop", "Drop", "Leave it out, in the notes under Drop"));
}

function part({ part, chosen, left_out, reason }) {
  const list = (label, words) => (words.length ? element("p", {}, `${label}: ${words.join(", ")}`) : null);
  // A summary is known by its own id, everything else by the part that it is in.
  const ids = part === "summary" ? chosen : [`part:${part}`];
  return element("li", { "data-ids": ids.join(" "), tabindex: "0" },
    element("p", {}, element("strong", {}, part), ` ${reason}`),
    list("Chosen", chosen), list("Left out", left_out));
}

function sentence(line, at) {
  return element("li", { "data-ids": at === null ? null : `sentence-${at}`, tabindex: "0" },
    element("p", {}, line.sentence), sources(line.sources));
}

// -- The one thing pointed at ---------------------------------------------------------------------------------

/** What stays lit until something else is clicked, and what the lens shows. */
let held = [];
let inLens = null;

/** Lights up all that belongs to ids, on the page and beside it; what is held, if there are none. */
export function light(ids) {
  const lit = new Set(ids.length > 0 ? ids : held);
  for (const item of document.querySelectorAll("[data-ids]")) {
    item.classList.toggle("lit", item.dataset.ids.split(" ").some((id) => lit.has(id)));
  }
}

/** Shows in the lens what a line of the page rests on; it stays there, so that it can be reached. */
export function point(ids) {
  light(ids);
  if (ids.length > 0 && held.length === 0) showLens(ids[0]);
}

/** The same until something else is held; no ids let go of everything. */
export function hold(ids) {
  held = ids;
  light([]);
  showLens(ids[0] ?? null);
}

/** Lights up and explains anew what the page and the panel show now. */
export function relight() {
  light([]);
  showLens(inLens);
}

function showLens(id) {
  const lens = byId("lens");
  const parts = id === null ? null : explained(id);
  inLens = id;
  lens.hidden = parts === null;
  fill(lens, parts === null ? [] : [close(), ...parts]);
}

function close() {
  return element("button", { type: "button", class: "close", onclick: () => hold([]) }, "Close");
}

/** What a line of the page rests on; null if nothing is known. */
function explained(id) {
  const good = view?.good?.explanation;
  const item = good?.highlights.find((known) => known.id === id);
  if (item) {
    const topics = good.topics.filter((known) => item.topics.includes(known.id));
    return [
      element("h3", {}, view.good.names[item.parent] ?? item.parent),
      element("p", {}, item.text),
      element("p", { class: "reason" }, item.reason),
      wishes(id),
      section("Evidence for", topics.map((known) =>
        element("li", {}, element("p", {}, element("strong", {}, known.text)), sources(known.sources)))),
    ].filter(Boolean);
  }
  const line = good?.letter.find((_, at) => `sentence-${at}` === id);
  if (line) {
    const nothing = element("p", { class: "reason" }, "It rests on no line: it is the form of a letter.");
    return [
      element("h3", {}, count(line.sources.length, "source")),
      element("p", {}, line.sentence),
      ...(line.sources.length ? sources(line.sources) : [nothing]),
    ];
  }
  const known = good?.parts.find((known) =>
    id === `part:${known.part}` || (known.part === "summary" && known.chosen.includes(id)));
  return known ? [element("ul", {}, part(known))] : null;
}
