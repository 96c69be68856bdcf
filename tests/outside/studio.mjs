// The studio in a real browser: `node --test studio.mjs`, with the packages of package.json at $BESPOKE_NODE and
// the program at $BESPOKE, or else where cargo puts it.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { after, afterEach, before, test as unlimited } from "node:test";
import { fileURLToPath } from "node:url";

import { WIDE, background, launch, overflows, violations } from "./chromium.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const BESPOKE = process.env.BESPOKE ?? join(ROOT, "target/debug/bespoke");
const PHONE = { width: 390, height: 844 };
// The day decides what is still to come.
const ENVIRONMENT = { ...process.env, SOURCE_DATE_EPOCH: "1750000000" };
const TABS = 50;
/** Side of the squares in which two pictures are compared, in dots: edges are smoothed in many ways. */
const SIDE = 16;
/** Longer than anything takes, in milliseconds: what waits so long has failed. */
const PATIENCE = 20_000;
const test = (name, check) => unlimited(name, { timeout: 6 * PATIENCE }, check);

let browser;
/** What has to be ended after a test. */
let started = [];

before(async () => {
  browser = await launch();
  browser.context.setDefaultTimeout(PATIENCE);
});
after(() => browser.close());
afterEach(async () => {
  for (const page of browser.context.pages().slice(1)) await page.close();
  for (const { end } of started) await end();
  started = [];
});

/** A workspace with the sample's profile and jobs. */
async function sample() {
  const workspace = await empty();
  bespoke(workspace.folder, "init");
  return workspace;
}

async function empty() {
  const folder = await mkdtemp(join(tmpdir(), "studio-"));
  started.push({ end: () => rm(folder, { recursive: true, force: true }) });
  const path = (name) => join(folder, name);
  return {
    folder,
    path,
    read: (name) => readFile(path(name), "utf8"),
    async write(name, text) {
      await mkdir(dirname(path(name)), { recursive: true });
      await writeFile(path(name), text);
    },
    /** Changes a file, in which the text must stand. */
    async edit(name, from, to) {
      const text = await readFile(path(name), "utf8");
      assert.ok(text.includes(from), `${from} is not in ${name}`);
      await writeFile(path(name), text.replaceAll(from, to));
    },
  };
}

function bespoke(folder, ...arguments_) {
  return execFileSync(BESPOKE, ["-C", folder, ...arguments_], { env: ENVIRONMENT, stdio: "pipe" });
}

/** Serves a workspace and says where. */
async function serve(folder, port = "0") {
  const child = spawn(BESPOKE, ["-C", folder, "preview", "--no-open", "--port", port], { env: ENVIRONMENT });
  const end = () => new Promise((ended) => {
    child.on("exit", ended);
    if (!child.kill("SIGKILL")) ended();
  });
  started.unshift({ end });
  const lines = createInterface({ input: child.stdout });
  const [url] = await new Promise((told) => lines.once("line", (line) => told([line])));
  return { url, end };
}

/** Opens a page that must raise no error. */
async function open(url, { viewport = WIDE, wait = ".sheet img" } = {}) {
  const page = await browser.context.newPage();
  await page.setViewportSize(viewport);
  page.errors = [];
  page.on("pageerror", (error) => page.errors.push(String(error)));
  page.on("dialog", (dialog) => page.errors.push(`dialog ${dialog.message()}`));
  page.on("console", (message) => message.type() === "error" && page.errors.push(message.text()));
  await page.goto(url);
  if (wait) await page.waitForSelector(wait);
  return page;
}

/** The words of the pages that are shown. */
const words = (page) => page.locator("#pages").evaluate((pages) => pages.textContent);

/** Waits until something is true in the page. */
const until = (page, condition, argument) => page.waitForFunction(condition, argument, { timeout: PATIENCE });

const says = (page, text) => until(page, (text) => document.querySelector("#pages").textContent.includes(text), text);

/** The line of the page that says something. */
const line = (page, text) => page.locator("#pages g[data-ids]", { hasText: text }).first();

const NOTES = "profiles/jobs/penn-medicine.md";
const PROFILE = "profiles/master.toml";
const LINE = "Mentored 5 junior engineers";

