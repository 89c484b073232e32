import type { Lang } from "../state/url";
import { id, type Key } from "./id";

let words: Record<Key, string> = id;
let current: Lang = "id";

/** Loads a language; English comes on demand. */
export async function useLanguage(lang: Lang): Promise<void> {
  words = lang === "en" ? (await import("./en")).en : id;
  current = lang;
  document.documentElement.lang = lang;
}

/** The sentence of a key, with {names} filled in. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  return words[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

function has(key: string): key is Key {
  return key in id;
}

/** The sentence of a code of the server; an unknown code shows itself. */
export function coded(
  prefix: "factor" | "counter" | "area" | "plan" | "role",
  code: string,
  values?: Record<string, string | number>,
): string {
  const key = `${prefix}.${code}`;
  return has(key) ? t(key, values) : code;
}

/** What weakens a cluster, in words alone for those who do not see how much. */
export function weakness(code: string, raw: number | null, precision: number): string {
  if (raw !== null)
    return coded("counter", code, { raw: num(raw, Number.isInteger(raw) ? 0 : 2), share: percent(raw) });
  return coded("counter", code, { raw: num(precision), share: t("counter.part") }).replace(/ \([^)]*\)/, "");
}

/** The sentence of a reason for or against a proposal. */
export function ground(g: { code: string; raw: number }): string {
  if (!has(g.code)) return g.code;
  const n = num(g.raw, Number.isInteger(g.raw) || g.raw >= 10 ? 0 : 1);
  return t(g.code, { n, raw: n, share: percent(g.raw), one: g.raw > 0 ? num(1 / g.raw) : "–" });
}

/** Places by name, three at the most, and how many more. */
export function few(places: readonly { name: string }[]): string {
  const rest = places.length - 3;
  const names = places.slice(0, 3).map((p) => p.name);
  return names.join(", ") + (rest > 0 ? ` +${rest}` : "");
}

/** The name of a level, 0 to 3. */
export function levelName(level: number): string {
  const key = `level.${level}`;
  return has(key) ? t(key) : String(level);
}

const locale = (): string => (current === "id" ? "id-ID" : "en-GB");

/** A number in the language's notation. */
export function num(v: number, digits = 0): string {
  return new Intl.NumberFormat(locale(), {
    maximumFractionDigits: digits,
    minimumFractionDigits: digits,
  }).format(v);
}

/** A score: whole where it was rounded for the tier, else in tenths. */
export function points(v: number): string {
  return num(v, Number.isInteger(v) ? 0 : 1);
}

/** A figure, or the word for one that the tier may not see. */
export function told<T>(v: T | null, f: (v: T) => string): string {
  return v === null ? t("panel.suppressed") : f(v);
}

/** A day on which something was done last, "never", or the word for what the tier may not see. */
export function dated(iso: string | null, hidden: boolean): string {
  if (iso && !iso.startsWith("0001")) return day(iso);
  return hidden ? t("panel.suppressed") : t("panel.never");
}

/** A count or expectation: two significant digits below ten, one decimal above. */
export function amount(v: number): string {
  const digits = { maximumSignificantDigits: 2 };
  if (Number.isInteger(v)) return num(v);
  return Math.abs(v) < 10 ? new Intl.NumberFormat(locale(), digits).format(v) : num(v, 1);
}

/** A p or q value; the tiny ones only by their bound. */
export function pvalue(v: number): string {
  return v < 0.001 ? `< ${num(0.001, 3)}` : num(v, 3);
}

export function percent(v: number, digits = 0): string {
  return new Intl.NumberFormat(locale(), { style: "percent", maximumFractionDigits: digits }).format(v);
}

/** A distance: metres below one kilometre. */
export function distance(m: number): string {
  return m < 1000 ? `${num(m)} m` : `${num(m / 1000, 1)} km`;
}

/** A moment in the office's zone, WITA. */
export function moment(iso: string): string {
  const format = new Intl.DateTimeFormat(locale(), {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "Asia/Makassar",
  });
  return `${format.format(new Date(iso))} WITA`;
}

/** A period from its first to its last day, both YYYY-MM-DD. */
export function period(from: string, until: string): string {
  return t("plan.period", { from: day(`${from}T00:00:00+08:00`), until: day(`${until}T00:00:00+08:00`) });
}

/** A day in the office's zone. */
export function day(iso: string): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeZone: "Asia/Makassar" }).format(
    new Date(iso),
  );
}
