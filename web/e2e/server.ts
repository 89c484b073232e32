import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export interface Server {
  url: string;
  stop: () => void;
}

const binary = resolve(import.meta.dirname, "../../bin/timpora");

/**
 * Starts the real program on a fresh demo, with what else serve shall be told;
 * without that TIMPORA_URL may name a running one instead.
 */
export async function startServer(...serve: string[]): Promise<Server> {
  const running = process.env.TIMPORA_URL;
  if (running && serve.length === 0) return { url: running.replace(/\/$/, ""), stop: () => undefined };
  const data = mkdtempSync(join(tmpdir(), "timpora-e2e-"));
  const demo = spawnSync(binary, ["demo", "--seed", "7", "--data", data], { encoding: "utf8" });
  if (demo.status !== 0) throw new Error(`timpora demo: ${demo.error?.message ?? demo.stderr}`);
  const child = spawn(binary, ["serve", "--addr", "127.0.0.1:0", "--data", data, ...serve]);
  const url = await address(child);
  const stop = () => {
    child.once("exit", () => rmSync(data, { recursive: true, force: true }));
    child.kill("SIGTERM");
  };
  return { url, stop };
}

function address(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let said = "";
    const read = (chunk: Buffer) => {
      said += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (found) done(found[0]);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("error", fail);
    child.once("exit", (code) => fail(new Error(`timpora serve ended with ${code}: ${said}`)));
  });
}