async function penn() {
  const workspace = await sample();
  const studio = await serve(workspace.folder);
  return { ...workspace, ...studio, page: await open(`${studio.url}#penn-medicine`) };
}

test("shows both documents as crisp pages whose text can be selected, and nothing else is asked for", async () => {
  const { page, url } = await penn();
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.reload();
  await page.waitForSelector(".sheet img");
  assert.ok((await words(page)).includes("Alex Sample"));
  assert.ok(await page.locator(".sheet img").first().evaluate((image) => image.naturalWidth > 0));
  const selected = await page.evaluate(() => {
    getSelection().selectAllChildren(document.getElementById("pages"));
    return getSelection().toString();
  });
  assert.match(selected, /Mentored 5 junior engineers through paired design reviews and release duty; 3 went on to lead services\./);
  await page.keyboard.press("2");
  await says(page, "Dear Hiring Team");
  assert.equal(await page.locator("#tab-cover-letter").getAttribute("aria-selected"), "true");
  await page.keyboard.press("1");
  await says(page, LINE);
  assert.deepEqual(requests.filter((asked) => !asked.startsWith(url)), []);
  assert.deepEqual(page.errors, []);
});

test("a page looks as another program draws it, in every theme", async () => {
  const { page, path, folder } = await penn();
  const themes = await page.locator("#themes button").allTextContents();
  for (const theme of themes) {
    bespoke(folder, "build", "penn-medicine", "--theme", theme);
    const pdf = path("output/penn-medicine/resume.pdf");
    execFileSync("pdftoppm", ["-r", "144", "-gray", "-singlefile", pdf, path("page")]);
    const [, width, height, data] = /^P5\s+(\d+)\s+(\d+)\s+255\s([\s\S]*)$/.exec(await readFile(path("page.pgm"), "latin1"));
    const shades = Buffer.from(data, "latin1");
    await page.locator(`#themes [data-theme=${theme}]`).click();
    await until(page, (theme) => {
      const current = document.querySelector("#themes [aria-selected=true]").textContent;
      return current === theme && !document.getElementById("use").hidden;
    }, theme);
    const address = await page.evaluate(async (theme) => {
      const view = await (await fetch(`/api/look?job=penn-medicine&theme=${theme}`)).json();
      return `/picture/${view.good.resume.pages[0].picture}.svg`;
    }, theme);
    const { ours, paths, uses } = await page.evaluate(async ([address, width, height, side]) => {
      const text = await (await fetch(address)).text();
      const picture = new Image();
      picture.src = address;
      await picture.decode();
      const canvas = Object.assign(document.createElement("canvas"), { width, height });
      const context = canvas.getContext("2d");
      context.fillStyle = "#fff";
      context.fillRect(0, 0, width, height);
      context.drawImage(picture, 0, 0, width, height);
      const { data } = context.getImageData(0, 0, width, height);
      const ours = [];
      for (let at = 0; at < width * height; at += 1) {
        const square = Math.floor((at % width) / side) + 1000 * Math.floor(at / width / side);
        const shade = 0.299 * data[4 * at] + 0.587 * data[4 * at + 1] + 0.114 * data[4 * at + 2];
        ours[square] = (ours[square] ?? 0) + 255 - shade;
      }
      return { ours, paths: text.split("<path").length - 1, uses: text.split("<use").length - 1 };
    }, [address, Number(width), Number(height), SIDE]);
    const theirs = [];
    shades.forEach((shade, at) => {
      const square = Math.floor((at % width) / SIDE) + 1000 * Math.floor(at / width / SIDE);
      theirs[square] = (theirs[square] ?? 0) + 255 - shade;
    });
    let [difference, ink] = [0, 0];
    theirs.forEach((sum, square) => {
      difference += Math.abs(sum - ours[square]);
      ink += sum;
    });
    assert.ok(ink > 100_000 && difference < 0.1 * ink, `${theme}: ${difference} of ${ink} differ`);
    assert.ok(uses === 0 && paths < 300, `${theme} is drawn glyph by glyph`);
  }
});

