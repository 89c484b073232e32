import { useState } from "preact/hooks";
import type { AreaFigures, Box } from "../api/types";
import { dated, num, t, told } from "../i18n";
import type { Key } from "../i18n/id";
import { areaState, chosenAreas, levelOf } from "../map/areas";
import { LevelBadge } from "./CellPanel";
import { useShell, useStore } from "./context";
import { SortHead, TableFrame } from "./TableFrame";

type Sort = "score" | "name";

/** What stands for the level of an area: its badge, or which kind of nothing it is. */
export function AreaLevelBadge({ a }: { a: AreaFigures }) {
  const { policy } = useShell();
  const state = areaState(a.summary);
  if (state === "scored") return <LevelBadge level={levelOf(a.summary.max_score ?? 0, policy.levels)} />;
  return <span class="badge outline">{t(`empty.${state}`)}</span>;
}

function Row(p: { a: AreaFigures; selected: boolean; onOpen: () => void }) {
  const { name, code, kabupaten, summary: s } = p.a;
  const hidden = (field: string) => (s.suppressed ?? []).includes(field);
  const figure = (v: number | null) => <td class="n">{told(v, num)}</td>;
  return (
    <tr data-area={code} aria-selected={p.selected} onClick={p.onOpen}>
      <th scope="row">
        <button type="button" onClick={p.onOpen}>
          {name}
        </button>
      </th>
      <td>{kabupaten}</td>
      {figure(s.max_score)}
      {figure(s.mean_score)}
      <td>
        <AreaLevelBadge a={p.a} />
      </td>
      {figure(s.persons)}
      {figure(s.reports)}
      {figure(s.verified)}
      <td>{dated(s.last_visit, hidden("last_visit"))}</td>
      <td>{dated(s.last_meeting, hidden("last_meeting"))}</td>
    </tr>
  );
}

function overlaps(a: Box, b: Box): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

function ordered(areas: AreaFigures[], sort: Sort): AreaFigures[] {
  const score = (a: AreaFigures) => a.summary.max_score ?? -1;
  return [...areas].sort((a, b) =>
    sort === "name" ? a.name.localeCompare(b.name) : score(b) - score(a) || a.code.localeCompare(b.code),
  );
}

/** The table twin of the map of those who see no cells: a row a kecamatan. */
export function AreaTable({ mapped }: { mapped: boolean }) {
  const { store, extent, map, figures, policy } = useShell();
  const s = useStore(store);
  const { box } = useStore(extent);
  const [sort, setSort] = useState<Sort>("score");
  const [visible, setVisible] = useState(false);
  const chosen = chosenAreas(figures, s, policy.levels);
  const rows = ordered(visible && box ? chosen.filter((a) => overlaps(a.bbox, box)) : chosen, sort);
  const open = (a: AreaFigures) => {
    store.set({ selection: { kind: "area", id: a.code } });
    map()?.fit(a.bbox);
  };
  const plain = (key: Key) => <th scope="col">{t(key)}</th>;
  return (
    <TableFrame
      title={t("areas.title")}
      count={t("areas.count", { shown: num(rows.length), n: num(figures.length) })}
      visible={mapped ? visible : null}
      onVisible={setVisible}
      note={t("panel.noise")}
      error=""
      rows={rows.length}
    >
      <table>
        <thead>
          <tr>
            <SortHead
              text={t("table.kecamatan")}
              sorted={sort === "name" ? "ascending" : "none"}
              onSort={() => setSort("name")}
            />
            {plain("area.kabupaten")}
            <SortHead
              text={t("panel.max")}
              sorted={sort === "score" ? "descending" : "none"}
              onSort={() => setSort("score")}
            />
            {(["panel.mean", "table.level", "panel.persons", "panel.reports", "panel.verified"] as const).map(
              plain,
            )}
            {(["panel.visit", "panel.meeting"] as const).map(plain)}
          </tr>
        </thead>
        <tbody>
          {rows.map((a) => (
            <Row
              key={a.code}
              a={a}
              selected={s.selection?.kind === "area" && s.selection.id === a.code}
              onOpen={() => open(a)}
            />
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}
