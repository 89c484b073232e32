import type { ExpressionSpecification, FilterSpecification } from "maplibre-gl";
import type { AreaFigures, AreaSummary } from "../api/types";
import type { State } from "../state/url";
import { empty, levelColor } from "./scale";

/** What the map may say of an area. */
export type AreaState = "scored" | "zero" | "few" | "missing";

/** Tells apart a score, a score of nothing, a hidden one, and none. */
export function areaState(s: AreaSummary): AreaState {
  if (s.cells === 0) return "missing";
  if (s.max_score === null) return s.kind === "few" ? "few" : "missing";
  return s.max_score === 0 ? "zero" : "scored";
}

/** The level of a score: how many thresholds it reaches. */
export function levelOf(score: number, thresholds: readonly number[]): number {
  return thresholds.filter((t) => score >= t).length;
}

/** The colour of an area by its highest score. */
export function areaColor(s: AreaSummary, thresholds: readonly number[]): string {
  switch (areaState(s)) {
    case "missing":
      return empty.missing;
    case "few":
      return empty.suppressed;
    case "zero":
      return empty.zero;
    case "scored":
      return levelColor(levelOf(s.max_score ?? 0, thresholds));
  }
}

type Chips = Pick<State, "area" | "level" | "coastal">;

/** The areas that the chips leave; one whose score is hidden has no level. */
export function chosenAreas(
  all: readonly AreaFigures[],
  s: Chips,
  thresholds: readonly number[],
): AreaFigures[] {
  const ofLevel = (a: AreaFigures) =>
    a.summary.max_score !== null && levelOf(a.summary.max_score, thresholds) === s.level;
  return all.filter(
    (a) => a.code.startsWith(s.area) && (!s.coastal || a.coastal) && (s.level < 0 || ofLevel(a)),
  );
}

/** The fill of every area by its code; what is not known stays clear. */
export function areaFill(
  all: readonly AreaFigures[],
  thresholds: readonly number[],
): ExpressionSpecification | string {
  const known = all.filter((a) => areaState(a.summary) !== "missing");
  const cases = known.flatMap((a) => [a.code, areaColor(a.summary, thresholds)]);
  const clear = "rgba(0,0,0,0)";
  return cases.length > 0
    ? (["match", ["get", "code"], ...cases, clear] as unknown as ExpressionSpecification)
    : clear;
}

/** A filter that leaves these areas. */
export function only(areas: readonly AreaFigures[]): FilterSpecification {
  return ["in", ["get", "code"], ["literal", areas.map((a) => a.code)]];
}

/** The areas whose score is hidden. */
export function hidden(areas: readonly AreaFigures[]): AreaFigures[] {
  return areas.filter((a) => areaState(a.summary) === "few");
}

/** The areas that have anything to say. */
export function known(areas: readonly AreaFigures[]): AreaFigures[] {
  return areas.filter((a) => areaState(a.summary) !== "missing");
}
