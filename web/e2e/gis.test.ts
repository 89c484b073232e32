import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type House, openHouse } from "./driver";
import { faultsOf, openPartner, type Partner } from "./partner";

/** What the page of the partner has of MapLibre and Leaflet. */
interface Libraries {
  map: {
    loaded: () => boolean;
    jumpTo: (to: { center: [number, number]; zoom: number }) => void;
    once: (event: string, then: () => void) => void;
    queryRenderedFeatures: (o: { layers: string[] }) => { properties: { name: string } }[];
    getStyle: () => { layers: { id: string; type: string }[] };
  };
  maplibregl: unknown;
  L: { map: (id: string) => { setView: (at: [number, number], zoom: number) => unknown } };
}

let partner: Partner;
let house: House;
let page: Page;
let faults: string[];

beforeAll(async () => {
  partner = await openPartner();
  house = await openHouse("--cors", partner.origin);
});
afterAll(async () => {
  await house?.close();
  partner?.close();
});
beforeEach(async () => {
  page = await house.browser.newPage({ viewport: { width: 1200, height: 800 } });
  faults = faultsOf(page);
});
afterEach(() => page.close());

/** The snippet for a program, as the page that tells how to connect shows it. */
async function snippet(program: string): Promise<string> {
  await page.goto(`${house.server.url}/gis`);
  const section = page.locator("section", { has: page.locator(`h2:text-is("${program}")`) });
  const text = (await section.locator("code").last().textContent()) ?? "";
  await page.goto(partner.origin);
  await page.waitForFunction(() => (window as unknown as Partial<Libraries>).maplibregl);
  return text;
}

async function picture(name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** Names written on the map of the style at a place, by layer. */
async function names(zoom: number): Promise<Record<string, string[]>> {
  return page.evaluate(async (zoom) => {
    const { map } = window as unknown as Libraries;
    const idle = new Promise<void>((done) => map.once("idle", done));
    map.jumpTo({ center: [115.09, -8.15], zoom });
    await idle;
    const written: Record<string, string[]> = {};
    for (const l of map.getStyle().layers.filter((l) => l.type === "symbol")) {
      written[l.id] = map.queryRenderedFeatures({ layers: [l.id] }).map((f) => f.properties.name);
    }
    return written;
  }, zoom);
}

async function openStyle(code: string): Promise<void> {
  await page.evaluate((code) => new Function(`${code}; window.map = map;`)(), code);
  await page.waitForFunction(() => (window as unknown as Libraries).map.loaded());
}

test("MapLibre draws the style of the page with the names of areas, higher levels first", async () => {
  const code = await snippet("MapLibre GL");
  expect(code).toContain("/styles/desa.json");
  await openStyle(code);
  const far = await names(8.5);
  await picture("style-far");
  expect(far["kabupaten-name"]).toContain("Buleleng");
  expect([far["kecamatan-name"], far["desa-name"]]).toEqual([[], []]);
  const middle = await names(10.4);
  await picture("style-middle");
  expect(middle["kecamatan-name"]).toContain("Sukasada");
  expect(middle["desa-name"]).toEqual([]);
  const near = await names(12.6);
  await picture("style-near");
  expect(near["desa-name"]?.length).toBeGreaterThan(10);
  expect(near["desa-name"]).toContain("Kalibukbuk");
  expect([near["kecamatan-name"], near["kabupaten-name"]]).toEqual([[], []]);
  expect(faults).toEqual([]);
});

test("Leaflet draws the 22 kecamatan of the snippet", async () => {
  const code = await snippet("Leaflet");
  await page.evaluate((code) => {
    const map = (window as unknown as Libraries).L.map("map").setView([-8.3, 115.1], 9);
    return new Function("map", `return ${code}`)(map).then(() => undefined);
  }, code);
  await expect.poll(() => page.locator("path.leaflet-interactive").count()).toBe(22);
  const boxes = await page
    .locator("path.leaflet-interactive")
    .evaluateAll(
      (all) => all.map((p) => p.getBoundingClientRect()).filter((b) => b.width > 5 && b.height > 5).length,
    );
  expect(boxes).toBe(22);
  await picture("leaflet");
  expect(faults).toEqual([]);
});
