import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { expect, test } from "vitest";
import type { AreaFigures } from "../api/types";
import { areaFill, areaState, chosenAreas } from "./areas";
import { cellFilter } from "./cells";
import { type Seen, switches } from "./layers";
import { empty, levelColor } from "./scale";
import { style } from "./style";

const figures = (code: string, cells: number, max: number | null, kind = "count") => ({
  code,
  coastal: code !== "51.08.03",
  summary: { cells, kind, max_score: max },
});
const areas = [
  figures("51.08.01", 9, 51),
  figures("51.08.02", 9, 0),
  figures("51.08.03", 9, null, "few"),
  figures("51.01.01", 9, null, "none"),
] as unknown as AreaFigures[];
const thresholds = [20, 35, 50];
const everybody: Seen = { tier: "public", scope: [], scored: true, areas, thresholds };
const officer: Seen = { tier: "officer", scope: [], scored: true, areas: [], thresholds };
const partner: Seen = { tier: "partner", scope: ["51.08.04"], scored: true, areas: [], thresholds };
const options = { origin: "http://127.0.0.1:8080", version: "run 1", words: { coastal: "a", inland: "b" } };

test.each([
  [false, officer],
  [true, officer],
  [false, partner],
  [true, everybody],
])("the style is valid (dark: %s, %o) and fetches from its own origin only", (dark, seen) => {
  const made = style({ ...options, dark, seen });
  expect(validateStyleMin(made)).toEqual([]);
  expect(made.glyphs).toBeUndefined();
  expect(made.sprite).toBeUndefined();
  for (const source of Object.values(made.sources)) {
    if (source.type === "geojson") {
      expect(typeof source.data).toBe("object"); // drawn from what the page holds, fetched from nowhere
      continue;
    }
    expect(JSON.stringify(source)).toMatch(
      /"http:\/\/127\.0\.0\.1:8080\/tiles\/\w+\/\{z\}\/\{x\}\/\{y\}\.mvt\?v=run%201"/,
    );
  }
});

test("every switch turns layers that exist, and no layer belongs to two", () => {
  const known = new Set(
    [officer, everybody].flatMap((seen) => style({ ...options, dark: false, seen }).layers.map((l) => l.id)),
  );
  const turned = Object.values(switches).flat();
  expect(turned.filter((id) => !known.has(id))).toEqual([]);
  expect(new Set(turned).size).toBe(turned.length);
});

test("the public's style names no source that the public may not read", () => {
  expect(Object.keys(style({ ...options, dark: false, seen: everybody }).sources)).not.toContain("cells");
  expect(JSON.stringify(style({ ...options, dark: false, seen: everybody }))).not.toMatch(
    /tiles\/(cells|clusters)/,
  );
});

test("a score, a zero, a hidden score and none are four things", () => {
  expect(areas.map((a) => areaState(a.summary))).toEqual(["scored", "zero", "few", "missing"]);
  expect(areaFill(areas, thresholds)).toEqual([
    "match",
    ["get", "code"],
    "51.08.01",
    levelColor(3),
    "51.08.02",
    empty.zero,
    "51.08.03",
    empty.suppressed,
    "rgba(0,0,0,0)",
  ]);
  expect(validateStyleMin(style({ ...options, dark: false, seen: { ...everybody, areas: [] } }))).toEqual([]);
});

test("chips choose areas", () => {
  const codes = (s: { area: string; level: number; coastal: boolean }) =>
    chosenAreas(areas, s, thresholds).map((a) => a.code);
  expect(codes({ area: "51.08", level: -1, coastal: true })).toEqual(["51.08.01", "51.08.02"]);
  expect(codes({ area: "", level: 3, coastal: false })).toEqual(["51.08.01"]);
  expect(codes({ area: "", level: 0, coastal: false })).toEqual(["51.08.02"]); // a hidden score has no level
});

test("filters combine", () => {
  expect(cellFilter({ area: "", level: -1, coastal: false })).toEqual(["all"]);
  expect(cellFilter({ area: "51.08", level: 2, coastal: true })).toEqual([
    "all",
    ["==", ["get", "level"], 2],
    ["==", ["get", "coastal"], true],
    ["==", ["slice", ["get", "code"], 0, 5], "51.08"],
  ]);
});
