import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CellDetail, CellPage, ClusterHead, Status } from "../src/api/types";
import { levelColor, rgb } from "../src/map/scale";
import { Driver, type House, openHouse } from "./driver";

let house: House;
let d: Driver;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

async function topCell(): Promise<CellPage["cells"][number]> {
  const page = await d.get.json<CellPage>("/api/v1/cells?limit=1");
  const first = page.cells[0];
  if (!first) throw new Error("the demo has no cell");
  return first;
}

describe("the map", () => {
  beforeEach(async () => {
    d = await Driver.open(house);
    await d.given.idleMap();
  });
  afterEach(async () => {
    expect(d.faults).toEqual([]);
    expect(d.foreign).toEqual([]);
    await d.close();
  });

  test("draws land, cells, names and clusters", async () => {
    expect(await d.get.colours()).toBeGreaterThan(20);
    expect((await d.get.drawn("cells-fill")).length).toBeGreaterThan(100);
    expect((await d.get.drawn("kabupaten-label")).length).toBeGreaterThan(1);
    const { clusters } = await d.get.json<{ clusters: ClusterHead[] }>("/api/v1/clusters");
    const drawn = new Set((await d.get.drawn("cluster-halo")).map((c) => c.id));
    expect([...drawn].sort()).toEqual(clusters.map((c) => c.id).sort());
  });

  test("says that the data is synthetic, when it is", async () => {
    const status = await d.get.json<Status>("/api/v1/status");
    expect(status.demo).toBe(true);
    expect(await d.get.text(".demo")).toContain("DATA SINTETIS");
    expect(await d.get.text(".credit")).toBe(status.boundary.credit);
  });

  test("legend shows the colours of the scale", async () => {
    for (const cell of await d.page.locator(".scale .colour").all()) {
      const [level, uncertain] = [
        await cell.getAttribute("data-level"),
        await cell.getAttribute("data-uncertain"),
      ];
      const shown = await cell.evaluate((e) => getComputedStyle(e).backgroundColor);
      expect(shown).toBe(`rgb(${rgb(levelColor(Number(level), Number(uncertain))).join(", ")})`);
    }
  });

  test("switching a layer off removes it, and the link says so", async () => {
    await d.page.getByText("Lapisan", { exact: true }).click();
    await d.page.getByLabel("Skor sel").uncheck();
    await d.given.idleMap();
    await expect.poll(async () => (await d.get.drawn("cells-fill")).length).toBe(0);
    expect(await d.get.hash()).not.toContain("cells");
  });

  test("the coastal switch leaves coastal cells only", async () => {
    await d.page.getByRole("switch").check();
    await d.given.idleMap();
    await expect
      .poll(async () => (await d.get.drawn("cells-fill")).every((c) => c.coastal === true))
      .toBe(true);
    expect(await d.get.hash()).toContain("coastal=1");
  });
});

describe("a cell", () => {
  afterEach(() => d.close());

  test("opens on a click, with reasons that sum to its score", async () => {
    d = await Driver.open(house);
    const top = await topCell();
    await d.close();
    d = await Driver.open(house, `#map=12/${top.center[1]}/${top.center[0]}&layers=cells`);
    await d.given.idleMap();
    await d.when.clickAt(...top.center);
    await d.page.locator(".reasons").waitFor();
    expect(await d.get.hash()).toContain(`sel=cell:${top.cell}`);
    const points = await d.page
      .locator("[data-points]")
      .evaluateAll((all) => all.map((e) => e.textContent ?? ""));
    const tenths = (text: string) => Math.round(Number(text.replace(",", ".")) * 10);
    const total = await d.get.text("[data-score]");
    expect(points.reduce((sum, p) => sum + tenths(p), 0)).toBe(tenths(total));
    const detail = await d.get.json<CellDetail>(`/api/v1/cells/${top.cell}`);
    expect(tenths(total)).toBe(Math.round(detail.score * 10));
    expect(d.faults).toEqual([]);
  });

  test("opens with the keyboard alone: search, Enter, map, Enter", async () => {
    d = await Driver.open(house);
    await d.given.idleMap();
    await d.when.search("51.08.01");
    await d.when.press("Enter");
    await expect.poll(() => d.get.hash()).toContain("sel=area:51.08.01");
    const top = await topCell();
    await d.page.goto("about:blank");
    await d.page.goto(`${house.server.url}/#map=13/${top.center[1]}/${top.center[0]}&layers=cells`);
    await d.given.idleMap();
    await d.page.locator(".mapbox canvas").focus();
    await d.when.press("Enter");
    await expect.poll(() => d.get.hash()).toContain(`sel=cell:${top.cell}`);
    await d.page.locator(".reasons").waitFor();
    await d.when.press("Escape");
    await expect.poll(() => d.get.hash()).not.toContain("sel=");
  });
});
