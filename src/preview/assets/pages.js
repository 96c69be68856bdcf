// The pages: pictures of the finished PDF, with their text over them to be selected, found and pointed at.

import { byId, drawn, element } from "./dom.js";

/** How many times pages were put up, so that those that come late are not. */
let shown = 0;
/** What each sheet that is up shows. */
const saidBy = new WeakMap();

/** Puts up pages in the place of those before once all can be drawn, so that nothing flickers or moves. A page that
 * is the same is left alone, with what is marked on it. */
export async function showPages(pages) {
  const mine = ++shown;
  const stage = byId("pages");
  const pictures = await Promise.all(pages.map(async (page, at) => {
    if (stage.children[at]?.dataset.picture === page.picture) return null;
    const picture = element("img", { src: `/picture/${page.picture}.svg`, alt: "", draggable: "false" });
    // One that is gone already belongs to pages that are not true any more.
    await picture.decode().catch(() => {});
    return picture;
  }));
  if (mine !== shown) return;
  while (stage.children.length > pages.length) stage.lastElementChild.remove();
  pages.forEach((page, at) => {
    const label = `Page ${at + 1} of ${pages.length}`;
    const said = JSON.stringify([page, label]);
    const before = stage.children[at];
    if (before && saidBy.get(before) === said) return;
    const made = sheet(page, pictures[at] ?? before.querySelector("img"), label);
    saidBy.set(made, said);
    if (before) before.replaceWith(made);
    else stage.append(made);
  });
}

function sheet(page, picture, label) {
  const made = element("article", { class: "sheet", "data-picture": page.picture, "aria-label": label },
    picture, textOf(page));
  made.style.setProperty("--width", page.width);
  made.style.setProperty("--height", page.height);
  return made;
}

function textOf(page) {
  const runs = page.text.map((run) => {
    const area = drawn("rect", {
      x: run.x - 1,
      y: run.y - run.size * 0.85,
      width: run.width + 2,
      height: run.size * 1.2,
    });
    const text = drawn("text", {
      x: run.x,
      y: run.y,
      "font-size": run.size,
      textLength: run.width,
      lengthAdjust: "spacingAndGlyphs",
    }, `${run.text} `);
    return run.id ? drawn("g", { "data-ids": run.id }, area, text) : drawn("g", {}, text);
  });
  return drawn("svg", { viewBox: `0 0 ${page.width} ${page.height}` }, runs);
}
