import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { CellPage, ClusterHead } from "../src/api/types";
import { Driver, type House, openHouse } from "./driver";

let house: House;
let d: Driver;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());
afterEach(() => d.close());

/** Goes to a page of this server and collects the policy that it came under. */
async function visit(path: string): Promise<string> {
  const answer = await d.page.goto(house.server.url + path);
  expect(answer?.status(), path).toBe(200);
  return answer?.headers()["content-security-policy"] ?? "";
}

function expectStrict(policy: string, path: string): void {
  expect(policy, path).toContain("default-src 'none'");
  expect(policy, path).toContain("frame-ancestors 'none'");
  expect(policy, path).toContain("base-uri 'none'");
  expect(policy, path).not.toMatch(/unsafe-|https?:|\*/);
}

function expectClean(): void {
  expect(d.faults).toEqual([]);
  expect(d.foreign).toEqual([]);
}

/** The newest daily report; the server makes it soon after its start. */
async function reportPath(): Promise<string> {
  const dates = async () =>
    (await d.get.json<{ nights: { date: string }[] }>("/api/v1/nights")).nights.map((n) => n.date);
  await expect.poll(dates, { timeout: 60_000 }).not.toEqual([]);
  return `/api/v1/nights/${(await dates())[0]}.html`;
}

test("a tour of the map page violates no policy and asks nobody else", async () => {
  d = await Driver.open(house);
  expectStrict(await visit("/"), "/");
  await d.given.idleMap();
  expect(await d.get.colours()).toBeGreaterThan(20); // the worker has drawn
  const workers = d.page.workers().map((w) => w.url());
  expect(workers.length).toBeGreaterThan(0);
  for (const url of workers) expect(url.startsWith(`${house.server.url}/assets/`), url).toBe(true);

  const { cells } = await d.get.json<CellPage>("/api/v1/cells?limit=1");
  const { clusters } = await d.get.json<{ clusters: ClusterHead[] }>("/api/v1/clusters");
  await visit(`/?tour=1#map=12/${cells[0]?.center[1]}/${cells[0]?.center[0]}&table=1`);
  await d.given.idleMap();
  await d.page.locator(`[data-cell="${cells[0]?.cell}"] button`).click();
  await d.page.locator(".reasons").waitFor();
  await visit(`/?tour=2#sel=cluster:${clusters[0]?.id}`);
  await d.page.locator(".panel h2").waitFor();
  await d.given.idleMap();
  await d.page.locator(".planlink button").click();
  await d.page.locator(".stops").waitFor();
  await d.when.search("gerokgak");
  await d.when.press("Enter");
  await expect.poll(() => d.get.hash()).toContain("sel=area:");
  await d.when.switchTo("EN");
  await d.page.emulateMedia({ media: "print", colorScheme: "dark" });
  await d.given.idleMap();
  expect((await d.page.pdf({ format: "A4" })).length).toBeGreaterThan(20_000);
  expectClean();
});

test("every page that the server writes passes the same policy", async () => {
  d = await Driver.open(house);
  const paths = [
    "/gis",
    "/gis?lang=en",
    "/api/docs",
    "/ogc?f=html",
    "/ogc/conformance?f=html",
    "/ogc/collections?f=html",
  ];
  const { collections } = await d.get.json<{ collections: { id: string }[] }>("/ogc/collections?f=json");
  expect(collections.length).toBeGreaterThanOrEqual(3);
  for (const { id } of collections)
    paths.push(`/ogc/collections/${id}?f=html`, `/ogc/collections/${id}/items?f=html&limit=3`);
  for (const path of paths) expectStrict(await visit(path), path);
  expectClean();
});

test("the daily report carries its style by hash and looks as it should", async () => {
  d = await Driver.open(house);
  const path = await reportPath();
  const policy = await visit(path);
  expectStrict(policy, path);
  expect(policy).toMatch(/style-src 'sha256-[^']+'(;|$)/);
  const land = await d.page
    .locator("path.land")
    .first()
    .evaluate((e) => getComputedStyle(e).fill);
  expect(land).toBe("rgb(238, 241, 243)"); // .land of the report's own style
  expectClean();
});

test("what is injected does not run, and this watch would tell", async () => {
  d = await Driver.open(house);
  await visit("/gis");
  await d.page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "document.title = 'injected'";
    const style = document.createElement("style");
    style.textContent = "body { color: rgb(1, 2, 3) }";
    const picture = document.createElement("img");
    picture.src = "https://elsewhere.example/p.gif";
    document.head.append(script, style);
    document.body.append(picture);
  });
  await expect.poll(() => d.faults.filter((f) => f.startsWith("policy:")).length).toBe(3);
  expect(await d.page.title()).not.toBe("injected");
  const evaluated = await d.page.evaluate(() => {
    const button = document.createElement("button");
    button.setAttribute("onclick", "document.title = 'injected'");
    document.body.append(button);
    button.click();
    return document.title;
  });
  expect(evaluated).not.toBe("injected");
});

test("no other page may frame this one", async () => {
  d = await Driver.open(house);
  await d.page.goto("about:blank");
  await d.page.setContent(`<iframe src="${house.server.url}/"></iframe>`);
  await expect.poll(() => d.page.frames()[1]?.url()).toBe("chrome-error://chromewebdata/");
});
