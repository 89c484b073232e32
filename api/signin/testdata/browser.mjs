// What tours of pages without a script share: node FILE URL.
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import assert from "node:assert/strict";
import { chromium } from "../../../web/node_modules/playwright-core/index.mjs";

export const url = process.argv[2];
const axe = readFileSync(new URL("../../../web/node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
export const first = "kuda laut biru menari";
export const faults = [];

/** The code of RFC 6238 for a base32 secret. */
export function code(secret, ahead = 0) {
  const bits = [...secret].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((b) => Number.parseInt(b, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + ahead));
  const sum = createHmac("sha1", key).update(step).digest();
  const at = sum[19] & 15;
  return String((sum.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, "0");
}

export async function open(browser, options) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "id-ID", ...options });
  const page = await context.newPage();
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && !/status of 4\d\d/.test(m.text()) && faults.push(m.text()));
  page.on("pageerror", (e) => faults.push(e.message));
  page.on("request", (r) => r.url().startsWith(url) || faults.push(`asked elsewhere: ${r.url()}`));
  return { context, page };
}

/** Narrow screens do not scroll sideways, and what is pressed is 44 px high. */
export async function fits(page) {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const [wide, small] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    [...document.querySelectorAll("main button, main input:not([type=hidden], [type=checkbox], [hidden]), main .button, header button, header a:not(.skip)")]
      .filter((e) => e.getBoundingClientRect().height < 44)
      .map((e) => e.outerHTML),
  ]);
  assert.ok(wide <= 320, `${page.url()} is ${wide} px wide on a screen of 320`);
  assert.deepEqual(small, [], "targets below 44 px");
  await page.setViewportSize(size);
}

/** axe finds nothing serious, in the light and in the dark. */
export async function accessible(page) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axe);
    const found = await page.evaluate("axe.run(document)");
    assert.ok(found.passes.length > 10);
    const bad = found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" ")}`);
    assert.deepEqual(bad, [], `${page.url()} ${colorScheme}`);
  }
}

/** Lets a tour go through, and fails where the console or a request did. */
export async function tour(steps) {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-background-networking", "--no-first-run"] });
  try {
    await steps(browser);
    assert.deepEqual(faults, []);
  } finally {
    await browser.close();
  }
}
