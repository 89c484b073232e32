import {
  type FilterSpecification,
  type GeoJSONSource,
  type LngLatBoundsLike,
  Map as MapLibre,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import "maplibre-gl/dist/maplibre-gl.css";
import type { Box } from "../api/types";
import type { Store } from "../state/store";
import type { MapView, Selection, State } from "../state/url";
import { chosenAreas, hidden, known, only } from "./areas";
import { cellFilter, hatchFilter } from "./cells";
import { type Seen, switches, type Words } from "./layers";
import { pattern, patternIds } from "./pattern";
import { type Route, routeData } from "./route";
import { resolution } from "./scale";
import { style } from "./style";

export interface MapOptions {
  container: HTMLElement;
  store: Store<State>;
  route: Store<Route>;
  run: string;
  resolution: number;
  seen: Seen;
  home: Box | null; // where it opens; null: the whole working area
  words: () => Words;
  label: string;
  onBounds: (box: Box, zoom: number) => void;
  onError: (status: number) => void; // of HTTP; 0 for none
}

/** What the page may ask of the map. */
export interface MapHandle {
  fit(box: Box): void;
  fly(view: MapView): void;
  relabel(): void;
  /** Read by browser tests: what is drawn now, as plain values. */
  drawn(layer: string): Record<string, unknown>[];
  pointOf(lon: number, lat: number): { x: number; y: number };
  idle(): boolean;
}

/** The working area: Jembrana, Buleleng and Karangasem. */
const everywhere: LngLatBoundsLike = [114.41, -8.57, 115.73, -8.05];

const still = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;
const night = matchMedia("(prefers-color-scheme: dark)");

/** Draws the map and keeps it and the store in step. */
export function createMap(o: MapOptions): MapHandle {
  setWorkerUrl(workerUrl);
  const s = o.store.get();
  const map = new MapLibre({
    container: o.container,
    style: styleNow(o),
    ...(s.view
      ? { center: [s.view.lon, s.view.lat] as [number, number], zoom: s.view.zoom }
      : { bounds: o.home ?? everywhere, fitBoundsOptions: { padding: 16 } }),
    minZoom: 7,
    maxZoom: 17,
    maxBounds: [113.2, -9.6, 116.9, -7.0],
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    canvasContextAttributes: { preserveDrawingBuffer: true }, // printing copies the canvas
    locale: { "Map.Title": o.label },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new ScaleControl({ maxWidth: 110 }), "bottom-left");
  map.setMissingStyleImageResolver((id) => addPattern(map, id));
  map.on("style.load", () => {
    apply(map, o.store.get(), o.seen);
    drawRoute(map, o.route.get());
  });
  o.route.subscribe((r) => map.getLayer("sea") && drawRoute(map, r));
  map.on("error", (e) => o.onError((e.error as { status?: number }).status ?? 0));
  bindMovement(map, o);
  bindSelection(map, o);
  night.addEventListener("change", () => map.setStyle(styleNow(o), { diff: false }));
  o.store.subscribe(
    (now) => map.isStyleLoaded() !== undefined && map.getLayer("sea") && apply(map, now, o.seen),
  );
  return handle(map, o);
}

function styleNow(o: MapOptions) {
  return style({
    origin: location.origin,
    version: o.run,
    dark: night.matches,
    words: o.words(),
    seen: o.seen,
  });
}

function addPattern(map: MapLibre, id: string): void {
  const known = patternIds.find((p) => p === id);
  if (known && !map.hasImage(id)) map.addImage(id, pattern(known, night.matches), { pixelRatio: 2 });
}

function apply(map: MapLibre, s: State, seen: Seen): void {
  for (const [id, members] of Object.entries(switches)) {
    const on = s.layers.some((l) => l === id);
    for (const member of members) {
      if (map.getLayer(member)) map.setLayoutProperty(member, "visibility", on ? "visible" : "none");
    }
  }
  for (const [layer, filter] of Object.entries(filters(s, seen))) {
    if (map.getLayer(layer)) map.setFilter(layer, filter);
  }
}

/** The filter of every layer that follows the chips or the selection. */
function filters(s: State, seen: Seen): Record<string, FilterSpecification> {
  const chosen = chosenAreas(seen.areas, s, seen.thresholds);
  const id = (kind: string) => (s.selection?.kind === kind ? s.selection.id : "");
  const area: FilterSpecification = ["==", ["get", "code"], id("area")];
  return {
    "cells-fill": cellFilter(s),
    "cells-edge": cellFilter(s),
    "cells-hatch": hatchFilter(s),
    "areas-fill": only(known(chosen)),
    "areas-cross": only(hidden(chosen)),
    "cell-selected": ["==", ["get", "cell"], id("cell")],
    "desa-selected": area,
    "kecamatan-selected": area,
    "kabupaten-selected": area,
  };
}

function drawRoute(map: MapLibre, r: Route): void {
  (map.getSource("plan") as GeoJSONSource | undefined)?.setData(routeData(r));
}

function bindMovement(map: MapLibre, o: MapOptions): void {
  const tell = () => {
    const b = map.getBounds();
    o.onBounds([b.getWest(), b.getSouth(), b.getEast(), b.getNorth()], map.getZoom());
  };
  map.on("load", tell);
  map.on("moveend", () => {
    const c = map.getCenter();
    o.store.set({ view: { zoom: map.getZoom(), lat: c.lat, lon: c.lng } });
    tell();
  });
}

function pick(map: MapLibre, x: number, y: number, fine: number): Selection | "closer" {
  const asked = ["plan-stop", "cluster-label", "cells-fill", "desa-hit", "kecamatan-hit"];
  const top = map.queryRenderedFeatures([x, y], { layers: asked.filter((id) => map.getLayer(id)) });
  for (const f of top) {
    if (f.layer.id === "plan-stop") return { kind: "plan", id: String(f.properties.id) };
    if (f.layer.id === "cluster-label") return { kind: "cluster", id: String(f.properties.id) };
    if (f.layer.id.endsWith("-hit")) return { kind: "area", id: String(f.properties.code) };
    const cell = String(f.properties.cell);
    return resolution(cell) < fine ? "closer" : { kind: "cell", id: cell };
  }
  return null;
}

function bindSelection(map: MapLibre, o: MapOptions): void {
  const choose = (x: number, y: number) => {
    const found = pick(map, x, y, o.resolution);
    if (found === "closer") map.easeTo({ center: map.unproject([x, y]), zoom: 10.6, animate: !still() });
    else o.store.set({ selection: found });
  };
  map.on("click", (e) => choose(e.point.x, e.point.y));
  map.getCanvas().addEventListener("keydown", (e) => {
    if (e.key !== "Enter") return;
    const { clientWidth, clientHeight } = map.getCanvas();
    choose(clientWidth / 2, clientHeight / 2);
  });
  map.on("mousemove", (e) => {
    map.getCanvas().style.cursor = pick(map, e.point.x, e.point.y, o.resolution) ? "pointer" : "";
  });
}

function handle(map: MapLibre, o: MapOptions): MapHandle {
  const pace = () => ({ animate: !still(), duration: 700 });
  return {
    fit: (box) => {
      map.resize(); // a panel that has just opened leaves less room
      map.fitBounds(box, { padding: 48, maxZoom: 13, ...pace() });
    },
    fly: (v) => map.easeTo({ center: [v.lon, v.lat], zoom: v.zoom, ...pace() }),
    relabel: () => map.setStyle(styleNow(o), { diff: false }),
    drawn: (layer) => map.queryRenderedFeatures({ layers: [layer] }).map((f) => ({ ...f.properties })),
    pointOf: (lon, lat) => map.project([lon, lat]),
    idle: () => map.loaded() && map.areTilesLoaded() && !map.isMoving(),
  };
}
