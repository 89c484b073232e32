import type { ExpressionSpecification, FilterSpecification } from "maplibre-gl";
import type { State } from "../state/url";
import { empty, levelColor, levelCount, uncertaintyCount } from "./scale";

/** Colour by level and uncertainty; the same function paints the legend. */
export function cellColor(): ExpressionSpecification {
  const byLevel = (u: number): unknown[] => {
    const cases: unknown[] = [];
    for (let l = 0; l < levelCount - 1; l++) cases.push(l, levelColor(l, u));
    return ["match", ["get", "level"], ...cases, levelColor(levelCount - 1, u)];
  };
  const cases: unknown[] = [];
  for (let u = 0; u < uncertaintyCount - 1; u++) cases.push(u, byLevel(u));
  const banded = ["match", ["get", "uncertain"], ...cases, byLevel(uncertaintyCount - 1)];
  const expression = [
    "case",
    ["!", ["has", "score"]],
    empty.suppressed,
    ["==", ["get", "score"], 0],
    empty.zero,
    banded,
  ];
  return expression as ExpressionSpecification;
}

/** The filter that the chips ask for. */
export function cellFilter(s: Pick<State, "area" | "level" | "coastal">): FilterSpecification {
  const all: unknown[] = ["all"];
  if (s.level >= 0) all.push(["==", ["get", "level"], s.level]);
  if (s.coastal) all.push(["==", ["get", "coastal"], true]);
  if (s.area) all.push(["==", ["slice", ["get", "code"], 0, s.area.length], s.area]);
  return all as FilterSpecification;
}

/** Cells whose excess is not significant, of level sedang or above. */
export function hatchFilter(s: Pick<State, "area" | "level" | "coastal">): FilterSpecification {
  const unsure = ["all", ["has", "score"], [">=", ["get", "level"], 1], ["!=", ["get", "significant"], true]];
  return [...unsure, cellFilter(s)] as FilterSpecification;
}
