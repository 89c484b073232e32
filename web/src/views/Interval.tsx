import { points, t } from "../i18n";
import { levelColor } from "../map/scale";
import { useShell } from "./context";

/** A score on its scale of 0 to 100 with the 5-95 % interval. */
export function Interval(p: { score: number; low: number; high: number }) {
  const { policy } = useShell();
  const edges = [0, ...policy.levels, 100];
  const text = t("panel.interval", { low: points(p.low), high: points(p.high) });
  return (
    <figure class="interval">
      <svg viewBox="0 0 300 34" role="img" aria-label={text}>
        {edges.slice(0, -1).map((e, l) => (
          <rect
            key={e}
            x={e * 3}
            y="20"
            width={((edges[l + 1] ?? 100) - e) * 3}
            height="8"
            fill={levelColor(l)}
          />
        ))}
        <path
          d={`M${p.low * 3} 11H${p.high * 3}M${p.low * 3} 6v10M${p.high * 3} 6v10`}
          stroke="currentColor"
          stroke-width="2"
          fill="none"
        />
        <circle cx={p.score * 3} cy="11" r="5" fill="currentColor" />
      </svg>
      <figcaption>{text}</figcaption>
    </figure>
  );
}
