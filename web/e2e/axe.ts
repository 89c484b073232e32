import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** What axe calls serious or critical on the page, each with its places. */
export async function serious(page: Page): Promise<string[]> {
  // Injected by the test's own protocol, which the page's policy does not cover.
  await page.evaluate(readFileSync(axe, "utf8"));
  const found = (await page.evaluate("axe.run(document)")) as AxeResults;
  expect(found.passes.length).toBeGreaterThan(15);
  const bad = found.violations.filter((v) => v.impact === "serious" || v.impact === "critical");
  return bad.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(", ")}`);
}
