// The sign-in pages in Chromium, without and with script: node tour.mjs URL.
import assert from "node:assert/strict";
import { accessible, code, first, fits, open, tour, url } from "./browser.mjs";

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

await tour(async (browser) => withScript(browser, await withoutScript(browser)));
