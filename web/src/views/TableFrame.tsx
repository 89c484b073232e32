import type { ComponentChildren } from "preact";
import { t } from "../i18n";
import "./CellTable.css";

/** The heading of a column that sorts. */
export function SortHead(p: {
  text: string;
  sorted: "ascending" | "descending" | "none";
  onSort: () => void;
}) {
  const mark = { ascending: "▲", descending: "▼", none: "↕" }[p.sorted];
  return (
    <th scope="col" aria-sort={p.sorted}>
      <button type="button" onClick={p.onSort}>
        {p.text} {mark}
      </button>
    </th>
  );
}

/** What every table twin of the map has around its rows. */
export function TableFrame(p: {
  title: string;
  count: string;
  visible: boolean | null; // null: there is no map to follow
  onVisible: (on: boolean) => void;
  note?: string;
  error: string;
  rows: number;
  children: ComponentChildren;
}) {
  return (
    <section class="celltable" id="table" aria-label={p.title} tabIndex={-1}>
      <header>
        <h2>{p.title}</h2>
        <p role="status">{p.count}</p>
        {p.visible !== null && (
          <label class="switch">
            <input
              type="checkbox"
              checked={p.visible}
              onChange={(e) => p.onVisible(e.currentTarget.checked)}
            />
            {t("table.visible")}
          </label>
        )}
      </header>
      {p.note && <p class="quiet">{p.note}</p>}
      {p.error && (
        <p class="error" role="alert">
          {p.error}
        </p>
      )}
      {!p.error && p.rows === 0 && <p>{t("table.empty")}</p>}
      {p.rows > 0 && (
        <div class="scroll" role="region" aria-label={p.title} tabIndex={0}>
          {p.children}
        </div>
      )}
    </section>
  );
}
