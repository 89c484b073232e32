import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from "maplibre-gl";
import type { AreaFigures, Tier } from "../api/types";
import type { LayerId } from "../state/url";
import { areaFill, hidden, known, only } from "./areas";
import { cellColor, hatchFilter } from "./cells";
import { dark, type Ink, light } from "./ink";
import { routeLayers } from "./route";
import { empty } from "./scale";

/** The words that the map itself draws. */
export interface Words {
  coastal: string;
  inland: string;
}

/** What the map may show to whoever looks. */
export interface Seen {
  tier: Tier;
  scope: readonly string[]; // none: the whole working area
  scored: boolean;
  areas: readonly AreaFigures[]; // drawn instead of cells; none where cells are seen
  thresholds: readonly number[];
}

const font = ["sans-serif"];

function border(
  id: LayerId,
  ink: Ink,
  width: number,
  minzoom: number,
  dash?: number[],
): LayerSpecification[] {
  const lineWidth: ExpressionSpecification = [
    "interpolate",
    ["linear"],
    ["zoom"],
    8,
    width * 0.6,
    13,
    width * 1.6,
  ];
  const layout = { "line-join": "round" } as const;
  const base = { type: "line", source: id, "source-layer": `${id}_line`, minzoom, layout } as const;
  const paint = { "line-color": ink.line, "line-width": lineWidth, "line-opacity": 0.75 };
  return [
    {
      ...base,
      id: `${id}-line`,
      paint: dash ? { ...paint, "line-dasharray": dash } : paint,
    },
  ];
}

function label(
  id: "kabupaten" | "kecamatan" | "desa",
  ink: Ink,
  size: number,
  zooms: [number, number],
): LayerSpecification {
  return {
    id: `${id}-label`,
    type: "symbol",
    source: id,
    "source-layer": `${id}_label`,
    minzoom: zooms[0],
    maxzoom: zooms[1],
    layout: {
      "text-field": ["get", "name"],
      "text-font": font,
      "text-size": size,
      "text-max-width": 8,
      "text-padding": 4,
      "text-transform": id === "kabupaten" ? "uppercase" : "none",
      "text-letter-spacing": id === "kabupaten" ? 0.12 : 0.02,
    },
    paint: { "text-color": ink.text, "text-halo-color": ink.halo, "text-halo-width": 1.6 },
  };
}

function clusterLayers(ink: Ink, words: Words): LayerSpecification[] {
  const base = { source: "clusters", "source-layer": "clusters", layout: { "line-join": "round" } } as const;
  const width: ExpressionSpecification = ["interpolate", ["linear"], ["zoom"], 8, 1.6, 13, 4];
  const paint = { "line-color": ink.cluster, "line-width": width };
  return [
    {
      ...base,
      id: "cluster-halo",
      type: "line",
      paint: {
        "line-color": ink.halo,
        "line-width": ["interpolate", ["linear"], ["zoom"], 8, 3.4, 13, 8],
        "line-opacity": 0.8,
      },
    },
    { ...base, id: "cluster-inland", type: "line", filter: ["!=", ["get", "coastal"], true], paint },
    {
      ...base,
      id: "cluster-coastal",
      type: "line",
      filter: ["==", ["get", "coastal"], true],
      paint: { ...paint, "line-dasharray": [2.4, 1.2] },
    },
    {
      id: "cluster-label",
      type: "symbol",
      source: "clusters",
      "source-layer": "clusters",
      layout: {
        "text-field": ["case", ["==", ["get", "coastal"], true], words.coastal, words.inland],
        "text-font": font,
        "text-size": 12,
        "text-padding": 2,
        "text-variable-anchor": ["top", "bottom", "left", "right"],
        "text-radial-offset": 0.6,
      },
      paint: { "text-color": ink.cluster, "text-halo-color": ink.halo, "text-halo-width": 2 },
    },
  ];
}

/** Cells by their score; what only officers see of them is hatched for them alone. */
function cellLayers(isDark: boolean, ink: Ink, tier: Tier): LayerSpecification[] {
  const cells = { source: "cells", "source-layer": "cells" } as const;
  const hatch: LayerSpecification = {
    ...cells,
    id: "cells-hatch",
    type: "fill",
    filter: hatchFilter({ area: "", level: -1, coastal: false }),
    paint: { "fill-pattern": "hatch" },
  };
  return [
    { ...cells, id: "cells-rest", type: "fill", paint: { "fill-color": ink.rest } },
    { ...cells, id: "cells-fill", type: "fill", paint: { "fill-color": cellColor() } },
    ...(tier === "officer" ? [hatch] : []),
    {
      ...cells,
      id: "cells-cross",
      type: "fill",
      filter: ["!", ["has", "score"]],
      paint: { "fill-pattern": "cross" },
    },
    {
      ...cells,
      id: "cells-edge",
      type: "line",
      minzoom: tier === "officer" ? 10 : 8,
      paint: { "line-color": isDark ? "#12191b" : "#ffffff", "line-width": 0.5, "line-opacity": 0.55 },
    },
  ];
}

