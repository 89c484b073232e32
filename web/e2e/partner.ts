import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, resolve } from "node:path";
import type { Page } from "playwright-core";

const libraries = resolve(import.meta.dirname, "../node_modules");
const media: Record<string, string> = {
  ".mjs": "text/javascript",
  ".js": "text/javascript",
  ".css": "text/css",
  ".map": "application/json",
};

/** A partner's web page with Leaflet and MapLibre, on an origin of its own. */
export interface Partner {
  origin: string;
  close: () => void;
}

const html = `<!doctype html><meta charset="utf-8"><title>Mitra</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/maplibre-gl/dist/maplibre-gl.css"><link rel="stylesheet" href="/leaflet/dist/leaflet.css">
<style>html, body, #map { height: 100%; margin: 0 }</style><div id="map"></div>
<script src="/leaflet/dist/leaflet.js"></script>
<script type="module">import * as gl from "/maplibre-gl/dist/maplibre-gl.mjs"; window.maplibregl = gl;</script>`;

export async function openPartner(): Promise<Partner> {
  const server = createServer((request, answer) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    if (path === "/") {
      answer.setHeader("Content-Type", "text/html; charset=utf-8").end(html);
      return;
    }
    try {
      const body = readFileSync(resolve(libraries, `.${path}`));
      answer.setHeader("Content-Type", media[extname(path)] ?? "application/octet-stream").end(body);
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** What goes wrong on a page: refused and failed requests, errors, warnings. */
export function faultsOf(page: Page): string[] {
  const faults: string[] = [];
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && faults.push(m.text()));
  page.on("pageerror", (e) => faults.push(e.message));
  page.on("requestfailed", (r) => {
    // the browser gives up the icon of a page that it leaves
    if (!r.url().endsWith("/icon.svg")) faults.push(`${r.url()}: ${r.failure()?.errorText}`);
  });
  page.on("response", (r) => r.status() >= 400 && faults.push(`${r.url()}: ${r.status()}`));
  return faults;
}
