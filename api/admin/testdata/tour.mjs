// The pages of administrators in Chromium, without script and by keyboard: node tour.mjs URL.
import assert from "node:assert/strict";
import { accessible, first, fits, open, tour, url } from "../../signin/testdata/browser.mjs";

async function signIn(page, name, password) {
  await page.goto(`${url}/masuk`);
  await page.fill("#nama", name);
  await page.fill("#sandi", password);
  await page.press("#sandi", "Enter");
}

/** A page fits narrow screens, is accessible and says each thing in both languages. */
async function good(page) {
  await fits(page);
  await accessible(page);
}

/** Makes a user by keyboard alone, after a try with faults, and gives the first password. */
async function makeUser(page) {
  await page.goto(`${url}/kelola`);
  await good(page);
  await page.focus("#nama");
  await page.keyboard.type("ketut");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Ketut Sari");
  await page.keyboard.press("Tab");
  for (let i = 0; i < 20 && (await page.evaluate(() => document.activeElement.value)) !== "member"; i++) await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.focus("#wilayah");
  await page.keyboard.type("Kubutambahn");
  await page.keyboard.press("Enter");
  assert.match(await page.textContent("#galat-wilayah"), /51\.08\.08 Kubutambahan/);
  assert.equal(await page.inputValue("#tampilan"), "Ketut Sari");
  assert.ok(await page.isChecked("input[value=member]"));
  await good(page);
  await page.fill("#wilayah", "Kubutambahan");
  await page.press("#wilayah", "Enter");
  const password = await page.textContent("#sandi");
  assert.match(password, /^[a-z2-9]{5}(-[a-z2-9]{5}){4}$/);
  await good(page);
  return password;
}

/** Signs in as the new user in another browser. */
async function useFirstPassword(browser, password) {
  const { context, page } = await open(browser, { javaScriptEnabled: false });
  await signIn(page, "ketut", password);
  await page.waitForURL(/\/masuk\/sandi/);
  await page.fill("#baru", first);
  await page.press("#baru", "Enter");
  await page.waitForURL(`${url}/`);
  const who = JSON.parse(await (await page.goto(`${url}/siapa`)).text());
  assert.equal(who.Name, "ketut");
  const refused = await page.goto(`${url}/kelola`);
  assert.equal(refused.status(), 403);
  await context.close();
}

async function seeAs(page) {
  await page.goto(`${url}/kelola?cari=ketut`);
  await page.click("main table a");
  await page.waitForURL(/\/kelola\/pengguna\//);
  await good(page);
  await page.fill("#alasan", "uji peta");
  await page.press("#alasan", "Enter");
  await page.waitForURL(`${url}/`);
  const who = JSON.parse(await (await page.goto(`${url}/siapa`)).text());
  assert.equal(who.Name, "ketut");
  assert.equal(who.ByName, "admin");
  await page.goto(`${url}/akun`);
  assert.match(await page.textContent(".as"), /Anda melihat sebagai: Ketut Sari/);
  await good(page);
  await page.goto(`${url}/kelola/kembali`);
  await good(page);
  await page.click(".as button");
  await page.waitForURL(/\/kelola\/pengguna\//);
  assert.equal(await page.locator(".as").count(), 0);
}

/** What cannot be undone is asked once more. */
async function disable(page) {
  await page.getByRole("button", { name: "Nonaktifkan" }).click();
  assert.match(await page.textContent("h1"), /Yakin/);
  await good(page);
  await page.getByRole("link", { name: "Batal" }).click();
  assert.match(await page.textContent("main"), /aktif/);
  await page.getByRole("button", { name: "Nonaktifkan" }).click();
  await page.getByRole("button", { name: "Nonaktifkan" }).click();
  assert.match(await page.textContent("[role=status]"), /dinonaktifkan/);
}

async function makeToken(page) {
  await page.goto(`${url}/kelola/token?lang=en`);
  await page.fill("#nama", "QGIS Bappeda");
  await page.check("input[value=member]");
  await page.press("#nama", "Enter");
  assert.match(await page.textContent("#token"), /^timpora_/);
  await page.goto(`${url}/kelola/token?lang=en`);
  await good(page);
  await page.getByRole("button", { name: "Revoke: QGIS Bappeda" }).click();
  await good(page);
  await page.getByRole("button", { name: "Revoke" }).click();
  assert.match(await page.textContent("[role=status]"), /revoked/);
  await page.goto(`${url}/peran?lang=en`);
  assert.match(await page.textContent("main"), /deciding on proposals/);
  await good(page);
}

await tour(async (browser) => {
  const { page } = await open(browser);
  await signIn(page, "admin", first);
  await page.waitForURL(`${url}/`);
  await useFirstPassword(browser, await makeUser(page));
  await seeAs(page);
  await disable(page);
  await makeToken(page);
});
