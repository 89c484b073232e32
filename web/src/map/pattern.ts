// Fill patterns, drawn once into pixels. Patterns, not tints, tell the kinds
// of emptiness apart, so that they survive printing and colour blindness.

export type PatternId = "hatch" | "cross" | "dots" | "lines";

interface Pixels {
  width: number;
  height: number;
  data: Uint8Array;
}

function paint(
  size: number,
  on: (x: number, y: number) => boolean,
  color: [number, number, number, number],
): Pixels {
  const data = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (on(x, y)) data.set(color, (y * size + x) * 4);
    }
  }
  return { width: size, height: size, data };
}

/** The pixels of a pattern, for MapLibre's addImage at pixel ratio 2. */
export function pattern(id: PatternId, dark: boolean): Pixels {
  const ink: [number, number, number, number] = dark ? [20, 26, 28, 120] : [70, 60, 60, 105];
  const faint: [number, number, number, number] = dark ? [160, 175, 178, 70] : [110, 125, 120, 110];
  const lighter: [number, number, number, number] = dark ? [160, 175, 178, 60] : [110, 125, 120, 75];
  switch (id) {
    case "hatch":
      return paint(16, (x, y) => (x + y) % 16 < 2, ink);
    case "cross":
      return paint(16, (x, y) => (x + y) % 16 < 2 || (x - y + 16) % 16 < 2, ink);
    case "dots":
      return paint(20, (x, y) => Math.hypot(x - 9.5, y - 9.5) < 1.8, faint);
    case "lines":
      return paint(20, (_, y) => y % 20 < 2, lighter);
  }
}

export const patternIds: readonly PatternId[] = ["hatch", "cross", "dots", "lines"];
