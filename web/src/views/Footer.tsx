import { api } from "../api/client";
import { day, moment, num, t } from "../i18n";
import { useLoad, useShell, useStore } from "./context";

/** Run, version, boundary set and its credit. */
export function Footer() {
  const { store, status } = useShell();
  const { lang } = useStore(store);
  const b = status.boundary;
  return (
    <footer class="foot">
      <span>{status.run ? t("footer.scored", { date: moment(status.run.at) }) : t("footer.none")}</span>
      <span>{t("footer.version", { v: status.version })}</span>
      <span>{t("panel.precision", { m: num(b.precision_m), set: b.id })}</span>
      <span class="credit">{b.credit}</span>
      <a href={`/gis?lang=${lang}`}>{t("footer.gis")}</a>
      <a href="/api/docs">{t("footer.api")}</a>
    </footer>
  );
}

/** Links to the stored daily reports. */
export function Nights() {
  const { data, error } = useLoad("nights", () => api.nights());
  const list = (data?.nights ?? []).slice(0, 7);
  return (
    <details class="block">
      <summary>{t("nights.title")}</summary>
      {error && <p class="error">{error}</p>}
      {data && list.length === 0 && <p>{t("nights.none")}</p>}
      <ul class="nights">
        {list.map((n) => (
          <li key={n.date}>
            {day(`${n.date}T12:00:00+08:00`)}
            {n.formats.map((f) => (
              <a key={f} href={`/api/v1/nights/${n.date}.${f}`} aria-label={`${f.toUpperCase()} ${n.date}`}>
                {f.toUpperCase()}
              </a>
            ))}
          </li>
        ))}
      </ul>
    </details>
  );
}