/** Kecamatan by their highest score, for those who see no cells. */
function areaLayers(ink: Ink, seen: Seen): LayerSpecification[] {
  const base = { source: "kecamatan", "source-layer": "kecamatan" } as const;
  const all = known(seen.areas);
  return [
    { ...base, id: "areas-rest", type: "fill", filter: only(all), paint: { "fill-color": ink.rest } },
    {
      ...base,
      id: "areas-fill",
      type: "fill",
      filter: only(all),
      paint: { "fill-color": areaFill(seen.areas, seen.thresholds) },
    },
    {
      ...base,
      id: "areas-cross",
      type: "fill",
      filter: only(hidden(seen.areas)),
      paint: { "fill-pattern": "cross" },
    },
  ];
}

/** Invisible; tells which area lies under a click. */
function hit(id: "desa" | "kecamatan"): LayerSpecification {
  return { id: `${id}-hit`, type: "fill", source: id, "source-layer": id, paint: { "fill-opacity": 0 } };
}

function selectedArea(id: "desa" | "kecamatan" | "kabupaten", ink: Ink): LayerSpecification {
  return {
    id: `${id}-selected`,
    type: "line",
    source: id,
    "source-layer": id,
    filter: ["==", ["get", "code"], ""],
    paint: { "line-color": ink.select, "line-width": 3 },
  };
}

/** Desa outside of a scope. */
function beyond(scope: readonly string[]): FilterSpecification {
  const inside = scope.map((code) => ["==", ["slice", ["get", "code"], 0, code.length], code]);
  return ["!", ["any", ...inside]] as unknown as FilterSpecification;
}

/** What lies below: sea, land beyond the working area or the scope, and land of which nothing is told. */
function ground(ink: Ink, seen: Seen): LayerSpecification[] {
  const outside = { source: "outside", "source-layer": "outside" } as const;
  const land = { source: "kabupaten", "source-layer": "kabupaten" } as const;
  const beyondScope = { source: "desa", "source-layer": "desa", filter: beyond(seen.scope) } as const;
  const veil: LayerSpecification[] = [
    { ...beyondScope, id: "scope", type: "fill", paint: { "fill-color": ink.outside } },
    { ...beyondScope, id: "scope-lines", type: "fill", paint: { "fill-pattern": "lines" } },
  ];
  const few = seen.tier === "partner" && seen.scored; // partners see every cell but those of few persons
  const under = few ? empty.suppressed : ink.land;
  return [
    { id: "sea", type: "background", paint: { "background-color": ink.sea } },
    { ...outside, id: "outside", type: "fill", paint: { "fill-color": ink.outside } },
    { ...outside, id: "outside-lines", type: "fill", paint: { "fill-pattern": "lines" } },
    { ...land, id: "land", type: "fill", paint: { "fill-color": under, "fill-antialias": false } },
    { ...land, id: "land-kind", type: "fill", paint: { "fill-pattern": few ? "cross" : "dots" } },
    ...(seen.scope.length > 0 && seen.tier !== "public" ? veil : []),
    hit(seen.tier === "public" ? "kecamatan" : "desa"),
  ];
}

/** Every layer, from the bottom to the top. */
export function layers(isDark: boolean, words: Words, seen: Seen): LayerSpecification[] {
  const ink = isDark ? dark : light;
  const open = seen.tier === "public";
  const selectedCell: LayerSpecification = {
    id: "cell-selected",
    type: "line",
    source: "cells",
    "source-layer": "cells",
    filter: ["==", ["get", "cell"], ""],
    paint: { "line-color": ink.select, "line-width": 3.5 },
  };
  return [
    ...ground(ink, seen),
    ...(open ? areaLayers(ink, seen) : cellLayers(isDark, ink, seen.tier)),
    ...border("desa", ink, 0.5, 10, [3, 2]),
    ...border("kecamatan", ink, 0.9, 8),
    ...border("kabupaten", ink, 1.7, 0),
    {
      id: "shore",
      type: "line",
      source: "kabupaten",
      "source-layer": "kabupaten_shore",
      paint: { "line-color": ink.shore, "line-width": 1 },
    },
    ...(open ? [] : [...clusterLayers(ink, words), selectedCell]),
    selectedArea("desa", ink),
    selectedArea("kecamatan", ink),
    selectedArea("kabupaten", ink),
    label("desa", ink, 11.5, [11.2, 24]),
    label("kecamatan", ink, 13, [open ? 8.4 : 9.3, 12.5]),
    label("kabupaten", ink, 14.5, [0, 10.5]),
    ...routeLayers(ink),
  ];
}

/** The switches of the page and the style layers that each turns; scores are of cells or of areas. */
export const switches: Record<LayerId, readonly string[]> = {
  cells: [
    "cells-rest",
    "cells-fill",
    "cells-hatch",
    "cells-cross",
    "cells-edge",
    "areas-rest",
    "areas-fill",
    "areas-cross",
  ],
  clusters: ["cluster-halo", "cluster-inland", "cluster-coastal", "cluster-label"],
  kabupaten: ["kabupaten-line"],
  kecamatan: ["kecamatan-line"],
  desa: ["desa-line"],
  labels: ["desa-label", "kecamatan-label", "kabupaten-label"],
};
