// Compares gosec's findings with .ci/gosec.csv: each must be explained there, by
// rule and file ("*" is every file), up to the number that was looked at.
import { readFileSync } from "node:fs";

const text = readFileSync(process.argv[2], "utf8");
const found = JSON.parse(text.slice(0, text.lastIndexOf("}") + 1));
if (found.Stats.files < 300) throw Error(`gosec read ${found.Stats.files} files only`);
const root = `${process.cwd()}/`;
const explained = new Map();
for (const line of readFileSync(".ci/gosec.csv", "utf8").trim().split("\n").slice(1)) {
  const [rule, file, most, ...why] = line.split(",");
  if (why.join(",").length < 20) throw Error(`no reason: ${line}`);
  explained.set(`${rule} ${file}`, { most: file === "*" ? Infinity : Number(most), used: 0 });
}
let bad = 0;
for (const i of found.Issues ?? []) {
  const file = i.file.replace(root, "");
  const at = explained.get(`${i.rule_id} ${file}`) ?? explained.get(`${i.rule_id} *`);
  if (at && ++at.used <= at.most) continue;
  bad++;
  console.log(`${file}:${i.line}: ${i.rule_id} ${i.details}`);
}
for (const [key, e] of explained) if (e.used === 0) { bad++; console.log(`${key} is explained and not found`); }
console.log(`${(found.Issues ?? []).length} findings, ${bad} unexplained`);
process.exit(bad ? 1 : 0);
