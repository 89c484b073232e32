// One scale for map, legend, panel and table. Four operational levels times
// three bins of uncertainty: the wider the interval, the fewer colours (a
// value-suppressing palette). Lightness falls steadily with the level, so the
// order survives every kind of colour blindness and a grey print.

export type Rgb = [number, number, number];

export const levelCount = 4;
export const uncertaintyCount = 3;

const ramp: readonly string[] = ["#fbe9b7", "#f2b05e", "#d4603a", "#831a3c"];
const haze = "#d5d8d6";

export function rgb(hex: string): Rgb {
  const n = Number.parseInt(hex.slice(1), 16);
  return [(n >> 16) & 255, (n >> 8) & 255, n & 255];
}

function hex(c: Rgb): string {
  return `#${c.map((v) => Math.round(v).toString(16).padStart(2, "0")).join("")}`;
}

function mix(a: string, b: string, share: number): string {
  const [x, y] = [rgb(a), rgb(b)];
  return hex([0, 1, 2].map((i) => (x[i] as number) * (1 - share) + (y[i] as number) * share) as Rgb);
}

function clamp(v: number, top: number): number {
  return Math.max(0, Math.min(top, Math.trunc(v)));
}

/** The colour of a level (0..3) at an uncertainty (0 sure, 2 unsure). */
export function levelColor(level: number, uncertain = 0): string {
  const l = clamp(level, levelCount - 1);
  const u = clamp(uncertain, uncertaintyCount - 1);
  if (u === 0) return ramp[l] as string;
  if (u === 1) return mix(ramp[l] as string, haze, 0.35);
  const pair =
    l < 2 ? mix(ramp[0] as string, ramp[1] as string, 0.5) : mix(ramp[2] as string, ramp[3] as string, 0.4);
  return mix(pair, haze, 0.42);
}

/** CIE L* of a colour (sRGB, D65). */
export function lightness(color: string): number {
  const [r, g, b] = rgb(color).map((v) => {
    const c = v / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  const y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return y > 216 / 24389 ? 116 * Math.cbrt(y) - 16 : (y * 24389) / 27;
}

/** Ink that reads on the colour. */
export function inkOn(color: string): string {
  return lightness(color) > 50 ? "#101618" : "#ffffff";
}

/** Colours of what is empty; each differs by pattern too. */
export const empty = {
  zero: "#ffffff",
  suppressed: "#c9ced1",
  missing: "#eef0e9",
} as const;

/** What the legend says of the cells drawn at a zoom; mirrors the server's cells layer. */
export function cellArea(
  zoom: number,
  scored: number,
): "legend.fine" | "legend.coarse" | "legend.blurred" | "legend.blurredCoarse" {
  if (scored <= 7) return zoom >= 8 ? "legend.blurred" : "legend.blurredCoarse";
  return zoom >= 10 ? "legend.fine" : "legend.coarse";
}

/** The cell of a coarser resolution that holds a cell. */
export function parent(cell: string, coarser: number): string {
  let bits = BigInt(`0x${cell}`);
  for (let r = coarser + 1; r <= resolution(cell); r++) bits |= 7n << BigInt(3 * (15 - r));
  bits = (bits & ~(15n << 52n)) | (BigInt(coarser) << 52n);
  return bits.toString(16);
}

/** The resolution that an H3 index states in its second digit. */
export function resolution(cell: string): number {
  return Number.parseInt(cell.charAt(1), 16);
}
