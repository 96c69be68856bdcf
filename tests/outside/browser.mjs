// Opens each HTML file named in a browser and prints what it finds as a JSON list: the text as it is shown, the
// accessibility violations that axe finds in light and in dark, the requests for anything but the file itself, errors
// of the page, and whether it has to be scrolled sideways on a narrow screen.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.env.BESPOKE_NODE, "package.json"));
const { chromium } = require("playwright-core");
const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");
const NARROW = { width: 320, height: 800 };
const WIDE = { width: 1280, height: 900 };
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

async function violations(page, colorScheme) {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id} (${colorScheme}): ${help}: ${html}`));
}

async function look(context, path) {
  const page = await context.newPage();
  const address = pathToFileURL(path).href;
  const requests = [];
  const errors = [];
  // Whatever else a page asks for is noted and not fetched.
  await page.route(
    (url) => url.href !== address,
    (route) => {
      requests.push(route.request().url());
      return route.abort();
    },
  );
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(address, { waitUntil: "load" });
  const text = await page.evaluate(() => document.body.innerText);
  const light = await violations(page, "light");
  const lightBackground = await background(page);
  const dark = await violations(page, "dark");
  const darkBackground = await background(page);
  await page.setViewportSize(NARROW);
  const overflows = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  await page.close();
  return { text, violations: [...light, ...dark], requests, errors, overflows, hasDark: lightBackground !== darkBackground };
}

/** The colour behind the text. */
function background(page) {
  return page.evaluate(() => {
    const colours = [document.body, document.documentElement].map((element) => getComputedStyle(element).backgroundColor);
    return colours.find((colour) => colour !== "rgba(0, 0, 0, 0)") ?? "none";
  });
}

const profile = await mkdtemp(join(tmpdir(), "browser-"));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: "/usr/bin/chromium",
  headless: true,
  viewport: WIDE,
  args: QUIET,
});
const found = [];
for (const path of process.argv.slice(2)) found.push(await look(context, path));
await context.close();
await rm(profile, { recursive: true, force: true });
process.stdout.write(JSON.stringify(found));
