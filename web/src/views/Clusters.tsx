import type { ClusterHead } from "../api/types";
import { amount, pvalue, t, told } from "../i18n";
import { useShell } from "./context";

/** Buttons that open clusters; each says whether it lies on the coast. */
export function Clusters(p: { list: ClusterHead[] }) {
  const { store, map } = useShell();
  const open = (c: ClusterHead) => {
    store.set({ selection: { kind: "cluster", id: c.id } });
    map()?.fit(c.bbox);
  };
  return (
    <details class="block clusters" open>
      <summary>{t("clusters.title", { n: p.list.length })}</summary>
      {p.list.length === 0 && <p>{t("clusters.none")}</p>}
      <ul class="links">
        {p.list.map((c) => (
          <li key={c.id}>
            <button type="button" onClick={() => open(c)}>
              <span>
                {c.desa
                  .slice(0, 2)
                  .map((d) => d.name)
                  .join(", ")}
                <small>
                  {told(c.observed, amount)} / {told(c.expected, amount)} · p {pvalue(c.p)}
                  {c.new && ` · ${t("cluster.new")}`}
                </small>
              </span>
              <span class={c.coastal ? "badge outline dashed" : "badge outline"}>
                {c.coastal ? t("panel.coastal") : t("panel.inland")}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