test("a saved file changes the page; scrolling and zoom stay", async () => {
  const { page, edit } = await penn();
  await page.locator("#zoom").selectOption("1.5");
  await page.locator("#pages").evaluate((pages) => pages.scrollTo(40, 300));
  const where = () => page.locator("#pages").evaluate((pages) => [pages.scrollLeft, pages.scrollTop]);
  const [before, picture] = [await where(), await page.locator(".sheet").first().getAttribute("data-picture")];
  assert.ok(before[1] > 0);
  await edit(PROFILE, LINE, "Mentored 6 junior engineers");
  await says(page, "Mentored 6 junior engineers");
  assert.deepEqual(await where(), before);
  assert.equal(await page.locator("#zoom").inputValue(), "1.5");
  assert.notEqual(await page.locator(".sheet").first().getAttribute("data-picture"), picture);
  assert.deepEqual(page.errors, []);
});

test("an error lies over the last good pages until it is mended", async () => {
  const { page, edit } = await penn();
  await edit(PROFILE, "[basics]", "[basics");
  const trouble = page.locator("#trouble");
  await trouble.waitFor();
  assert.match(await trouble.innerText(), /profiles\/master\.toml:\d+:\d+[\s\S]*\[basics/);
  assert.ok((await words(page)).includes(LINE));
  assert.equal(await page.locator("#download").getAttribute("href"), null);
  for (const scheme of ["light", "dark"]) assert.deepEqual(await violations(page, scheme), []);
  await edit(PROFILE, "[basics", "[basics]");
  await trouble.waitFor({ state: "hidden" });
  assert.notEqual(await page.locator("#download").getAttribute("href"), null);
  assert.deepEqual(page.errors, []);
});

test("a line of the page and its reasons light each other up", async () => {
  const { page } = await penn();
  const lens = page.locator("#lens");
  assert.ok(await lens.isHidden());
  await line(page, "Designed an").hover();
  await lens.waitFor();
  assert.match(await lens.innerText(), /MLflow architecture[\s\S]*profiles\/jobs\/penn-medicine\.md:\d+[\s\S]*URBN: Emphasize MLflow/);
  const lit = (where) => page.locator(`${where} .lit`).allTextContents();
  assert.match((await lit("#pages")).join(" "), /notebook-to-production\s+time/);
  assert.ok((await lit("#reasons")).some((text) => text.includes("MLflow architecture")));
  // And the other way round.
  await page.locator("#reasons summary", { hasText: "Topics" }).click();
  await page.locator("#reasons .topic strong", { hasText: "ML pipeline development" }).first().hover();
  assert.match((await lit("#pages")).join(" "), /training and scoring ML pipelines/);
  assert.ok(!(await lit("#pages")).join(" ").includes("notebook-to-production"));
  await page.keyboard.press("2");
  await says(page, "Dear Hiring Team");
  await line(page, "taught me that").hover();
  assert.match(await lens.innerText(), /profiles\/master\.toml:\d+/);
  await page.keyboard.press("1");
  await says(page, LINE);
  // A skill tells how skills were chosen, and what is read in the lens stays while the mouse goes there.
  await page.locator('#pages [data-ids="part:skills"]').first().hover();
  assert.match(await lens.innerText(), /skills[\s\S]*Left out/);
  await lens.hover();
  assert.match(await lens.innerText(), /skills[\s\S]*Left out/);
  await page.keyboard.press("Escape");
  assert.ok(await lens.isHidden());
  assert.deepEqual(page.errors, []);
});

test("keep and drop change the file and the page, and can be taken back", async () => {
  const { page, read } = await penn();
  const before = await read(NOTES);
  await line(page, LINE).click();
  await page.locator("#lens button", { hasText: "Drop" }).click();
  await until(page, (text) => !document.querySelector("#pages").textContent.includes(text), LINE);
  const dropped = await read(NOTES);
  assert.match(dropped.slice(before.trimEnd().length), /^\n+## Drop\n- [\w-]+\n$/);
  assert.ok(dropped.startsWith(before.trimEnd()));
  assert.match(await page.locator("#state").innerText(), /now drops/);
  await page.keyboard.press("z");
  await says(page, LINE);
  assert.equal(await read(NOTES), before);
  // One that was cut is pinned.
  const cut = page.locator("#reasons details", { hasText: "Cut, the most valuable first" }).locator("li").last();
  const [id, text] = [await cut.getAttribute("data-ids"), await cut.locator("p").first().innerText()];
  await cut.locator("[data-wish=keep]").click();
  await until(page, (id) => document.querySelector(`#pages [data-ids="${id}"]`), id);
  assert.match(await read(NOTES), new RegExp(`## Keep\\n[\\s\\S]*- ${id}\\n`));
  assert.ok(text.length > 0);
  await page.locator("#undo").click();
  await until(page, (id) => !document.querySelector(`#pages [data-ids="${id}"]`), id);
  assert.equal(await read(NOTES), before);
  assert.deepEqual(page.errors, []);
});

test("themes are tried on, and used; the page limit is set", async () => {
  const { page, read, folder, path } = await penn();
  const before = await read(NOTES);
  await page.locator("#themes [data-theme=plain]").click();
  await until(page, () => document.querySelector("#themes [aria-selected=true]").textContent === "plain");
  assert.ok(page.url().endsWith("#penn-medicine/resume/plain"));
  assert.equal(await read(NOTES), before);
  await page.locator("#use").click();
  await until(page, () => document.querySelector("#use").hidden);
  await until(page, () => document.querySelector("#themes [aria-selected=true]").textContent === "plain");
  assert.equal(await read(NOTES), `+++\ntheme = "plain"\n+++\n\n${before}`);
  await page.locator("#limit").selectOption("2");
  await until(page, () => document.querySelectorAll(".sheet").length === 2);
  assert.match(await read(NOTES), /pages = 2/);
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#download").click()]);
  bespoke(folder, "build", "penn-medicine");
  const [shown, built] = [await readFile(await download.path()), await readFile(path("output/penn-medicine/resume.pdf"))];
  assert.ok(shown.equals(built));
  assert.equal(download.suggestedFilename(), "penn-medicine-resume.pdf");
  assert.deepEqual(page.errors, []);
});

test("everything can be done from the keyboard", async () => {
  const { page } = await penn();
  const current = () => page.locator("#jobs [aria-current]").getAttribute("data-job");
  await page.keyboard.press("k");
  assert.equal(await current(), "harbor-transit");
  await until(page, () => document.getElementById("title").textContent.includes("Harbor Transit"));
  await page.keyboard.press("j");
  assert.equal(await current(), "penn-medicine");
  await says(page, LINE);
  await page.keyboard.press("t");
  await until(page, () => document.querySelector("#themes [aria-selected=true]").textContent === "compact");
  await page.locator("#themes [aria-selected=true]").focus();
  await page.keyboard.press("ArrowRight");
  await until(page, () => document.querySelector("#themes [aria-selected=true]").textContent === "modern");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "modern");
  await page.keyboard.press("+");
  assert.equal(await page.locator("#zoom").inputValue(), "1");
  await page.keyboard.press("-");
  assert.equal(await page.locator("#zoom").inputValue(), "0.75");
  await page.keyboard.press("0");
  assert.equal(await page.locator("#zoom").inputValue(), "fit");
  await page.keyboard.press("?");
  assert.ok(await page.locator("#keys").isVisible());
  await page.keyboard.press("Escape");
  assert.ok(await page.locator("#keys").isHidden());
  // The keys of the browser stay its own.
  await page.keyboard.press("Control+j");
  assert.equal(await current(), "penn-medicine");
  await page.locator("#reasons .wishes button").first().focus();
  assert.ok(await page.locator("#pages .lit").count() > 0);
  assert.deepEqual(page.errors, []);
});

test("light and dark, wide and narrow, without a violation", async () => {
  const { page } = await penn();
  await page.locator("#reasons details:not([open]) summary").first().click();
  await line(page, LINE).click();
  for (const key of ["1", "2", "?"]) {
    await page.keyboard.press(key);
    for (const viewport of [WIDE, PHONE]) {
      await page.setViewportSize(viewport);
      const grounds = [];
      for (const scheme of ["light", "dark"]) {
        assert.deepEqual(await violations(page, scheme), [], `${key} ${viewport.width}`);
        grounds.push(await background(page));
      }
      assert.notEqual(grounds[0], grounds[1]);
      assert.ok(!(await overflows(page)), `${key} ${viewport.width}`);
    }
  }
  assert.deepEqual(page.errors, []);
});

test("an address written by hand leads somewhere", async () => {
  const workspace = await sample();
  const { url } = await serve(workspace.folder);
  for (const hash of ["#%zz", "#/x/y/z", "#no-such/cover-letter/no-such", "#__proto__"]) {
    const page = await open(url + hash, { wait: "#jobs button" });
    await page.locator("[data-job=penn-medicine]").click();
    await page.waitForSelector(".sheet img");
    // Asking for what is not there is told in the page and on the console.
    assert.deepEqual(page.errors.filter((error) => !error.includes("404")), [], hash);
  }
});

test("a phone can hold a line and read its reasons", async () => {
  const workspace = await sample();
  const { url } = await serve(workspace.folder);
  const page = await open(`${url}#penn-medicine`, { viewport: PHONE });
  await line(page, LINE).click();
  const lens = page.locator("#lens");
  assert.ok(await lens.isVisible());
  const box = await lens.boundingBox();
  assert.ok(box.y + box.height <= PHONE.height + 1 && box.y > PHONE.height / 2);
  assert.ok(!(await overflows(page)));
});

test("a script in every field stays text", async () => {
  const workspace = await empty();
  const attack = "<script>window.pwned = 1</script><img src=x onerror='window.pwned = 1'>";
  const quoted = JSON.stringify(attack);
  await workspace.write(PROFILE, `
[basics]
name = "Ada <b>Miller</b>"
email = "ada@miller.dev"
headline = ${quoted}
summary = ${quoted}
[[work]]
name = ${quoted}
location = ${quoted}
[[work.positions]]
id = "engineer"
title = ${quoted}
start = "2020-01"
highlights = [
  { id = "pipelines", text = ${JSON.stringify(`Built data pipelines ${attack} in Python that feed the reports of twelve teams.`)}, keywords = [${quoted}] },
  { id = "team", text = "Led four engineers and hired two of them." },
]
[[skills]]
name = ${quoted}
keywords = [${quoted}, "Python"]
`);
  await workspace.write("profiles/jobs/a&b<i>c.md", `# Application

## Company
Acme ${attack}

## Position
Engineer ${attack}

## Job Description
Requirements:
- Experience with data pipelines ${attack} is required.

## Notes
- ${attack}
- Key skills to emphasize:
  - Data pipelines ${attack}
- Mentions ${attack}

## Keep
- ${attack}
`);
  const { url } = await serve(workspace.folder);
  const page = await open(url, { wait: "#jobs button" });
  await page.waitForTimeout(500);
  await page.keyboard.press("2");
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => window.pwned), undefined);
  assert.equal(await page.locator("#jobs script, #stage script, #why script, #why img, #jobs img, #stage b").count(), 0);
  assert.match(await page.locator("body").innerText(), /<script>window\.pwned = 1<\/script>/);
  assert.deepEqual(page.errors, []);
});

