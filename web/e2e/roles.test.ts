import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { AreaDetail, CellPage, ClusterHead, NightHead, Plan, Proposal, Status } from "../src/api/types";
import { parent, resolution } from "../src/map/scale";
import { parseHash } from "../src/state/url";
import { serious } from "./axe";
import { Driver, type House, openHouse } from "./driver";

let house: House;
let member = "";
let d: Driver;

beforeAll(async () => {
  house = await openHouse();
  member = house.server.token("member", "51.08");
});
afterAll(() => house?.close());
afterEach(() => d.close());

const noTrace = /NaN|null|undefined|Infinity/;

describe("a partner of Buleleng", () => {
  afterEach(() => expect(d.flaws()).toEqual([]));
  const partner = (hash = "", o: { width?: number; colorScheme?: "light" | "dark" } = {}) =>
    Driver.open(house, hash, { ...o, as: { token: member } });

  test("sees coarse cells of the scope, on a map that opens there, and no plan", async () => {
    d = await partner();
    await d.given.idleMap();
    const status = await d.get.json<Status>("/api/v1/status");
    expect([status.tier, status.scope]).toEqual(["partner", ["51.08"]]);
    const cells = await d.get.drawn("cells-fill");
    expect(cells.length).toBeGreaterThan(50);
    for (const c of cells) {
      expect(resolution(String(c.cell))).toBe(7);
      expect(String(c.code).slice(0, 5)).toBe("51.08");
    }
    const { bbox } = await d.get.json<AreaDetail>("/api/v1/areas/51.08");
    for (const [lon, lat] of [
      [bbox[0], bbox[1]],
      [bbox[2], bbox[3]],
    ] as const) {
      const at = await d.page.evaluate(([x, y]) => window.timpora?.map()?.pointOf(x, y), [lon, lat] as const);
      expect(at?.x).toBeGreaterThanOrEqual(0);
      expect(at?.x).toBeLessThanOrEqual((await d.page.locator(".mapbox").boundingBox())?.width ?? 0);
    }
    expect(await d.get.text(".scope")).toContain("Buleleng");
    expect(await d.get.text(".cellsize")).toContain("5 km²");
    expect(await d.get.text(".account")).toContain("anggota TIM PORA");
    expect(await d.page.locator(".planlink, .nights").count()).toBe(0);
  });

  test("reads reasons as words, and what is hidden as hidden", async () => {
    d = await partner("#table=1");
    await d.page.locator("[data-cell] button").first().click();
    await d.page.locator(".words li").first().waitFor();
    expect(await d.get.text(".words")).not.toMatch(/\d/);
    expect(await d.get.text(".panel")).not.toMatch(noTrace);
    const hidden = await d.page.locator(".panel dd", { hasText: "disamarkan" }).count();
    expect(hidden).toBeGreaterThanOrEqual(6);
    expect(await d.page.locator(".reasons").count()).toBe(0);
  });

  test("is led from a finer cell to the one that holds it", async () => {
    d = await partner();
    const { cells } = await d.get.json<CellPage>("/api/v1/cells?limit=1");
    const coarse = cells[0]?.cell ?? "";
    const planner = await Driver.open(house);
    const all = await planner.get.json<CellPage>("/api/v1/cells?area=51.08&limit=10000");
    await planner.close();
    const fine = all.cells.find((c) => parent(c.cell, 7) === coarse)?.cell;
    await d.page.goto("about:blank");
    await d.page.goto(`${house.server.url}/#sel=cell:${fine}`);
    await expect.poll(() => d.get.text(".panel h2 + p code")).toBe(coarse);
  });

  test("sees of a cluster what may be seen, and that the rest is hidden", async () => {
    const whole = house.server.token("member");
    d = await Driver.open(house, "", { as: { token: whole } });
    await d.given.idleMap();
    const { clusters } = await d.get.json<{ clusters: ClusterHead[] }>("/api/v1/clusters");
    expect(clusters.length).toBeGreaterThan(0);
    for (const [i, c] of clusters.entries()) {
      expect(c.expected).toBeNull();
      await d.page.locator(".clusters .links button").nth(i).click();
      await expect.poll(() => d.get.hash()).toContain(`sel=cluster:${c.id}`);
      await d.page.locator(".words").waitFor();
      expect(await d.get.text(".panel")).toContain("disamarkan");
      expect(await d.get.text(".panel")).not.toMatch(noTrace);
    }
  });

  test.each(["light", "dark"] as const)("axe finds nothing serious (%s)", async (colorScheme) => {
    d = await partner("#table=1", { colorScheme });
    await d.given.idleMap();
    await d.page.locator("[data-cell] button").first().click();
    await d.page.locator(".words").waitFor();
    expect(await serious(d.page)).toEqual([]);
  });
});

