import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { AreaFigures, Policy, Status } from "../src/api/types";
import { levelOf } from "../src/map/areas";
import { levelColor, rgb } from "../src/map/scale";
import { parseHash } from "../src/state/url";
import { serious } from "./axe";
import { Driver, type House, openHouse } from "./driver";

const figuresPath = "/api/v1/areas?level=kecamatan&figures=true";
let house: House;
let d: Driver;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());
afterEach(async () => {
  expect(d.flaws()).toEqual([]);
  await d.close();
});

const nobody = (hash = "", o: { width?: number; height?: number; colorScheme?: "light" | "dark" } = {}) =>
  Driver.open(house, hash, { ...o, as: "nobody" });
const kecamatan = async () => (await d.get.json<{ areas: AreaFigures[] }>(figuresPath)).areas;
const codes = async (layer: string) =>
  [...new Set((await d.get.drawn(layer)).map((f) => String(f.code)))].sort();

test("everybody sees kecamatan in the colours of the legend, and where to sign in", async () => {
  d = await nobody();
  await d.given.idleMap();
  expect((await d.get.json<Status>("/api/v1/status")).tier).toBe("public");
  const areas = await kecamatan();
  expect(await codes("areas-fill")).toEqual(areas.map((a) => a.code).sort());
  expect(await d.get.colours()).toBeGreaterThan(5);
  const { levels } = await d.get.json<Policy>("/api/v1/policy");
  const used = new Set(areas.map((a) => levelOf(a.summary.max_score ?? 0, levels)));
  expect(used.size).toBeGreaterThan(1);
  for (const level of used) {
    const cell = d.page.locator(`.scale [data-level="${level}"]`);
    const shown = await cell.evaluate((e) => getComputedStyle(e).backgroundColor);
    expect(shown).toBe(`rgb(${rgb(levelColor(level)).join(", ")})`);
  }
  expect(await d.page.locator(".keys svg").count()).toBe(6);
  expect(await d.get.text(".publicnote")).toContain("hanya untuk yang masuk");
  expect(await d.page.locator(".clusters, .planlink, .nights").count()).toBe(0);
});

test("signing in leads back to the same view", async () => {
  d = await nobody("#area=51.08&level=1&lang=en");
  await d.given.idleMap();
  const href = (await d.page.locator(".signin").getAttribute("href")) ?? "";
  const address = new URL(href, house.server.url);
  expect(address.pathname).toBe("/masuk");
  expect(address.origin).toBe(house.server.url);
  const back = parseHash((address.searchParams.get("kembali") ?? "").slice(1));
  expect([back.area, back.level, back.lang]).toEqual(["51.08", 1, "en"]);
});

test("the table has a row a kecamatan, as the API tells them", async () => {
  d = await nobody("#table=1");
  await d.page.locator("[data-area]").first().waitFor();
  const rows = () =>
    d.page.locator("[data-area]").evaluateAll((all) => all.map((r) => r.getAttribute("data-area")));
  const areas = await kecamatan();
  const byScore = [...areas].sort(
    (a, b) => (b.summary.max_score ?? -1) - (a.summary.max_score ?? -1) || a.code.localeCompare(b.code),
  );
  expect(await rows()).toEqual(byScore.map((a) => a.code));
  await d.page.locator('.filters button:has-text("Jembrana")').click();
  const inside = byScore.filter((a) => a.code.startsWith("51.01")).map((a) => a.code);
  await expect.poll(rows).toEqual(inside);
  await d.page.locator("tbody button").first().click();
  await d.page.locator(".panel h2").waitFor();
  expect(await d.get.hash()).toContain(`sel=area:${inside[0]}`);
  expect(await d.get.text(".panel")).not.toMatch(/NaN|null|undefined/);
});

test("a click opens the kecamatan, the search a desa, which leads to its kecamatan", async () => {
  d = await nobody();
  await d.given.idleMap();
  const abang = (await kecamatan()).find((a) => a.code === "51.07.05");
  await d.when.clickAt(...(abang?.anchor ?? [0, 0]));
  await expect.poll(() => d.get.hash()).toContain("sel=area:51.07.05");
  await expect.poll(() => d.get.text(".panel h2")).toBe("Kecamatan Abang"); // which takes the focus when it opens
  await d.when.search("51.07.05.2001");
  await d.when.press("Enter");
  await d.page.getByRole("button", { name: "Buka kecamatan" }).click();
  await expect.poll(() => d.get.hash()).toMatch(/sel=area:51\.07\.05(&|$)/);
});

test.each(["cell:888d8ad6d3fffff", "cluster:k-888d8ad6d3fffff", "plan:all"])(
  "a link to %s says that it is for those who sign in, and asks the server for nothing",
  async (what) => {
    d = await nobody(`#sel=${what}`);
    await expect.poll(() => d.get.text(".withheld")).toContain("hanya untuk yang masuk");
    expect(await d.page.locator(".withheld a").getAttribute("href")).toMatch(/^\/masuk\?kembali=/);
  },
);

test("zero, little data and no data look and read differently", async () => {
  d = await nobody();
  await d.page.route(`**${figuresPath}`, async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as { areas: AreaFigures[] };
    const [zero, few, none] = body.areas;
    if (!zero || !few || !none) throw new Error("too few kecamatan");
    zero.summary = { ...zero.summary, max_score: 0 };
    few.summary = {
      ...few.summary,
      kind: "few",
      max_score: null,
      persons: null,
      suppressed: ["max_score", "persons"],
    };
    none.summary = { ...none.summary, kind: "none", max_score: null };
    await route.fulfill({ response: answer, json: body });
  });
  await d.page.goto("about:blank");
  await d.page.goto(`${house.server.url}/#table=1`);
  await d.given.idleMap();
  const [zero, few, none] = (await kecamatan()).map((a) => a.code);
  expect(await codes("areas-cross")).toEqual([few]);
  expect(await codes("areas-fill")).toContain(zero);
  expect(await codes("areas-fill")).not.toContain(none);
  const badge = (code?: string) => d.get.text(`[data-area="${code}"] .badge`);
  expect([await badge(zero), await badge(few), await badge(none)]).toEqual([
    "nol",
    "disamarkan",
    "tidak ada data",
  ]);
});

test("prints map, legend and table, and fits a phone", async () => {
  d = await nobody("#sel=area:51.08.06", { width: 390, height: 844 });
  await d.given.idleMap();
  expect(await d.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await d.page.emulateMedia({ media: "print" });
  expect(await d.page.locator(".signin").isVisible()).toBe(false);
  expect(await d.page.locator(".scale").isVisible()).toBe(true);
  expect((await d.page.pdf({ format: "A4" })).length).toBeGreaterThan(20_000);
});

test.each(["light", "dark"] as const)("axe finds nothing serious (%s)", async (colorScheme) => {
  d = await nobody("#table=1&sel=area:51.08.06", { colorScheme });
  await d.given.idleMap();
  await d.page.locator(".panel dl").first().waitFor();
  expect(await serious(d.page)).toEqual([]);
});
