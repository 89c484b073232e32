// The sign-in pages in Chromium, without and with script: node tour.mjs URL.
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import assert from "node:assert/strict";
import { chromium } from "../../../web/node_modules/playwright-core/index.mjs";

const url = process.argv[2];
const axe = readFileSync(new URL("../../../web/node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const first = "kuda laut biru menari";
const faults = [];

/** The code of RFC 6238 for a base32 secret. */
function code(secret, ahead = 0) {
  const bits = [...secret].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((b) => Number.parseInt(b, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + ahead));
  const sum = createHmac("sha1", key).update(step).digest();
  const at = sum[19] & 15;
  return String((sum.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, "0");
}

async function open(browser, options) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "id-ID", ...options });
  const page = await context.newPage();
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && !/status of 4\d\d/.test(m.text()) && faults.push(m.text()));
  page.on("pageerror", (e) => faults.push(e.message));
  page.on("request", (r) => r.url().startsWith(url) || faults.push(`asked elsewhere: ${r.url()}`));
  return { context, page };
}

/** Narrow screens do not scroll sideways, and what is pressed is 44 px high. */
async function fits(page) {
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
async function accessible(page) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axe);
    const found = await page.evaluate("axe.run(document)");
    assert.ok(found.passes.length > 10);
    const bad = found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" ")}`);
    assert.deepEqual(bad, [], `${page.url()} ${colorScheme}`);
  }
}

async function signIn(page) {
  await page.goto(`${url}/masuk?kembali=/akun`);
  await page.waitForFunction(() => document.activeElement?.id === "nama");
  await page.keyboard.type("made");
  await page.keyboard.press("Tab");
  await page.keyboard.insertText(first); // as pasting does
  await page.keyboard.press("Enter");
}

/** Enrols, and gives the secret and a recovery code. */
async function enrol(page) {
  await page.waitForURL(/\/masuk\/faktor/);
  const secret = (await page.textContent("#kunci")).replaceAll(" ", "");
  assert.ok(await page.locator("svg.qr").isVisible());
  await page.fill("#kode", code(secret));
  await page.press("#kode", "Enter");
  await page.waitForSelector(".codes");
  const codes = await page.locator(".codes li").allTextContents();
  assert.equal(codes.length, 10);
  return { secret, recovery: codes[0] };
}

async function withoutScript(browser) {
  const { context, page } = await open(browser, { javaScriptEnabled: false });
  await page.goto(`${url}/masuk`);
  await page.fill("#nama", "made");
  await page.fill("#sandi", "salah sekali");
  await page.press("#sandi", "Enter");
  assert.match(await page.textContent("[role=alert]"), /salah/);
  assert.equal(await page.inputValue("#nama"), "made");
  await page.fill("#sandi", first);
  await page.press("#sandi", "Enter");
  const enrolled = await enrol(page);
  await page.goto(`${url}/akun`);
  assert.match(await page.textContent("h1"), /Akun saya/);
  await page.click("header button");
  await page.waitForURL(/\/masuk$/);
  const left = (await context.cookies()).map((c) => c.name);
  assert.ok(!left.includes("timpora-local"), `cookies after signing out: ${left}`);
  await page.goto(`${url}/akun`);
  assert.match(page.url(), /\/masuk\?kembali=/);
  await context.close();
  return enrolled;
}

async function withScript(browser, { secret, recovery }) {
  const { context, page } = await open(browser);
  await page.goto(`${url}/masuk`);
  assert.equal(await page.getAttribute("#nama", "autocomplete"), "username");
  assert.equal(await page.getAttribute("#sandi", "autocomplete"), "current-password");
  await fits(page);
  await accessible(page);
  await signIn(page);
  await page.waitForURL(/\/masuk\/kode/);
  assert.equal(await page.getAttribute("#kode", "autocomplete"), "one-time-code");
  assert.equal(await page.getAttribute("#kode", "inputmode"), "numeric");
  await fits(page);
  await accessible(page);
  await page.fill("#kode", "000000");
  await page.press("#kode", "Enter");
  assert.match(await page.textContent("[role=alert]"), /salah/);
  await page.fill("#kode", code(secret, 1)); // that of now was used to enrol
  await page.press("#kode", "Enter");
  await page.waitForURL(/\/akun$/);
  const kept = (await context.cookies()).find((c) => c.name === "timpora-local");
  assert.ok(kept.httpOnly && kept.sameSite === "Lax" && kept.expires === -1);
  await fits(page);
  await accessible(page);
  await page.fill("#t-nama", "QGIS");
  await page.locator("form[action='/akun/token'] button").click();
  assert.match(await page.textContent("#token"), /^timpora_/);
  await fits(page);
  await accessible(page);
  await page.goto(`${url}/akun?lang=en`);
  assert.equal(await page.getAttribute("html", "lang"), "en");
  await page.click("header button");
  await page.waitForURL(/\/masuk\?lang=en$/);
  await signIn(page);
  await page.waitForURL(/\/masuk\/kode/);
  await page.fill("#pulih", recovery.toLowerCase());
  await page.press("#pulih", "Enter");
  await page.waitForURL(/\/akun$/);
  await context.close();
}

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-background-networking", "--no-first-run"] });
try {
  await withScript(browser, await withoutScript(browser));
  assert.deepEqual(faults, []);
} finally {
  await browser.close();
}
