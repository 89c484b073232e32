import { describe, expect, test } from "vitest";
import { inkOn, levelColor, levelCount, lightness, parent, type Rgb, resolution, rgb } from "./scale";

// Simulation of dichromats in linear RGB: Viénot, Brettel & Mollon 1999.
const protan = [0.11238, 0.88762, 0, 0.11238, 0.88762, 0, 0.00401, -0.00401, 1];
const deutan = [0.29275, 0.70725, 0, 0.29275, 0.70725, 0, -0.02234, 0.02234, 1];

function linear(c: Rgb): Rgb {
  return c.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4)) as Rgb;
}

function lab(c: Rgb): Rgb {
  const [r, g, b] = c;
  const xyz = [
    (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047,
    0.2126729 * r + 0.7151522 * g + 0.072175 * b,
    (0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883,
  ].map((t) => (t > 216 / 24389 ? Math.cbrt(t) : (t * 24389) / 27 / 116 + 16 / 116)) as Rgb;
  return [116 * xyz[1] - 16, 500 * (xyz[0] - xyz[1]), 200 * (xyz[1] - xyz[2])];
}

function seen(color: string, m: number[] | null): Rgb {
  const c = linear(rgb(color));
  if (!m) return lab(c);
  return lab([0, 3, 6].map((i) => [0, 1, 2].reduce((s, j) => s + (m[i + j] ?? 0) * (c[j] ?? 0), 0)) as Rgb);
}

describe.each([
  ["normal", null],
  ["protan", protan],
  ["deutan", deutan],
])("%s sight", (_, matrix) => {
  test("neighbouring levels differ by at least 10 (CIE76)", () => {
    for (let level = 1; level < levelCount; level++) {
      const [a, b] = [seen(levelColor(level - 1), matrix), seen(levelColor(level), matrix)];
      expect(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])).toBeGreaterThan(10);
    }
  });
});

test("lightness falls with the level when the interval is narrow or middling", () => {
  for (const u of [0, 1]) {
    for (let l = 1; l < levelCount; l++) {
      expect(lightness(levelColor(l, u))).toBeLessThan(lightness(levelColor(l - 1, u)) - 5);
    }
  }
});

test("wide intervals leave two colours", () => {
  expect(levelColor(0, 2)).toBe(levelColor(1, 2));
  expect(levelColor(2, 2)).toBe(levelColor(3, 2));
  expect(levelColor(1, 2)).not.toBe(levelColor(2, 2));
});

test("ink keeps 4.5:1 on every level", () => {
  const y = (c: string) => {
    const [r, g, b] = linear(rgb(c));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  for (let l = 0; l < levelCount; l++) {
    const [a, b] = [y(levelColor(l)), y(inkOn(levelColor(l)))];
    expect((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)).toBeGreaterThan(4.4);
  }
});

test("resolution is read from the index", () => {
  expect(resolution("888d8ad6d3fffff")).toBe(8);
  expect(resolution("8a8d8ad6d30ffff")).toBe(10);
});

// H3 4 (cellToParent)
test("a parent is the H3 index of the coarser cell", () => {
  expect(parent("8a8d8ad6d30ffff", 8)).toBe("888d8ad6d3fffff");
  expect(parent("888d8ad6d3fffff", 8)).toBe("888d8ad6d3fffff");
  expect(parent("888d8ad6d3fffff", 7)).toBe("878d8ad6dffffff");
});
