// From a saved file to new pixels in the browser, beside `typst watch` on the same resume; and memory over many edits.
//
// Usage: save_to_pixels.mjs BESPOKE TYPST [EDITS], with the packages of tests/outside/package.json at $BESPOKE_NODE.
// Prints milliseconds as median and worst, and resident memory in MiB.
import { execFileSync, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { launch } from "../outside/chromium.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const [BESPOKE, TYPST, EDITS = "1000"] = process.argv.slice(2);
const MEASURED = 50;
const FEW = 10;
const JOB = "penn-medicine";
const LINE = "Mentored 5 junior engineers";
const now = () => performance.timeOrigin + performance.now();

function summary(times) {
  const sorted = times.toSorted((a, b) => a - b);
  return `median ${sorted[sorted.length >> 1].toFixed(0)} ms, worst ${sorted.at(-1).toFixed(0)} ms of ${sorted.length}`;
}

/** Resident memory of a process, in MiB. */
function memory(pid) {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(kilobytes) / 1024;
}

const folder = await mkdtemp(join(tmpdir(), "bench-"));
execFileSync(BESPOKE, ["-C", folder, "init"], { stdio: "ignore" });
execFileSync(BESPOKE, ["-C", folder, "build", JOB], { stdio: "ignore" });
const profile = join(folder, "profiles/master.toml");
const text = await readFile(profile, "utf8");
const edited = (edit) => text.replaceAll(LINE, `Mentored ${edit} junior engineers`);

const studio = spawn(BESPOKE, ["-C", folder, "preview", "--no-open", "--port", "0"], { stdio: ["ignore", "pipe", "ignore"] });
const [url] = await new Promise((told) => createInterface({ input: studio.stdout }).once("line", (line) => told([line])));
const { context, close } = await launch();
const page = await context.newPage();
await page.goto(`${url}#${JOB}`);
await page.waitForSelector(".sheet img");
await sleep(1000);

/** Saves the profile and waits until the browser has painted what it says. */
async function save(edit) {
  const painted = page.evaluate((wanted) => new Promise((done) => {
    const pages = document.getElementById("pages");
    const observer = new MutationObserver(() => {
      if (!pages.textContent.includes(wanted)) return;
      observer.disconnect();
      // A frame that was asked for is painted before what comes after it.
      requestAnimationFrame(() => setTimeout(() => done(performance.timeOrigin + performance.now())));
    });
    observer.observe(pages, { childList: true });
  }), `Mentored ${edit} junior engineers`);
  await sleep(Math.random() * 30);
  const start = now();
  await writeFile(profile, edited(edit));
  return (await painted) - start;
}

const times = [];
let few = 0;
for (let edit = 10; edit < 10 + Number(EDITS); edit += 1) {
  const time = await save(edit);
  if (times.length < MEASURED) {
    times.push(time);
    // As somebody who types and looks, with time for what goes on beside.
    await sleep(700);
  }
  if (edit - 9 === FEW) few = memory(studio.pid);
}
console.log(`bespoke preview, saved to painted: ${summary(times)}`);
await sleep(1000);
const many = memory(studio.pid);
console.log(`memory after ${FEW} edits ${few.toFixed(0)} MiB, after ${EDITS} ${many.toFixed(0)} MiB: ${(many / few).toFixed(2)} times`);
await close();
studio.kill();

if (TYPST) {
  const source = join(folder, "output", JOB, "resume.typ");
  const made = join(folder, "resume.pdf");
  const resume = await readFile(source, "utf8");
  const arguments_ = ["watch", "--font-path", join(ROOT, "templates/fonts"), "--ignore-system-fonts", source, made];
  const watch = spawn(TYPST, arguments_, { stdio: "ignore" });
  const written = async (since) => {
    for (;;) {
      const known = await stat(made).catch(() => null);
      if (known && known.mtimeMs > since && known.size > 0) return known.mtimeMs;
      await sleep(1);
    }
  };
  await written(0);
  await sleep(500);
  const typst = [];
  for (let edit = 10; edit < 10 + MEASURED; edit += 1) {
    const start = now();
    await writeFile(source, resume.replaceAll(LINE, `Mentored ${edit} junior engineers`));
    typst.push((await written(start)) - start);
    await sleep(300);
  }
  console.log(`typst watch, saved to written: ${summary(typst)}`);
  watch.kill();
}
await rm(folder, { recursive: true, force: true });
