// The pages: pictures of the finished PDF, with their text over them to be selected, found and pointed at.

import { byId, drawn, element } from "./dom.js";

/** How many times pages were put up, so that those that come late are not. */
let shown = 0;

/** Puts up pages in the place of those before once all can be drawn, so that nothing flickers or moves. */
export async function showPages(pages) {
  const mine = ++shown;
  const stage = byId("pages");
  const before = [...stage.children];
  const same = (page, at) => before[at]?.dataset.picture === page.picture;
  const pictures = await Promise.all(pages.map(async (page, at) => {
    if (same(page, at)) return null;
    const picture = element("img", { src: `/picture/${page.picture}.svg`, alt: "", draggable: "false" });
    // One that is gone already belongs to pages that are not true any more.
    await picture.decode().catch(() => {});
    return picture;
  }));
  if (mine !== shown) return;
  stage.replaceChildren(...pages.map((page, at) =>
    sheet(page, pictures[at] ?? before[at].querySelector("img"), `Page ${at + 1} of ${pages.length}`)));
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
