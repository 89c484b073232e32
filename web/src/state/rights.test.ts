import { expect, test } from "vitest";
import { levelOfCode, meetsScope, rights } from "./rights";

const nothing = { cells: false, exact: false, nights: false, decide: false };

test.each([
  ["the public", { tier: "public", roles: [], scope: [] }, nothing],
  ["a partner", { tier: "partner", roles: ["member"], scope: ["51.08"] }, { ...nothing, cells: true }],
  [
    "an officer",
    { tier: "officer", roles: ["officer"], scope: [] },
    { ...nothing, cells: true, exact: true, nights: true },
  ],
  [
    "a planner of one kabupaten",
    { tier: "officer", roles: ["planner"], scope: ["51.08"] },
    { cells: true, exact: true, nights: false, decide: true },
  ],
  [
    "an administrator who sees as a planner",
    { tier: "officer", roles: ["planner"], scope: [], as: "Ayu" },
    { cells: true, exact: true, nights: true, decide: false },
  ],
] as const)("%s", (_, who, want) => {
  expect(rights({ as: null, ...who, roles: [...who.roles], scope: [...who.scope] })).toEqual(want);
});

test("levels and scopes are read from codes", () => {
  expect(["51.08", "51.08.04", "51.08.04.2003"].map(levelOfCode)).toEqual(["kabupaten", "kecamatan", "desa"]);
  expect(meetsScope("51.01", [])).toBe(true);
  expect(meetsScope("51.08", ["51.08.04"])).toBe(true);
  expect(meetsScope("51.08.04.2003", ["51.08.04"])).toBe(true);
  expect(meetsScope("51.08.05", ["51.08.04"])).toBe(false);
});
