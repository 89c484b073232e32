import { api } from "../api/client";
import type { AreaDetail } from "../api/types";
import { coded, day, num, t } from "../i18n";
import { CellList } from "./CellList";
import { Clusters } from "./Clusters";
import { useLoad, useShell } from "./context";
import { Facts } from "./Facts";
import { Waiting } from "./Waiting";

function Summary({ a }: { a: AreaDetail }) {
  const hidden = (field: string) => (a.summary.suppressed ?? []).includes(field);
  const figure = (field: string, v: number | null, digits = 0) =>
    v === null ? (hidden(field) ? t("panel.suppressed") : "–") : num(v, digits);
  const date = (v: string | null) => (v && !v.startsWith("0001") ? day(v) : t("panel.never"));
  const s = a.summary;
  return (
    <Facts
      title={t("panel.evidence")}
      rows={[
        [t("panel.cells"), num(s.cells)],
        [t("panel.max"), figure("max_score", s.max_score, 1)],
        [t("panel.mean"), figure("mean_score", s.mean_score, 1)],
        [t("panel.premises"), figure("premises", s.premises)],
        [t("panel.persons"), figure("persons", s.persons)],
        [t("panel.reports"), figure("reports", s.reports)],
        [t("panel.verified"), figure("verified", s.verified)],
        [t("panel.visit"), date(s.last_visit)],
        [t("panel.meeting"), date(s.last_meeting)],
        [t("panel.land"), `${num(a.area_km2, 2)} km²`],
      ]}
    />
  );
}

/** One desa, kecamatan or kabupaten: what is known and where to look. */
export function AreaPanel({ code }: { code: string }) {
  const { store, map, status } = useShell();
  const { data: a, error } = useLoad(code, (signal) => api.area(code, signal));
  if (!a) return <Waiting error={error} />;
  const top = a.top_cells ?? [];
  const go = (to: string) => store.set({ selection: { kind: "area", id: to } });
  const here = () => {
    store.set({ area: a.code });
    map()?.fit(a.bbox);
  };
  return (
    <>
      <h2>
        {coded("area", a.kind || a.level)} {a.name}
      </h2>
      <p class="quiet">
        {[a.kecamatan, a.kabupaten].filter(Boolean).join(" · ")} <code>{a.code}</code>{" "}
        {a.coastal && <span class="badge outline">{t("panel.coastal")}</span>}
      </p>
      <button type="button" class="plain" onClick={here}>
        {t("panel.filterHere")}
      </button>
      <Summary a={a} />
      <Facts title={t("panel.topCells")} rows={[]}>
        {top.length ? <CellList cells={top} /> : <p>{t("panel.noCells")}</p>}
      </Facts>
      {(a.clusters ?? []).length > 0 && <Clusters list={a.clusters ?? []} />}
      {(a.neighbours ?? []).length > 0 && (
        <Facts title={t("panel.neighbours")} rows={[]}>
          <div class="chips">
            {(a.neighbours ?? []).map((n) => (
              <button key={n.code} type="button" onClick={() => go(n.code)}>
                {n.name}
              </button>
            ))}
          </div>
        </Facts>
      )}
      <p class="quiet">
        {t("panel.precision", { m: num(status.boundary.precision_m), set: status.boundary.id })}
      </p>
    </>
  );
}
