import { useEffect, useState } from "preact/hooks";
import { api, type CellQuery } from "../api/client";
import type { CellHead } from "../api/types";
import { coded, distance, num, points, t } from "../i18n";
import type { Key } from "../i18n/id";
import { LevelBadge } from "./CellPanel";
import { sentence, useShell, useStore } from "./context";
import { SortHead, TableFrame } from "./TableFrame";

type Sort = NonNullable<CellQuery["sort"]>;
const page = 100;

function Row(p: { c: CellHead; selected: boolean; tested: boolean; onOpen: () => void }) {
  const { c } = p;
  return (
    <tr data-cell={c.cell} aria-selected={p.selected} onClick={p.onOpen}>
      <td class="n">
        {num(c.rank)}{" "}
        {p.tested && (
          <small>
            ({num(c.rank_low)}–{num(c.rank_high)})
          </small>
        )}
      </td>
      <th scope="row">
        <button type="button" onClick={p.onOpen}>
          {c.desa.name}
        </button>
      </th>
      <td>{c.desa.kecamatan}</td>
      <td class="n">{points(c.score)}</td>
      <td class="n">
        {points(c.low)}–{points(c.high)}
      </td>
      <td>
        <LevelBadge level={c.level} />
      </td>
      <td>{c.coastal ? `${t("table.yes")} (${distance(c.coast_m)})` : t("table.no")}</td>
      <td>{c.top_reasons[0] ? coded("factor", c.top_reasons[0]) : "–"}</td>
      {p.tested && <td>{c.significant ? t("table.yes") : t("table.no")}</td>}
    </tr>
  );
}

function Head(p: { sort: Sort; onSort: (s: Sort) => void; tested: boolean }) {
  const sortable = (key: Key, next: Sort, on: boolean) => (
    <SortHead
      text={t(key)}
      sorted={!on ? "none" : p.sort === "-score" ? "descending" : "ascending"}
      onSort={() => p.onSort(next)}
    />
  );
  const plain = (key: Key) => <th scope="col">{t(key)}</th>;
  return (
    <thead>
      <tr>
        {plain("table.rank")}
        {sortable("table.desa", "name", p.sort === "name")}
        {plain("table.kecamatan")}
        {sortable("table.score", p.sort === "-score" ? "score" : "-score", p.sort !== "name")}
        {(["table.interval", "table.level", "table.coast", "table.reason"] as const).map(plain)}
        {p.tested && plain("table.significant")}
      </tr>
    </thead>
  );
}

/** The rows of the present filters, as the server sorts and pages them. */
function useRows(sort: Sort, visible: boolean, limit: number) {
  const { store, extent } = useShell();
  const s = useStore(store);
  const { box } = useStore(extent);
  const [rows, setRows] = useState<{ cells: CellHead[]; matched: number; error: string } | null>(null);
  const bbox = visible && box ? box.map((v) => v.toFixed(6)).join(",") : undefined;
  useEffect(() => {
    const stop = new AbortController();
    const query: CellQuery = { sort, limit, bbox, area: s.area || undefined };
    if (s.coastal) query.coastal = true;
    if (s.level >= 0) query.level = s.level;
    api
      .cells(query, stop.signal)
      .then((r) => stop.signal.aborted || setRows({ cells: r.cells ?? [], matched: r.matched, error: "" }))
      .catch((e: unknown) => stop.signal.aborted || setRows({ cells: [], matched: 0, error: sentence(e) }));
    return () => stop.abort();
  }, [sort, limit, bbox, s.area, s.coastal, s.level]);
  return { rows, selection: s.selection };
}

/** The table twin of the map: everything the map says, for keyboard and reader. */
export function CellTable({ mapped }: { mapped: boolean }) {
  const { store, map, may } = useShell();
  const [sort, setSort] = useState<Sort>("-score");
  const [visible, setVisible] = useState(false);
  const [limit, setLimit] = useState(page);
  const { rows, selection } = useRows(sort, visible, limit);
  const open = (c: CellHead) => {
    store.set({ selection: { kind: "cell", id: c.cell } });
    map()?.fly({ zoom: 12, lat: c.center[1], lon: c.center[0] });
  };
  if (!rows) return <p role="status">{t("loading")}</p>;
  return (
    <TableFrame
      title={t("table.title")}
      count={t("table.count", { shown: num(rows.cells.length), n: num(rows.matched) })}
      visible={mapped ? visible : null}
      onVisible={setVisible}
      error={rows.error}
      rows={rows.cells.length}
    >
      <table>
        <Head sort={sort} onSort={setSort} tested={may.exact} />
        <tbody>
          {rows.cells.map((c) => (
            <Row
              key={c.cell}
              c={c}
              selected={selection?.kind === "cell" && selection.id === c.cell}
              tested={may.exact}
              onOpen={() => open(c)}
            />
          ))}
        </tbody>
      </table>
      {rows.cells.length < rows.matched && (
        <button type="button" class="plain" onClick={() => setLimit(limit + page)}>
          {t("table.more", { n: Math.min(page, rows.matched - rows.cells.length) })}
        </button>
      )}
    </TableFrame>
  );
}
