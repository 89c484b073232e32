import type { GeoJSONSourceSpecification, LayerSpecification } from "maplibre-gl";
import type { Ink } from "./ink";

/** One stop of a plan as the map draws it. */
export interface RouteStop {
  id: string;
  stop: number;
  kind: "operation" | "visit";
  random: boolean;
  at: [number, number]; // longitude first
}

/** The round of a plan: from the office over the stops and back. */
export interface Route {
  office: [number, number] | null; // null: nothing is drawn
  stops: readonly RouteStop[];
}

interface RouteFeature {
  type: "Feature";
  properties: Record<string, string | number | boolean>;
  geometry:
    | { type: "Point"; coordinates: [number, number] }
    | { type: "LineString"; coordinates: [number, number][] };
}

interface RouteData {
  type: "FeatureCollection";
  features: RouteFeature[];
}

export const noRoute: Route = { office: null, stops: [] };

/** The round as GeoJSON: one line, the office, and a point a stop. */
export function routeData(r: Route): RouteData {
  if (!r.office || r.stops.length === 0) return { type: "FeatureCollection", features: [] };
  const line = [r.office, ...r.stops.map((s) => s.at), r.office];
  return {
    type: "FeatureCollection",
    features: [
      { type: "Feature", properties: { kind: "line" }, geometry: { type: "LineString", coordinates: line } },
      {
        type: "Feature",
        properties: { kind: "office" },
        geometry: { type: "Point", coordinates: r.office },
      },
      ...r.stops.map(
        (s): RouteFeature => ({
          type: "Feature",
          properties: { kind: s.kind, id: s.id, stop: s.stop, random: s.random },
          geometry: { type: "Point", coordinates: s.at },
        }),
      ),
    ],
  };
}

export const routeSource: GeoJSONSourceSpecification = { type: "geojson", data: routeData(noRoute) };

/** The layers of the round; drawn stops have a hollow mark, operations a larger one. */
export function routeLayers(ink: Ink): LayerSpecification[] {
  return [
    {
      id: "plan-line",
      type: "line",
      source: "plan",
      filter: ["==", ["get", "kind"], "line"],
      layout: { "line-join": "round" },
      paint: { "line-color": ink.select, "line-width": 2.4, "line-opacity": 0.85 },
    },
    {
      id: "plan-office",
      type: "circle",
      source: "plan",
      filter: ["==", ["get", "kind"], "office"],
      paint: {
        "circle-radius": 6,
        "circle-color": ink.halo,
        "circle-stroke-color": ink.text,
        "circle-stroke-width": 3,
      },
    },
    {
      id: "plan-stop",
      type: "circle",
      source: "plan",
      filter: ["has", "stop"],
      paint: {
        "circle-radius": ["case", ["==", ["get", "kind"], "operation"], 13, 10],
        "circle-color": ["case", ["get", "random"], ink.halo, ink.select],
        "circle-stroke-color": ["case", ["get", "random"], ink.select, ink.halo],
        "circle-stroke-width": 2,
      },
    },
    {
      id: "plan-number",
      type: "symbol",
      source: "plan",
      filter: ["has", "stop"],
      layout: {
        "text-field": ["to-string", ["get", "stop"]],
        "text-font": ["sans-serif"],
        "text-size": 12,
        "text-allow-overlap": true,
        "text-padding": 8, // as wide as its circle: names give way
      },
      paint: { "text-color": ["case", ["get", "random"], ink.select, ink.halo] },
    },
  ];
}
