import type { LayerSpecification, SourceSpecification, StyleSpecification } from "maplibre-gl";
import { layers, type Seen, type Words } from "./layers";
import { routeSource } from "./route";

export interface StyleOptions {
  origin: string;
  version: string; // of the run: a new run must not be drawn from cached tiles
  dark: boolean;
  words: Words;
  seen: Seen;
}

function source(o: StyleOptions, layer: string, maxzoom: number): SourceSpecification {
  const run = o.version ? `?v=${encodeURIComponent(o.version)}` : "";
  return { type: "vector", tiles: [`${o.origin}/tiles/${layer}/{z}/{x}/{y}.mvt${run}`], minzoom: 0, maxzoom };
}

/**
 * The style of the map, a pure function. It names no glyphs address: MapLibre
 * then draws every letter from the fonts of the device, so no font is fetched.
 */
export function style(o: StyleOptions): StyleSpecification {
  const list: LayerSpecification[] = layers(o.dark, o.words, o.seen);
  const closed = o.seen.tier === "public" ? [] : ["cells", "clusters"]; // asked for only where they are shown
  return {
    version: 8,
    sources: {
      outside: source(o, "outside", 12),
      kabupaten: source(o, "kabupaten", 14),
      kecamatan: source(o, "kecamatan", 14),
      desa: source(o, "desa", 14),
      ...Object.fromEntries(closed.map((id) => [id, source(o, id, 14)])),
      plan: routeSource,
    },
    layers: list,
  };
}
