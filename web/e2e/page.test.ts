import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { CellPage } from "../src/api/types";
import { serious } from "./axe";
import { Driver, type House, openHouse } from "./driver";

let house: House;
let d: Driver;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());
afterEach(() => d.close());

test("search finds by name and flies there", async () => {
  d = await Driver.open(house);
  await d.given.idleMap();
  const before = await d.get.hash();
  await d.page.getByRole("combobox").pressSequentially("gerokgak");
  await d.page.locator("[role=option]").first().waitFor();
  await d.when.press("Enter");
  await expect.poll(() => d.get.hash()).toContain("sel=area:");
  await expect.poll(() => d.get.hash()).not.toBe(before);
  await d.given.idleMap();
  expect(await d.get.text(".panel h2")).toContain("Gerokgak");
});

test("a link opens the same view in a fresh page", async () => {
  const hash = "#map=11.5/-8.3/115.1&layers=cells,desa&area=51.08&level=1&coastal=1&table=1&lang=en";
  d = await Driver.open(house, hash);
  await d.given.idleMap();
  expect(await d.page.getByRole("switch").isChecked()).toBe(true);
  expect(await d.page.locator("html").getAttribute("lang")).toBe("en");
  expect(await d.page.locator('.filters [aria-pressed="true"]').allInnerTexts()).toEqual([
    "Medium",
    "Buleleng",
  ]);
  expect(await d.page.locator(".celltable").isVisible()).toBe(true);
  expect(await d.page.locator('[name="clusters"]').isChecked()).toBe(false);
});

test("table rows are those of the API, sorted and filtered alike", async () => {
  d = await Driver.open(house, "#table=1&area=51.07");
  await d.page.locator("[data-cell]").first().waitFor();
  const rows = () =>
    d.page.locator("[data-cell]").evaluateAll((all) => all.map((r) => r.getAttribute("data-cell")));
  const ids = async (sort: string) =>
    (await d.get.json<CellPage>(`/api/v1/cells?area=51.07&limit=100&sort=${sort}`)).cells.map((c) => c.cell);
  expect(await rows()).toEqual(await ids("-score"));
  await d.page.locator("thead button").first().click();
  const byName = await ids("name");
  await expect.poll(rows).toEqual(byName);
  await d.page.locator("tbody button").first().click();
  expect(await d.get.hash()).toContain(`sel=cell:${byName[0]}`);
});

test("both languages, switched without a reload", async () => {
  d = await Driver.open(house);
  expect(await d.get.text("h1")).toBe("Peta prioritas kunjungan TIM PORA");
  await d.when.switchTo("EN");
  await expect.poll(() => d.get.text("h1")).toBe("TIM PORA visit-priority map");
  expect(await d.get.text(".demo")).toContain("SYNTHETIC");
  await d.when.switchTo("ID");
  await expect.poll(() => d.get.text("h1")).toBe("Peta prioritas kunjungan TIM PORA");
  expect(d.faults).toEqual([]);
});

test("390 px: nothing runs over the side, the panel is a sheet", async () => {
  d = await Driver.open(house, "", { width: 390, height: 844 });
  await d.given.idleMap();
  expect(await d.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const { cells } = await d.get.json<CellPage>("/api/v1/cells?limit=1");
  await d.page.goto("about:blank");
  await d.page.goto(`${house.server.url}/#sel=cell:${cells[0]?.cell}`);
  await d.page.locator(".reasons").waitFor();
  const sheet = await d.page.locator(".panel").boundingBox();
  expect(Math.round((sheet?.y ?? 0) + (sheet?.height ?? 0))).toBe(844);
});

test("without WebGL the table stands in, with an explanation", async () => {
  d = await Driver.open(house, "", { webgl: false });
  await d.page.locator("[data-cell]").first().waitFor();
  expect(await d.get.text("[role=alert]")).toContain("WebGL");
});

test.each(["cell:zzz", "cell:888d8ad6d3fffff", "area:51.99", "cluster:k-none"])(
  "a link to %s, which does not exist, says so and leads on",
  async (what) => {
    d = await Driver.open(house, `#sel=${what}`);
    await expect.poll(() => d.get.text(".panel [role=alert]")).toMatch(/^Tidak ditemukan.*pencarian\.$/);
    await d.page.getByRole("button", { name: "Tutup" }).click();
    await expect.poll(() => d.get.hash()).not.toContain("sel=");
  },
);

test("the table scrolls within its own column, beside the panel", async () => {
  d = await Driver.open(house, "#table=1&sel=cluster:k-none");
  await d.page.locator("[data-cell]").first().waitFor();
  const right = (selector: string) =>
    d.page.locator(selector).evaluate((e) => Math.round(e.getBoundingClientRect().right));
  const left = await d.page.locator(".panel").evaluate((e) => Math.round(e.getBoundingClientRect().left));
  for (const part of [".celltable", ".maparea"]) expect(await right(part)).toBeLessThanOrEqual(left);
});

test.each([
  ["", "Sambungkan GIS"],
  ["#lang=en", "Connect a GIS"],
])("the footer of %j leads to the page that says how to connect a GIS", async (hash, words) => {
  d = await Driver.open(house, hash);
  await d.page.locator(".foot").getByRole("link", { name: words }).click();
  await expect.poll(() => d.get.text("h1")).toBe(words);
  expect(await d.page.locator("html").getAttribute("lang")).toBe(hash ? "en" : "id");
});

test("print leaves map and legend and hides the tools", async () => {
  d = await Driver.open(house);
  await d.given.idleMap();
  await d.page.emulateMedia({ media: "print" });
  expect(await d.page.locator(".tools").isVisible()).toBe(false);
  expect(await d.page.locator(".scale").isVisible()).toBe(true);
  expect(await d.page.locator(".foot").isVisible()).toBe(true);
  expect(await d.get.colours()).toBeGreaterThan(20);
  expect((await d.page.pdf({ format: "A4" })).length).toBeGreaterThan(20_000);
});

test.each(["light", "dark"] as const)("axe finds nothing serious (%s)", async (colorScheme) => {
  d = await Driver.open(house, "#table=1", { colorScheme });
  await d.given.idleMap();
  const { cells } = await d.get.json<CellPage>("/api/v1/cells?limit=1");
  await d.page.locator(`[data-cell="${cells[0]?.cell}"] button`).click();
  await d.page.locator(".reasons").waitFor();
  expect(await serious(d.page)).toEqual([]);
});
