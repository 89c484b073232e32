import type { CellHead } from "../api/types";
import { points } from "../i18n";
import { LevelBadge } from "./CellPanel";
import { useShell } from "./context";

/** Buttons that open cells, best first. */
export function CellList(p: { cells: CellHead[] }) {
  const { store, map } = useShell();
  const open = (c: CellHead) => {
    store.set({ selection: { kind: "cell", id: c.cell } });
    map()?.fly({ zoom: 12, lat: c.center[1], lon: c.center[0] });
  };
  return (
    <ul class="links">
      {p.cells.map((c) => (
        <li key={c.cell}>
          <button type="button" onClick={() => open(c)}>
            <span>
              {c.desa.name} <code>{c.cell.slice(0, 11)}</code>
            </span>
            <span class="n">{points(c.score)}</span>
            <LevelBadge level={c.level} />
          </button>
        </li>
      ))}
    </ul>
  );
}
