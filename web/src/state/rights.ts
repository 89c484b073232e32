import type { AreaLevel, Status } from "../api/types";

/** What the page may ask of the server for whoever opened it. The server decides; the page does not ask in vain. */
export interface Rights {
  cells: boolean; // cells and clusters; without them areas are drawn
  exact: boolean; // single figures, tests, the plan
  nights: boolean;
  decide: boolean;
}

type Who = Pick<Status, "tier" | "roles" | "scope" | "as">;

export function rights(who: Who): Rights {
  const exact = who.tier === "officer";
  return {
    cells: who.tier !== "public",
    exact,
    nights: exact && who.scope.length === 0,
    decide: exact && who.roles.includes("planner") && !who.as,
  };
}

/** The level that the length of a code states: 51.08, 51.08.04, 51.08.04.2003. */
export function levelOfCode(code: string): AreaLevel {
  if (code.length > 8) return "desa";
  return code.length > 5 ? "kecamatan" : "kabupaten";
}

/** Whether an area holds a part of the scope, or lies in it. */
export function meetsScope(code: string, scope: readonly string[]): boolean {
  return scope.length === 0 || scope.some((s) => code.startsWith(s) || s.startsWith(code));
}
