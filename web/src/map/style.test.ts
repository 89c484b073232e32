import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { expect, test } from "vitest";
import { cellFilter } from "./cells";
import { switches } from "./layers";
import { style } from "./style";

const options = { origin: "http://127.0.0.1:8080", version: "run 1", words: { coastal: "a", inland: "b" } };

test.each([false, true])("the style is valid (dark: %s) and fetches from its own origin only", (dark) => {
  const made = style({ ...options, dark });
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
  const known = new Set(style({ ...options, dark: false }).layers.map((l) => l.id));
  const turned = Object.values(switches).flat();
  expect(turned.filter((id) => !known.has(id))).toEqual([]);
  expect(new Set(turned).size).toBe(turned.length);
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
