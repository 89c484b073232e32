import { api } from "../api/client";
import type { CellDetail } from "../api/types";
import { amount, distance, levelName, moment, num, percent, points, pvalue, t, told } from "../i18n";
import { inkOn, levelColor, parent, resolution } from "../map/scale";
import { useLoad, useShell } from "./context";
import { Facts } from "./Facts";
import { Interval } from "./Interval";
import { Reasons, ReasonWords } from "./Reasons";
import { Waiting } from "./Waiting";

export function LevelBadge(p: { level: number }) {
  const color = levelColor(p.level);
  return (
    <span class="badge" style={{ backgroundColor: color, color: inkOn(color) }}>
      {levelName(p.level)}
    </span>
  );
}

function Evidence({ c }: { c: CellDetail }) {
  return (
    <Facts
      title={t("panel.evidence")}
      rows={[
        [t("panel.observed"), told(c.observed, amount)],
        [t("panel.expected"), told(c.expected, amount)],
        [t("panel.q"), told(c.upper_q, pvalue)],
      ]}
    >
      {c.significant !== null && <p>{c.significant ? t("panel.significant") : t("panel.notSignificant")}</p>}
      {c.lower_q !== null && c.lower_q <= 0.05 && <p>{t("panel.fewer", { q: pvalue(c.lower_q) })}</p>}
    </Facts>
  );
}

function Sureness({ c }: { c: CellDetail }) {
  const { policy } = useShell();
  const tau = num(c.run.kendall_tau, 2);
  return (
    <Facts title={t("panel.sure")} rows={[]}>
      <ul>
        {c.top_share !== null && (
          <li>{t("panel.top", { k: num(policy.top_k), share: percent(c.top_share) })}</li>
        )}
        <li>{t(c.run.robust ? "panel.robust" : "panel.notRobust", { tau })}</li>
        {c.desa_placed !== null && <li>{t("panel.placed", { share: percent(c.desa_placed) })}</li>}
        <li>{t("panel.precision", { m: num(c.run.precision_m), set: c.run.boundary_set })}</li>
        <li>{t("panel.age", { date: moment(c.run.at) })}</li>
      </ul>
    </Facts>
  );
}

/** One cell: score, interval, reasons, evidence, and how sure all that is. */
export function CellPanel({ id }: { id: string }) {
  const { store, status, may } = useShell();
  const shown = Math.min(status.run?.resolution ?? 15, resolution(id));
  const at = shown < resolution(id) ? parent(id, shown) : id; // a link of somebody who sees finer cells
  const { data: c, error } = useLoad(at, (signal) => api.cell(at, signal));
  if (!c) return <Waiting error={error} />;
  const ranks = { rank: num(c.rank), low: num(c.rank_low), high: num(c.rank_high), n: num(c.run.cells) };
  return (
    <>
      <h2>{t("panel.cell", { desa: c.desa.name })}</h2>
      <p class="quiet">
        {t("panel.place", { kecamatan: c.desa.kecamatan, kabupaten: c.desa.kabupaten })} ·{" "}
        <code>{c.cell}</code>
      </p>
      <p class="score">
        <strong>{t("panel.score", { score: points(c.score) })}</strong> <LevelBadge level={c.level} />
        <span class="badge outline">{c.coastal ? t("panel.coastal") : t("panel.inland")}</span>
      </p>
      <Interval score={c.score} low={c.low} high={c.high} />
      <p>{t(may.exact ? "panel.rank" : "panel.rankOnly", ranks)}</p>
      {c.cluster && (
        <button
          type="button"
          class="plain"
          onClick={() => store.set({ selection: { kind: "cluster", id: c.cluster ?? "" } })}
        >
          {t("panel.inCluster")} →
        </button>
      )}
      {may.exact ? <Reasons reasons={c.reasons} score={c.score} /> : <ReasonWords reasons={c.reasons} />}
      <Evidence c={c} />
      <Sureness c={c} />
      <Facts
        title={t("panel.counts")}
        rows={[
          [t("panel.persons"), told(c.persons, num)],
          [t("panel.reports"), told(c.reports, num)],
          [t("panel.verified"), told(c.verified, num)],
          [t("panel.land"), `${num(c.land_km2, 2)} km²`],
          [t("table.coast"), t("panel.coast", { m: distance(c.coast_m) })],
        ]}
      />
    </>
  );
}
