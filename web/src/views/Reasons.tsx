import type { Reason } from "../api/types";
import { coded, num, t } from "../i18n";
import { Facts } from "./Facts";
import { roundedParts } from "./numbers";
import "./Panel.css";

/** Bars of what makes a score; the shown points sum to the shown score. */
export function Reasons(p: { reasons: Reason[]; score: number }) {
  const shown = roundedParts(
    p.reasons.map((r) => r.points),
    p.score,
  );
  const rows = p.reasons
    .map((r, i) => ({ r, points: shown[i] ?? 0 }))
    .sort((a, b) => b.r.points - a.r.points);
  const top = Math.max(1, ...p.reasons.map((r) => r.points));
  return (
    <table class="reasons">
      <caption>{t("panel.reasons")}</caption>
      <tbody>
        {rows.map(({ r, points }) => (
          <tr key={r.factor} data-factor={r.factor}>
            <th scope="row">
              {coded("factor", r.factor)} <small>{t(`sub.${r.sub}`)}</small>
            </th>
            <td class="bar">
              <span class={`fill ${r.sub}`} style={{ width: `${(100 * Math.max(0, r.points)) / top}%` }} />
            </td>
            <td class="n" data-points={r.points}>
              {num(points, 1)}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t("panel.sum")}</th>
          <td />
          <td class="n" data-score={p.score}>
            {num(p.score, 1)}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

/** What makes a score, the weightiest first, for those who do not see how much each does. */
export function ReasonWords(p: { reasons: Reason[] }) {
  return (
    <Facts title={t("panel.reasons")} rows={[]}>
      <ol class="words">
        {p.reasons.map((r) => (
          <li key={r.factor} data-factor={r.factor}>
            {coded("factor", r.factor)} <small>{t(`sub.${r.sub}`)}</small>
          </li>
        ))}
      </ol>
      <p class="quiet">{t("panel.words")}</p>
    </Facts>
  );
}
