import { api } from "../api/client";
import type { ClusterDetail, Signal } from "../api/types";
import { amount, day, moment, num, percent, points, pvalue, t, told, weakness } from "../i18n";
import { CellList } from "./CellList";
import { useLoad, useShell } from "./context";
import { Facts } from "./Facts";
import { Reasons, ReasonWords } from "./Reasons";
import { Waiting } from "./Waiting";

function Counter({ c }: { c: ClusterDetail }) {
  const { may, status } = useShell();
  const list = c.counter ?? [];
  return (
    <Facts title={t("panel.counter")} rows={[]}>
      {list.length === 0 && <p>{t("panel.noCounter")}</p>}
      <ul class="counter">
        {list.map((k) => (
          <li key={k.code}>{weakness(k.code, may.exact ? k.raw : null, status.boundary.precision_m)}</li>
        ))}
      </ul>
    </Facts>
  );
}

function Rise({ rise }: { rise: Signal }) {
  return (
    <p>
      <strong class="badge outline">{t("cluster.new")}</strong>{" "}
      {t("cluster.rise", {
        date: day(rise.since),
        n: amount(rise.observed),
        e: amount(rise.expected),
        days: num(rise.recurrence_days),
      })}
    </p>
  );
}

/** One cluster: how much more than expected, why, and what weakens it. */
export function ClusterPanel({ id }: { id: string }) {
  const { store, may } = useShell();
  const { data: c, error } = useLoad(id, (signal) => api.cluster(id, signal));
  if (!c) return <Waiting error={error} />;
  return (
    <>
      <h2>{c.coastal ? t("cluster.coastal") : t("cluster.inland")}</h2>
      <p class="quiet">
        <code>{c.id}</code>
      </p>
      <p class="quiet">{t(`cluster.${c.method}`)}</p>
      {c.candidate && <p>{t("cluster.candidate")}</p>}
      {c.new && <Rise rise={c.new} />}
      <Facts
        title={t("panel.evidence")}
        rows={[
          [t("panel.inside"), told(c.observed, amount)],
          [t("panel.expected"), told(c.expected, amount)],
          [t("panel.rrInside"), told(c.rr, amount)],
          [t("panel.llr"), told(c.llr, (v) => num(v, 1))],
          [t("panel.p"), pvalue(c.p)],
          [t("panel.recurrence"), t("panel.days", { n: num(c.recurrence_days) })],
          [t("panel.hottest"), pvalue(c.q)],
          [t("panel.share"), percent(c.coast_share)],
          [t("panel.land"), told(c.land_km2, (v) => `${num(v, 1)} km²`)],
          [t("panel.origins"), told(c.origins, num)],
          [t("panel.max"), points(c.score)],
        ]}
      />
      {!may.exact && <p class="quiet">{t("cluster.withheld")}</p>}
      <Counter c={c} />
      <Facts title={t("panel.desa")} rows={[]}>
        <div class="chips">
          {c.desa.map((d) => (
            <button
              key={d.code}
              type="button"
              onClick={() => store.set({ selection: { kind: "area", id: d.code } })}
            >
              {d.name}
            </button>
          ))}
        </div>
      </Facts>
      {may.exact ? (
        <Reasons reasons={c.reasons} score={c.reasons.reduce((sum, r) => sum + r.points, 0)} />
      ) : (
        <ReasonWords reasons={c.reasons} />
      )}
      <Facts title={t("panel.members")} rows={[]}>
        <CellList cells={c.members} />
      </Facts>
      <p class="quiet">{t("panel.age", { date: moment(c.run.at) })}</p>
    </>
  );
}
