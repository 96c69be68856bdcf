// Prints the text of each PDF named as pdf.js reads it, as a JSON list: items joined as they are, a new line where
// pdf.js sees one.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.env.BESPOKE_NODE, "package.json"));
const entry = require.resolve("pdfjs-dist/legacy/build/pdf.mjs");
const { getDocument, VerbosityLevel } = await import(pathToFileURL(entry).href);
const fonts = join(dirname(entry), "..", "..", "standard_fonts/");

async function textOf(path) {
  const loading = getDocument({
    data: new Uint8Array(await readFile(path)),
    standardFontDataUrl: fonts,
    verbosity: VerbosityLevel.ERRORS,
  });
  const document = await loading.promise;
  const pages = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join(""));
  }
  await loading.destroy();
  return pages.join("\n");
}

const texts = [];
for (const path of process.argv.slice(2)) texts.push(await textOf(path));
process.stdout.write(JSON.stringify(texts));
