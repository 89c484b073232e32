// Reads the JSON events of `go test` and prints "passed failed skipped";
// packages, failures and skips go to the error stream.
import { readFileSync } from "node:fs";

const n = { pass: 0, fail: 0, skip: 0 };
const texts = new Map();
for (const line of readFileSync(process.argv[2], "utf8").split("\n")) {
  let e;
  try { e = JSON.parse(line); } catch { continue; }
  const key = `${e.Package} ${e.Test ?? ""}`;
  if (e.Action === "output") texts.set(key, (texts.get(key) ?? "") + e.Output);
  if (!(e.Action in n)) continue;
  if (e.Test) n[e.Action]++;
  else if (e.Action !== "skip") console.error(e.Action.padEnd(4), e.Package, `${(e.Elapsed ?? 0).toFixed(1)}s`);
  if (e.Action === "fail" || (e.Action === "skip" && e.Test)) console.error(`--- ${e.Action.toUpperCase()} ${key}\n${(texts.get(key) ?? "").slice(-4000)}`);
}
console.log(n.pass, n.fail, n.skip);