describe("a planner", () => {
  const proposals = async (who: Driver) =>
    (await who.get.json<{ plan: Plan }>("/api/v1/plan")).plan.proposals;
  const open = async (p: Proposal, width = 1440) => {
    const page = await Driver.open(house, `#sel=plan:${p.id}`, { width });
    await page.page.locator(".decide").waitFor();
    return page;
  };
  const state = (who: Driver, p: Proposal) => who.get.text(`tr[data-stop="${p.stop}"] td:last-child`);

  async function waiting(): Promise<Proposal> {
    const reader = await Driver.open(house);
    const one = (await proposals(reader)).find((p) => p.state === "usulan");
    await reader.close();
    if (!one) throw new Error("nothing left to decide");
    return one;
  }

  test("is named, and sees the reports of the nights", async () => {
    d = await Driver.open(house);
    const status = await d.get.json<Status>("/api/v1/status");
    expect(status.roles).toContain("planner");
    expect(await d.get.text(".account")).toContain(status.user);
    expect(await d.page.locator('.account a[href="/akun?lang=id"]').count()).toBe(1);
    expect((await d.get.json<{ nights: NightHead[] }>("/api/v1/nights")).nights).toBeDefined();
    expect(await d.page.locator(".nights").count()).toBe(1);
    expect(d.refused).toEqual([]);
  });

  test("accepts a proposal with a reason, in the own name", async () => {
    const one = await waiting();
    d = await open(one, 390);
    expect(await d.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const accept = d.page.getByRole("button", { name: "Setujui" });
    expect(await accept.isDisabled()).toBe(true);
    await d.page.getByLabel("Alasan (wajib)").fill("  Tiga laporan terbukti di tempat ini. ");
    expect(await serious(d.page)).toEqual([]);
    await accept.click();
    await d.page.locator(".decided").waitFor();
    const { user } = await d.get.json<Status>("/api/v1/status");
    const stored = (await proposals(d)).find((p) => p.id === one.id);
    expect(stored).toMatchObject({
      state: "disetujui",
      by: user,
      why: "Tiga laporan terbukti di tempat ini.",
    });
    expect(await d.get.text(".decided")).toContain(user);
    expect(await state(d, one)).toBe("disetujui");
    expect(await d.page.locator(".decide").count()).toBe(0);
    expect(d.faults).toEqual([]);
  });

  test("is told who was faster", async () => {
    const one = await waiting();
    d = await open(one);
    const faster = await open(one);
    await faster.page.getByLabel("Alasan (wajib)").fill("Lebih dulu");
    await faster.page.getByRole("button", { name: "Tolak" }).click();
    await faster.page.locator(".decided").waitFor();
    await faster.close();
    await d.page.getByLabel("Alasan (wajib)").fill("Terlambat");
    await d.page.getByRole("button", { name: "Setujui" }).click();
    await expect.poll(() => d.get.text(".decided")).toContain("Lebih dulu");
    expect(await state(d, one)).toBe("ditolak");
    expect(await d.get.text(".detail [role=alert]")).toContain("lebih dulu");
    expect(d.refused.map((r) => r.slice(0, 3))).toEqual(["409"]);
  });

  test("alone decides: an officer sees the plan without the form", async () => {
    d = await Driver.open(house, "", { as: { token: house.server.token("officer") } });
    const one = (await proposals(d))[0];
    await d.page.goto("about:blank");
    await d.page.goto(`${house.server.url}/#sel=plan:${one?.id}`);
    await d.page.locator(".detail").waitFor();
    expect(await d.page.locator(".decide").count()).toBe(0);
    expect(d.refused).toEqual([]);
  });

  test("as whom an administrator sees decides nothing, and that is said", async () => {
    const one = await waiting();
    d = await Driver.open(house);
    await d.page.route("**/api/v1/status", async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...(await answer.json()), as: "Budi Santosa" } });
    });
    await d.page.goto("about:blank");
    await d.page.goto(`${house.server.url}/#sel=plan:${one.id}`);
    await d.page.locator(".detail").waitFor();
    expect(await d.get.text(".seeing")).toContain("Anda melihat sebagai Budi Santosa");
    expect(await d.page.locator(".decide").count()).toBe(0);
  });

  test("whose session ended is asked to sign in again, and keeps the view", async () => {
    d = await Driver.open(house, "#area=51.08&lang=en");
    await d.given.idleMap();
    await d.context.clearCookies();
    await d.page.locator(".clusters .links button").first().click();
    await d.page.locator(".ended").waitFor();
    expect(await d.get.text(".ended")).toContain("session has ended");
    const selected = parseHash(await d.get.hash()).selection;
    expect(selected?.kind).toBe("cluster");
    const href = (await d.page.locator(".ended a").getAttribute("href")) ?? "";
    const back = new URL(href, house.server.url).searchParams.get("kembali") ?? "";
    expect(parseHash(back.slice(1))).toMatchObject({ area: "51.08", lang: "en", selection: selected });
  });
});
