import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PMTiles, type RangeResponse, type Source, TileType } from "pmtiles";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Server, startServer } from "./server";

const binary = resolve(import.meta.dirname, "../../bin/timpora");

/** A file on disk, read by ranges as from a web server. */
class FileSource implements Source {
  private readonly bytes: Buffer;
  constructor(private readonly path: string) {
    this.bytes = readFileSync(path);
  }
  getKey(): string {
    return this.path;
  }
  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    const part = this.bytes.subarray(offset, offset + length);
    return { data: part.buffer.slice(part.byteOffset, part.byteOffset + part.byteLength) as ArrayBuffer };
  }
}

let data = "";
let server: Server;
let packed: { path: string; tiles: number };

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), "timpora-archive-"));
  packed = exported("tiles.pmtiles");
  server = await startServer();
});

afterAll(() => {
  server?.stop();
  rmSync(data, { recursive: true, force: true });
});

function exported(name: string): { path: string; tiles: number } {
  const path = join(data, name);
  const ran = spawnSync(binary, ["export", path, "--json", "--data", data], { encoding: "utf8" });
  if (ran.status !== 0) throw new Error(`timpora export: ${ran.stderr}`);
  return { path, tiles: JSON.parse(ran.stdout).tiles };
}

test("the pmtiles client reads the archive, tile by tile", async () => {
  const { path, tiles } = packed;
  const archive = new PMTiles(new FileSource(path));
  const header = await archive.getHeader();
  expect(header).toMatchObject({
    specVersion: 3,
    clustered: true,
    tileType: TileType.Mvt,
    minZoom: 0,
    maxZoom: 14,
  });
  expect(header.numAddressedTiles).toBe(tiles);
  expect(header.minLon).toBeGreaterThan(114.3);
  expect(header.maxLat).toBeLessThan(-8);
  const meta = (await archive.getMetadata()) as { attribution: string; vector_layers: { id: string }[] };
  expect(meta.vector_layers.map((l) => l.id)).toContain("desa");
  expect(meta.attribution).toContain("CC BY 3.0 IGO");

  const found = new Set<string>();
  for (let z = 0; z <= 14; z++) {
    const [west, south, east, north] = [header.minLon, header.minLat, header.maxLon, header.maxLat];
    for (let x = column(west, z); x <= column(east, z); x++) {
      for (let y = row(north, z); y <= row(south, z); y++) {
        if (await archive.getZxy(z, x, y)) found.add(`${z}/${x}/${y}`);
      }
    }
  }
  expect(found.size).toBe(tiles);
  expect(await archive.getZxy(14, 0, 0)).toBeUndefined();
});

test("a tile of the archive holds what the server draws", async () => {
  const archive = new PMTiles(new FileSource(packed.path));
  const mixed = await archive.getZxy(10, 838, 535);
  const desa = new Uint8Array(await (await fetch(`${server.url}/tiles/desa/10/838/535.mvt`)).arrayBuffer());
  expect(desa.length).toBeGreaterThan(1000);
  // The layers of desa come first in the archive's tile.
  expect(new Uint8Array(mixed?.data ?? new ArrayBuffer(0)).subarray(0, desa.length)).toEqual(desa);
});

test("GDAL reads the MBTiles archive", () => {
  const { path } = exported("tiles.mbtiles");
  const seen = spawnSync("ogrinfo", ["-so", path, "kabupaten", "-oo", "ZOOM_LEVEL=9"], { encoding: "utf8" });
  expect(seen.status).toBe(0);
  expect(seen.stdout).toContain("name=cells-h3r10");
  expect(Number(/Feature Count: (\d+)/.exec(seen.stdout)?.[1])).toBeGreaterThanOrEqual(3);
});

function column(lon: number, z: number): number {
  return Math.floor(((lon + 180) / 360) * 2 ** z);
}

function row(lat: number, z: number): number {
  const s = Math.sin((lat * Math.PI) / 180);
  return Math.floor((0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI)) * 2 ** z);
}
