import { api } from "../api/client";
import type { AreaDetail } from "../api/types";
import { coded, dated, num, points, t } from "../i18n";
import { meetsScope } from "../state/rights";
import { AreaLevelBadge } from "./AreaTable";
import { CellList } from "./CellList";
import { Clusters } from "./Clusters";
import { useLoad, useShell } from "./context";
import { Facts } from "./Facts";
import { Waiting } from "./Waiting";

function Summary({ a }: { a: AreaDetail }) {
  const hidden = (field: string) => (a.summary.suppressed ?? []).includes(field);
  const figure = (field: string, v: number | null) =>
    v === null ? (hidden(field) ? t("panel.suppressed") : "–") : points(v);
  const s = a.summary;
  return (
    <Facts
      title={t("panel.evidence")}
      rows={[
        [t("panel.cells"), num(s.cells)],
        [t("panel.max"), figure("max_score", s.max_score)],
        [t("panel.mean"), figure("mean_score", s.mean_score)],
        [t("panel.premises"), figure("premises", s.premises)],
        [t("panel.persons"), figure("persons", s.persons)],
        [t("panel.reports"), figure("reports", s.reports)],
        [t("panel.verified"), figure("verified", s.verified)],
        [t("panel.visit"), dated(s.last_visit, hidden("last_visit"))],
        [t("panel.meeting"), dated(s.last_meeting, hidden("last_meeting"))],
        [t("panel.land"), `${num(a.area_km2, 2)} km²`],
      ]}
    />
  );
}

/** Why there are no figures of a desa, and where there are some. */
function Closed({ code }: { code: string }) {
  const { store } = useShell();
  const kecamatan = code.slice(0, 8);
  return (
    <p>
      {t("public.desa")}{" "}
      <button
        type="button"
        class="plain"
        onClick={() => store.set({ selection: { kind: "area", id: kecamatan } })}
      >
        {t("public.kecamatan")}
      </button>
    </p>
  );
}

/** One desa, kecamatan or kabupaten: what is known and where to look. */
export function AreaPanel({ code }: { code: string }) {
  const { store, map, status, may } = useShell();
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
      {a.level !== "desa" && (
        <p class="score">
          <AreaLevelBadge a={a} />
        </p>
      )}
      <button type="button" class="plain" onClick={here}>
        {t("panel.filterHere")}
      </button>
      <Summary a={a} />
      {!may.exact && <p class="quiet">{t("panel.noise")}</p>}
      {!may.cells && a.level === "desa" && <Closed code={a.code} />}
      {may.cells && (
        <Facts title={t("panel.topCells")} rows={[]}>
          {top.length ? (
            <CellList cells={top} />
          ) : (
            <p>{t(meetsScope(a.code, status.scope) ? "panel.noCells" : "panel.beyond")}</p>
          )}
        </Facts>
      )}
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
