import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Plan } from "../src/api/types";
import { Driver, type House, openHouse } from "./driver";

let house: House;
let d: Driver;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());
afterEach(async () => {
  expect(d.faults).toEqual([]);
  expect(d.foreign).toEqual([]);
  await d.close();
});

async function planNow(): Promise<Plan> {
  return (await d.get.json<{ plan: Plan }>("/api/v1/plan")).plan;
}

async function openPlan(hash = ""): Promise<Plan> {
  d = await Driver.open(house, hash);
  await d.given.idleMap();
  await d.page.locator(".planlink button").click();
  await d.page.locator(".stops").waitFor();
  await d.given.idleMap();
  return planNow();
}

const stopsDrawn = async () =>
  [...new Set((await d.get.drawn("plan-stop")).map((s) => Number(s.stop)))].sort((a, b) => a - b);

test("the plan is a table and a line with numbered stops, and both say the same", async () => {
  const plan = await openPlan();
  expect(plan.proposals.length).toBeGreaterThan(2);
  expect(await d.page.locator("tr[data-stop]").count()).toBe(plan.proposals.length);
  await expect.poll(stopsDrawn).toEqual(plan.proposals.map((p) => p.stop));
  expect((await d.get.drawn("plan-line")).length).toBeGreaterThan(0);
  expect(await d.get.hash()).toContain("sel=plan:all");
  await d.when.press("Escape");
  await expect.poll(stopsDrawn).toEqual([]);
});

test("a stop opens with its reasons, what weakens it, and its probability", async () => {
  const plan = await openPlan();
  const drawn = plan.proposals.find((p) => p.random);
  if (!drawn) throw new Error("nothing was drawn");
  await d.page.locator(`tr[data-stop="${drawn.stop}"] button`).click();
  const detail = d.page.locator(".detail");
  await detail.waitFor();
  expect(await d.get.hash()).toContain(`sel=plan:${drawn.id}`);
  const text = await detail.innerText();
  expect(text).toContain("Diundi, peluang 1 dari");
  expect(text).toContain("Yang melemahkan");
  expect(text).toContain("Terpilih karena undian");
  expect(text).toContain(drawn.agencies[0]?.name_id);
  expect(text).not.toMatch(/plan\.|factor\.|counter\./);
});

test("a click on a numbered stop opens it", async () => {
  const plan = await openPlan();
  const last = plan.proposals.at(-1);
  if (!last) throw new Error("no proposals");
  await d.page.goto("about:blank");
  await d.page.goto(`${house.server.url}/#map=13/${last.center[1]}/${last.center[0]}&sel=plan:none`);
  await d.page.locator(".stops").waitFor();
  await d.given.idleMap();
  await expect.poll(stopsDrawn).toContain(last.stop);
  await d.when.clickAt(...last.center);
  await expect.poll(() => d.get.hash()).toContain("sel=plan:");
  await d.page.locator(".detail").waitFor();
});

test.each([390, 1440])("in English, %s px wide, nothing is cut off", async (width) => {
  d = await Driver.open(house, "#sel=plan:all&lang=en", { width, height: 844 });
  await d.page.locator(".stops").waitFor();
  expect(await d.get.text(".panel h2")).toBe("Plan");
  expect(await d.get.text(".stops caption")).toBe("Order of stops");
  for (const button of await d.page.locator("tr[data-stop] button").all()) await button.click();
  expect(await d.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  const cut = await d.page.locator(".panel").evaluate((panel) => panel.scrollWidth > panel.clientWidth + 1);
  expect(cut).toBe(false);
});
