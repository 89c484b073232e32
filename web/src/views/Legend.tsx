import { day, levelName, num, t } from "../i18n";
import { cellArea, empty, levelColor, levelCount, uncertaintyCount } from "../map/scale";
import { useShell, useStore } from "./context";
import "./Legend.css";

function Swatch(p: {
  fill?: string;
  place?: "sea" | "land" | "outside" | "rest";
  kind?: "hatch" | "cross" | "dots" | "lines";
}) {
  return (
    <svg class="key" width="28" height="18" viewBox="0 0 28 18" aria-hidden="true">
      <rect x="0.5" y="0.5" width="27" height="17" rx="2" fill={p.fill} class={p.place} stroke="#8a9498" />
      {p.kind === "dots" && [5, 14, 23].map((x) => <circle key={x} cx={x} cy="9" r="1.6" fill="#6e7d78" />)}
      {p.kind === "lines" && <path d="M1 5h26M1 9.5h26M1 14h26" stroke="#6e7d78" stroke-width="1" />}
      {(p.kind === "hatch" || p.kind === "cross") && (
        <path d="M2 16 16 2M9 17 25 2M20 17 27 10" stroke="#4b4546" stroke-width="1.2" />
      )}
      {p.kind === "cross" && <path d="M2 2 16 16M12 1 26 17" stroke="#4b4546" stroke-width="1.2" />}
    </svg>
  );
}

function Outline(p: { dashed: boolean }) {
  return (
    <svg class="key" width="28" height="18" viewBox="0 0 28 18" aria-hidden="true">
      <path
        d="M2 9h24"
        stroke="currentColor"
        stroke-width="3"
        stroke-dasharray={p.dashed ? "7 4" : undefined}
      />
    </svg>
  );
}

function Scale() {
  const { policy, may } = useShell();
  const from = [0, ...policy.levels];
  const rows = may.cells
    ? [t("legend.sure"), t("legend.middle"), t("legend.unsure")].slice(0, uncertaintyCount)
    : [t("legend.areaColor")];
  const levels = Array.from({ length: levelCount }, (_, l) => l);
  return (
    <table class="scale">
      <thead>
        <tr>
          <td />
          {levels.map((l) => (
            <th key={l} scope="col">
              {levelName(l)}
              <small>
                {l === levelCount - 1
                  ? `≥ ${num(from[l] ?? 0)}`
                  : `${num(from[l] ?? 0)}–${num(from[l + 1] ?? 100)}`}
              </small>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((name, u) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {levels.map((l) => (
              <td
                key={l}
                class="colour"
                data-level={l}
                data-uncertain={u}
                style={{ backgroundColor: levelColor(l, u) }}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What the colours, hatches and lines mean, of what, from when. */
export function Legend() {
  const { status, policy, extent, may } = useShell();
  const { zoom } = useStore(extent);
  const cells = may.cells;
  const scoped = cells && status.scope.length > 0;
  const partly = scoped && !may.exact;
  return (
    <details class="block legend" open>
      <summary>{t("legend.title")}</summary>
      <p>{t(cells ? "legend.what" : "legend.whatArea")}</p>
      {status.run && <p>{t("legend.period", { days: num(policy.window_days), date: day(status.run.at) })}</p>}
      <p role="status" class="cellsize">
        {t(cells ? cellArea(zoom, status.run?.resolution ?? 8) : "legend.areaSize")}
      </p>
      <Scale />
      {cells && <p class="quiet">{t("legend.suppress")}</p>}
      <ul class="keys">
        {may.exact && (
          <li>
            <Swatch fill={levelColor(2)} kind="hatch" /> {t("legend.hatch")}
          </li>
        )}
        <li>
          <Swatch fill={empty.zero} /> {t("legend.zero")}
        </li>
        <li>
          <Swatch fill={empty.suppressed} kind="cross" />{" "}
          {t(partly ? "legend.suppressedScope" : "legend.suppressed")}
        </li>
        {(may.exact || !cells || !status.run) && (
          <li>
            <Swatch place="land" kind="dots" /> {t("legend.missing")}
          </li>
        )}
        <li>
          <Swatch place="rest" /> {t("legend.filtered")}
        </li>
        <li>
          <Swatch place="outside" kind="lines" /> {t(scoped ? "legend.beyond" : "legend.outside")}
        </li>
        <li>
          <Swatch place="sea" /> {t("legend.sea")}
        </li>
        {cells && (
          <>
            <li>
              <Outline dashed /> {t("legend.coastalCluster")}
            </li>
            <li>
              <Outline dashed={false} /> {t("legend.inlandCluster")}
            </li>
          </>
        )}
      </ul>
      <p class="quiet">{t("legend.excluded")}</p>
    </details>
  );
}
