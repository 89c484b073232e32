import { useEffect, useRef } from "preact/hooks";
import { t } from "../i18n";
import { AreaPanel } from "./AreaPanel";
import { CellPanel } from "./CellPanel";
import { ClusterPanel } from "./ClusterPanel";
import { useShell, useStore } from "./context";
import { PlanPanel } from "./PlanPanel";
import { Withheld } from "./Withheld";
import "./Panel.css";

/** The panel of the selected cell, area or cluster, or of the plan. */
export function Panel() {
  const { store, may } = useShell();
  const { selection } = useStore(store);
  const box = useRef<HTMLElement>(null);
  const key = selection ? `${selection.kind}:${selection.id}` : "";
  const shown = useRef(key);
  useEffect(() => {
    if (key && key !== shown.current) box.current?.focus({ preventScroll: true });
    shown.current = key;
  }, [key]);
  if (!selection) return null;
  const seen = selection.kind === "area" || (selection.kind === "plan" ? may.exact : may.cells);
  const close = () => {
    store.set({ selection: null });
    document.querySelector<HTMLElement>(".maplibregl-canvas")?.focus();
  };
  return (
    <aside
      class="panel"
      ref={box}
      tabIndex={-1}
      aria-label={t("panel.evidence")}
      onKeyDown={(e) => e.key === "Escape" && close()}
    >
      <button type="button" class="close" aria-label={t("close")} onClick={close}>
        ✕
      </button>
      {!seen && <Withheld />}
      {seen && selection.kind === "cell" && <CellPanel key={key} id={selection.id} />}
      {selection.kind === "area" && <AreaPanel key={key} code={selection.id} />}
      {seen && selection.kind === "cluster" && <ClusterPanel key={key} id={selection.id} />}
      {seen && selection.kind === "plan" && <PlanPanel id={selection.id} />}
      <p class="caution">{t("panel.caution")}</p>
    </aside>
  );
}
