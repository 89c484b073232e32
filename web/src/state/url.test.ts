import { expect, test } from "vitest";
import { formatHash, initialState, parseHash, type State, signInAddress } from "./url";

const full: State = {
  view: { zoom: 11.25, lat: -8.31234, lon: 115.1 },
  layers: ["cells", "desa"],
  selection: { kind: "cell", id: "888d8ad6d3fffff" },
  area: "51.08.04",
  level: 2,
  coastal: true,
  table: true,
  lang: "en",
};

test("a state survives its own link", () => {
  expect(parseHash(formatHash(full))).toEqual(full);
});

test("no hash is the initial state, and the initial state needs no hash", () => {
  expect(parseHash("")).toEqual(initialState);
  expect(formatHash(initialState)).toBe("");
});

test("sign-in leads back to the same view, and nowhere else", () => {
  const address = new URL(signInAddress(full), "http://a.test");
  expect(address.pathname).toBe("/masuk");
  expect(address.searchParams.get("lang")).toBe("en");
  const back = address.searchParams.get("kembali") ?? "";
  expect(back.startsWith("/#")).toBe(true);
  expect(parseHash(back.slice(1))).toEqual(full);
  expect(signInAddress(parseHash("#//evil.test&map=\\evil"))).toBe("/masuk?kembali=%2F&lang=id");
});

test("all layers off survives", () => {
  expect(parseHash(formatHash({ ...full, layers: [] })).layers).toEqual([]);
});

test.each([
  ["#map=99/0/0", "zoom out of range"],
  ["#map=1/2", "no longitude"],
  ["#sel=cell:<img>", "markup"],
  ["#sel=person:1", "unknown kind"],
  ["#area=5108", "no dots"],
  ["#level=7", "no such level"],
  ["#layers=cells,clusters,kabupaten,kecamatan,desa,labels,evil", "unknown layer"],
])("%s (%s) falls back to the default", (hash) => {
  expect(parseHash(hash)).toEqual(initialState);
});
