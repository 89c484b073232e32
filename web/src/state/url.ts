// The whole view lives in the hash, so that a link reproduces it:
// #map=zoom/lat/lon&layers=a,b&sel=kind:id&area=&level=&coastal=1&table=1&lang=en

export type LayerId = "cells" | "clusters" | "kabupaten" | "kecamatan" | "desa" | "labels";
export type Lang = "id" | "en";
export type Selection = { kind: "cell" | "area" | "cluster" | "plan"; id: string } | null;

export interface MapView {
  zoom: number;
  lat: number;
  lon: number;
}

export interface State {
  view: MapView | null; // null: fit the whole working area
  layers: readonly LayerId[];
  selection: Selection;
  area: string;
  level: number; // -1: every level
  coastal: boolean;
  table: boolean;
  lang: Lang;
}

export const layerIds: readonly LayerId[] = ["cells", "clusters", "kabupaten", "kecamatan", "desa", "labels"];

export const initialState: State = {
  view: null,
  layers: layerIds,
  selection: null,
  area: "",
  level: -1,
  coastal: false,
  table: false,
  lang: "id",
};

function parseView(text: string | null): MapView | null {
  const [zoom, lat, lon] = (text ?? "").split("/").map(Number);
  if (zoom === undefined || lat === undefined || lon === undefined) return null;
  const sane = zoom >= 0 && zoom <= 22 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180;
  return sane ? { zoom, lat, lon } : null;
}

function parseSelection(text: string | null): Selection {
  const found = /^(cell|area|cluster|plan):([\w.-]{1,64})$/.exec(text ?? "");
  return found ? { kind: found[1] as NonNullable<Selection>["kind"], id: found[2] as string } : null;
}

/** Reads a hash; whatever is malformed falls back to its default. */
export function parseHash(hash: string): State {
  const q = new URLSearchParams(hash.replace(/^#/, ""));
  const listed = q.get("layers")?.split(",");
  const level = q.get("level");
  const area = q.get("area") ?? "";
  return {
    view: parseView(q.get("map")),
    layers: listed ? layerIds.filter((id) => listed.includes(id)) : layerIds,
    selection: parseSelection(q.get("sel")),
    area: /^\d{2}\.\d{2}(\.\d{2}(\.\d{4})?)?$/.test(area) ? area : "",
    level: level !== null && /^[0-3]$/.test(level) ? Number(level) : -1,
    coastal: q.get("coastal") === "1",
    table: q.get("table") === "1",
    lang: q.get("lang") === "en" ? "en" : "id",
  };
}

/** The sign-in page, which leads back to this view: what the page itself wrote, never what stood in the address. */
export function signInAddress(s: State): string {
  return `/masuk?${new URLSearchParams({ kembali: `/${formatHash(s)}`, lang: s.lang })}`;
}

/** Writes the state; defaults are left out, so that links stay short. */
export function formatHash(s: State): string {
  const parts: string[] = [];
  if (s.view) {
    const { zoom, lat, lon } = s.view;
    parts.push(`map=${+zoom.toFixed(2)}/${+lat.toFixed(5)}/${+lon.toFixed(5)}`);
  }
  if (s.layers.length !== layerIds.length) parts.push(`layers=${s.layers.join(",")}`);
  if (s.selection) parts.push(`sel=${s.selection.kind}:${s.selection.id}`);
  if (s.area) parts.push(`area=${s.area}`);
  if (s.level >= 0) parts.push(`level=${s.level}`);
  if (s.coastal) parts.push("coastal=1");
  if (s.table) parts.push("table=1");
  if (s.lang !== "id") parts.push(`lang=${s.lang}`);
  return parts.length ? `#${parts.join("&")}` : "";
}
