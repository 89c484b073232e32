import { expect, test } from "vitest";
import { roundedParts } from "./numbers";

const sum10 = (v: number[]) => Math.round(v.reduce((a, b) => a + b * 10, 0));

test.each([
  ["thirds", [33.333333, 33.333333, 33.333334]],
  ["just below halves", [0.049, 0.049, 0.049]],
  ["whole numbers", [10, 20, 0]],
  ["one part", [71.26]],
])("%s: shown parts sum to the shown total", (_, parts) => {
  const total = parts.reduce((a, b) => a + b, 0);
  const shown = roundedParts(parts, total);
  expect(sum10(shown)).toBe(Math.round(total * 10));
  shown.forEach((v, i) => {
    expect(Math.abs(v - (parts[i] ?? 0))).toBeLessThanOrEqual(0.1 + 1e-9);
  });
});
