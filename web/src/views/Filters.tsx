import { api } from "../api/client";
import { levelName, num, t } from "../i18n";
import { levelColor, levelCount } from "../map/scale";
import { meetsScope } from "../state/rights";
import { useLoad, useShell, useStore } from "./context";
import "./Filters.css";

function AreaChoice() {
  const { store, map, status } = useShell();
  const { area } = useStore(store);
  const { data } = useLoad("kabupaten", () => api.kabupaten());
  const list = (data?.areas ?? []).filter((a) =>
    meetsScope(a.code, status.tier === "public" ? [] : status.scope),
  );
  const chosen = useLoad(`name ${area}`, (signal) => (area ? api.area(area, signal) : Promise.resolve(null)));
  const known = list.some((a) => a.code === area);
  return (
    <div class="chips" role="group" aria-label={t("filter.everywhere")}>
      <button type="button" aria-pressed={!area} onClick={() => store.set({ area: "" })}>
        {t("filter.everywhere")}
      </button>
      {list.map((a) => (
        <button
          key={a.code}
          type="button"
          aria-pressed={area === a.code}
          onClick={() => {
            store.set({ area: a.code });
            map()?.fit(a.bbox);
          }}
        >
          {a.name}
        </button>
      ))}
      {area && !known && (
        <button type="button" aria-pressed="true" onClick={() => store.set({ area: "" })}>
          {t("filter.area", { name: chosen.data?.name ?? area })} ✕
        </button>
      )}
    </div>
  );
}

/** The filters of map and table: coast, level, area. Each is always visible. */
export function Filters() {
  const { store, policy, may } = useShell();
  const s = useStore(store);
  const active = s.coastal || s.level >= 0 || s.area !== "";
  return (
    <section class="block filters" aria-label={t("filter.title")}>
      <label class="switch">
        <input
          type="checkbox"
          role="switch"
          name="coastal"
          checked={s.coastal}
          onChange={(e) => store.set({ coastal: e.currentTarget.checked })}
        />
        {may.cells
          ? t("filter.coastal", { km: num((policy.coastal_m || 2000) / 1000, 0) })
          : t("filter.coastalAreas")}
      </label>
      <div class="chips" role="group" aria-label={t("table.level")}>
        <button type="button" aria-pressed={s.level < 0} onClick={() => store.set({ level: -1 })}>
          {t("filter.all")}
        </button>
        {Array.from({ length: levelCount }, (_, l) => (
          <button key={l} type="button" aria-pressed={s.level === l} onClick={() => store.set({ level: l })}>
            <span class="swatch" style={{ backgroundColor: levelColor(l) }} />
            {levelName(l)}
          </button>
        ))}
      </div>
      <AreaChoice />
      {active && (
        <button
          type="button"
          class="plain"
          onClick={() => store.set({ coastal: false, level: -1, area: "" })}
        >
          {t("filter.clear")}
        </button>
      )}
    </section>
  );
}