test("every one of many tabs follows", async () => {
  const { edit, url } = await penn();
  const pages = [];
  for (let tab = 0; tab < TABS; tab += 1) pages.push(await open(`${url}#penn-medicine`));
  await edit(PROFILE, LINE, "Mentored 7 junior engineers");
  for (const page of pages) {
    await page.bringToFront();
    await says(page, "Mentored 7 junior engineers");
  }
  // The one that listened may go.
  await pages.shift().close();
  await edit(PROFILE, "Mentored 7 junior engineers", "Mentored 8 junior engineers");
  await pages[0].bringToFront();
  await says(pages[0], "Mentored 8 junior engineers");
  for (const page of pages) assert.deepEqual(page.errors, []);
});

test("what is done goes to the job that is seen, and what was tried stays until it is done", async () => {
  const { page, read, edit, path } = await penn();
  const harbor = "profiles/jobs/harbor-transit.md";
  const [before, other] = [await read(NOTES), await read(harbor)];
  // The next job is slow to come, and what is seen meanwhile is the one before.
  await page.route("**/api/look?job=harbor-transit", async (route) => {
    await new Promise((later) => setTimeout(later, 1500));
    await route.continue();
  });
  await page.locator("[data-job=harbor-transit]").click();
  await page.locator("#reasons [data-wish=drop]").first().click();
  await until(page, () => document.getElementById("state").textContent.includes("penn-medicine.md now drops"));
  assert.notEqual(await read(NOTES), before);
  assert.equal(await read(harbor), other);
  await page.locator("#title", { hasText: "Harbor Transit" }).waitFor();
  await page.keyboard.press("z");
  await until(page, () => document.getElementById("state").textContent.includes("no edit of harbor-transit"));
  await page.goBack();
  await page.locator("#title", { hasText: "Penn Medicine" }).waitFor();
  await page.keyboard.press("z");
  await until(page, () => document.getElementById("state").textContent.includes("is as it was"));
  assert.equal(await read(NOTES), before);
  // A file that cannot be read as a job takes no setting; the theme is still tried on and the limit as it was.
  await page.locator("#themes [data-theme=plain]").click();
  await until(page, () => !document.getElementById("use").hidden);
  await rename(path(NOTES), path("profiles/jobs/aside.txt"));
  await page.locator("#trouble", { hasText: 'no job "penn-medicine"' }).waitFor();
  await page.locator("#use").click();
  await until(page, () => document.getElementById("state").textContent.includes("there is no job"));
  assert.ok(await page.locator("#use").isVisible());
  assert.ok(await page.locator("#limit").isDisabled());
  await rename(path("profiles/jobs/aside.txt"), path(NOTES));
  await page.locator("#trouble").waitFor({ state: "hidden" });
  await page.locator("#use").click();
  await until(page, () => document.getElementById("state").textContent.includes("uses the theme plain"));
  assert.match(await read(NOTES), /theme = "plain"/);
});

