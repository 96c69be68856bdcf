// Opens each HTML file named in a browser and prints what it finds as a JSON list: the text as it is shown, the
// accessibility violations that axe finds in light and in dark, the requests for anything but the file itself, errors
// of the page, and whether it has to be scrolled sideways on a narrow screen.
import { pathToFileURL } from "node:url";

import { background, launch, overflows, violations } from "./chromium.mjs";

const NARROW = { width: 320, height: 800 };

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
  const sideways = await overflows(page);
  await page.close();
  return {
    text,
    violations: [...light, ...dark],
    requests,
    errors,
    overflows: sideways,
    hasDark: lightBackground !== darkBackground,
  };
}

const { context, close } = await launch();
const found = [];
for (const path of process.argv.slice(2)) found.push(await look(context, path));
await close();
process.stdout.write(JSON.stringify(found));
