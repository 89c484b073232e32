/**
 * Rounds parts to tenths so that the shown parts sum to the shown total:
 * floors first, then hands the missing tenths to the largest remainders.
 */
export function roundedParts(parts: readonly number[], total: number): number[] {
  const tenths = parts.map((p) => p * 10);
  const floors = tenths.map((v) => Math.floor(v + 1e-9));
  let missing = Math.round(total * 10) - floors.reduce((a, b) => a + b, 0);
  const byRemainder = tenths
    .map((v, i) => ({ i, rest: v - (floors[i] ?? 0) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of byRemainder) {
    if (missing <= 0) break;
    floors[i] = (floors[i] ?? 0) + 1;
    missing--;
  }
  return floors.map((v) => v / 10);
}