test("a page that stays the same keeps what is marked on it, and a button its focus", async () => {
  const { page, edit, read } = await penn();
  const marked = () => page.evaluate(() => getSelection().toString());
  await page.evaluate(() => getSelection().selectAllChildren(document.querySelector("#pages svg text")));
  const before = await marked();
  assert.ok(before.length > 3);
  await edit(NOTES, "PENDING", "FORM");
  await page.locator("#jobs [aria-current] .facts", { hasText: "FORM" }).waitFor();
  assert.equal(await marked(), before);
  const keep = page.locator("#reasons [data-wish=keep]").nth(2);
  const id = await keep.getAttribute("data-of");
  await keep.focus();
  await page.keyboard.press("Enter");
  await until(page, (id) => document.activeElement.dataset.of === id && document.activeElement.ariaPressed === "true", id);
  assert.match(await read(NOTES), new RegExp(`- ${id}\n`));
  assert.deepEqual(page.errors, []);
});

test("jobs that come and go, and a workspace that is gone for a while", async () => {
  const { page, path, folder } = await penn();
  await copyFile(path(NOTES), path("profiles/jobs/again.md"));
  await page.locator("[data-job=again]").click();
  await says(page, LINE);
  await rename(path("profiles/jobs/again.md"), path("profiles/jobs/once-more.md"));
  await page.locator("[data-job=once-more]").waitFor();
  await page.locator("#trouble", { hasText: 'no job "again"' }).waitFor();
  await page.locator("[data-job=once-more]").click();
  await page.locator("#trouble").waitFor({ state: "hidden" });
  await rename(folder, `${folder}-aside`);
  await page.locator("#trouble").waitFor();
  await until(page, () => document.querySelectorAll("#jobs button").length === 0);
  await rename(`${folder}-aside`, folder);
  await page.locator("#trouble").waitFor({ state: "hidden" });
  await page.locator("[data-job=once-more]").waitFor();
});

test("a studio that is started anew is found again", async () => {
  const { page, folder, url, end, read } = await penn();
  await end();
  await until(page, () => document.getElementById("state").textContent.includes("does not answer"));
  await serve(folder, new URL(url).port);
  await until(page, () => document.getElementById("state").textContent === "");
  await line(page, LINE).click();
  // The page has the token of the studio before, and asks for the new one.
  await page.locator("#lens [data-wish=drop]").click();
  await until(page, (text) => !document.querySelector("#pages").textContent.includes(text), LINE);
  assert.match(await read(NOTES), /## Drop/);
});
