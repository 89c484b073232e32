#!/usr/bin/env node
// Runs the benchmarks, prints `name | ours | baseline | ratio` and writes the
// table to var/bench.json. A baseline is a benchmark of the same name but for one
// part that says naive, baseline, orb, dense or single, or the figure naive/ours
// that a benchmark reports; both come from one run.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";

process.chdir(new URL("..", import.meta.url).pathname);
const packages = ["./geo/...", "./risk/stat", "./risk/score", "./risk/nightly", "./data", "./api/..."];
const time = process.env.BENCHTIME ?? "0.3s";
const out = execFileSync("go", ["test", "-run", "^$", "-bench", ".", "-benchtime", time, ...packages], {
  encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"],
});
const baseline = /^(naive|baseline|orb.*|dense|single.*)$/;
const rows = new Map();
for (const line of out.split("\n")) {
  const m = /^Benchmark(\S+?)(?:-\d+)?\s+\d+\s+([\d.]+) ns\/op/.exec(line);
  if (!m) continue;
  const parts = m[1].split("/");
  const isBase = parts.some((p) => baseline.test(p));
  const name = parts.filter((p) => !baseline.test(p) && p !== "ours" && !p.startsWith("grouped")).join("/");
  const row = rows.get(name) ?? {};
  row[isBase ? "baseline" : "ours"] = Number(m[2]);
  const reported = /([\d.e+]+) naive\/ours/.exec(line);
  if (reported) row.baseline = Number(m[2]) * Number(reported[1]);
  rows.set(name, row);
}
const table = [...rows].map(([name, r]) => ({
  name, ours_ns: r.ours ?? null, baseline_ns: r.baseline ?? null,
  ratio: r.ours && r.baseline ? Number((r.baseline / r.ours).toFixed(2)) : null,
}));
mkdirSync("var", { recursive: true });
writeFileSync("var/bench.json", `${JSON.stringify(table, null, 1)}\n`);
const show = (ns) => (ns === null ? "-" : ns > 1e6 ? `${(ns / 1e6).toFixed(2)} ms` : ns > 1e3 ? `${(ns / 1e3).toFixed(2)} us` : `${ns} ns`);
console.log("name | ours | baseline | ratio\n--- | --- | --- | ---");
for (const r of table) console.log(`${r.name} | ${show(r.ours_ns)} | ${show(r.baseline_ns)} | ${r.ratio ?? "-"}`);
