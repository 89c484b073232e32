import { expect, test } from "vitest";
import { noRoute, type Route, routeData } from "./route";

const route: Route = {
  office: [115.06, -8.13],
  stops: [
    { id: "o-1", stop: 1, kind: "operation", random: false, at: [115.1, -8.2] },
    { id: "r-2", stop: 2, kind: "visit", random: true, at: [115.3, -8.3] },
  ],
};

test("the line leaves the office, passes the stops in order and returns", () => {
  const [line, office, ...stops] = routeData(route).features;
  expect(line?.geometry).toEqual({
    type: "LineString",
    coordinates: [
      [115.06, -8.13],
      [115.1, -8.2],
      [115.3, -8.3],
      [115.06, -8.13],
    ],
  });
  expect(office?.properties).toEqual({ kind: "office" });
  expect(stops.map((s) => s.properties?.stop)).toEqual([1, 2]);
});

test("nothing is drawn without a plan or without stops", () => {
  expect(routeData(noRoute).features).toEqual([]);
  expect(routeData({ office: [115, -8], stops: [] }).features).toEqual([]);
});
