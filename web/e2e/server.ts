import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export interface Server {
  url: string;
  once: string; // the address that signs the first user in, once; "" where the program prints none
  /** A token of a role, for the areas of a scope or everywhere. */
  token: (role: string, scope?: string) => string;
  /** The first password of a new user of a role, for the areas of a scope. */
  user: (name: string, role: string, scope: string) => string;
  stop: () => void;
}

const binary = resolve(import.meta.dirname, "../../bin/timpora");

/**
 * Starts the real program on a fresh demo, with what else serve shall be told;
 * without that TIMPORA_URL may name a running one instead.
 */
export async function startServer(...serve: string[]): Promise<Server> {
  const running = process.env.TIMPORA_URL;
  if (running && serve.length === 0) {
    return {
      url: running.replace(/\/$/, ""),
      once: "",
      token: () => "",
      user: () => "",
      stop: () => undefined,
    };
  }
  const data = mkdtempSync(join(tmpdir(), "timpora-e2e-"));
  ran(["demo", "--seed", "7", "--data", data]);
  const child = spawn(binary, ["serve", "--addr", "127.0.0.1:0", "--data", data, ...serve]);
  const { url, once } = await address(child);
  const made = (kind: "token" | "user", name: string, role: string, scope: string) =>
    JSON.parse(ran([kind, "create", name, "--role", role, "--scope", scope, "--json", "--data", data])) as {
      token: string;
      password: string;
    };
  const token = (role: string, scope = "") => made("token", `e2e-${role}-${scope}`, role, scope).token;
  const user = (name: string, role: string, scope: string) => made("user", name, role, scope).password;
  const stop = () => {
    child.once("exit", () => rmSync(data, { recursive: true, force: true }));
    child.kill("SIGTERM");
  };
  return { url, once, token, user, stop };
}

function ran(args: string[]): string {
  const run = spawnSync(binary, args, { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`timpora ${args[0]}: ${run.error?.message ?? run.stderr}`);
  return run.stdout;
}

/** Waits for the addresses that the program prints when it listens; without sign-in there is only one. */
function address(child: ChildProcess): Promise<{ url: string; once: string }> {
  return new Promise((done, fail) => {
    let said = "";
    const read = (chunk: Buffer) => {
      said += chunk.toString();
      const url = /^(http:\/\/127\.0\.0\.1:\d+)\s*$/m.exec(said)?.[1];
      const once = /http\S+\/masuk\/sekali\/[\w-]+/.exec(said)?.[0];
      if (url && once) done({ url, once });
      else if (url) setTimeout(() => done({ url, once: "" }), 10_000);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("error", fail);
    child.once("exit", (code) => fail(new Error(`timpora serve ended with ${code}: ${said}`)));
  });
}
