import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Status } from "../src/api/types";
import { Driver, type House, openHouse } from "./driver";

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

test("from the public map to the own one and back: the view stays", async () => {
  const first = house.server.user("sari", "member", "51.07");
  d = await Driver.open(house, "#area=51.07&level=2&table=1", { as: "nobody" });
  await d.given.idleMap();
  await d.page.locator(".signin").click();
  await d.page.locator("#nama").fill("sari");
  await d.page.locator("#sandi").fill(first);
  await d.when.press("Enter");
  await d.page.locator("#baru").fill("Jukung Amed pukul enam pagi");
  await d.when.press("Enter");
  await d.page.locator(".account").waitFor();
  await d.given.idleMap();
  const hash = await d.get.hash();
  for (const part of ["area=51.07", "level=2", "table=1"]) expect(hash).toContain(part);
  expect(await d.get.json<Status>("/api/v1/status")).toMatchObject({ tier: "partner", roles: ["member"] });
  expect(await d.get.text(".account")).toContain("Karangasem");
  await d.page.locator(".account a").click();
  await d.page.getByRole("button", { name: "Keluar", exact: true }).click();
  await d.page.goto(`${house.server.url}/`);
  await d.page.locator(".publicnote").waitFor();
});
