import { useEffect, useRef, useState } from "preact/hooks";
import { api } from "../api/client";
import { few, t } from "../i18n";
import { session } from "../state/session";
import { AreaTable } from "./AreaTable";
import { CellTable } from "./CellTable";
import { Clusters } from "./Clusters";
import { type Shell, ShellContext, useLoad, useShell, useStore } from "./context";
import { Filters } from "./Filters";
import { Footer, Nights } from "./Footer";
import { Header } from "./Header";
import { Layers } from "./Layers";
import { Legend } from "./Legend";
import { Panel } from "./Panel";
import { Plan } from "./Plan";
import { Search } from "./Search";
import { PublicNote } from "./Withheld";
import "./App.css";

export interface AppOptions {
  shell: Shell;
  drawable: boolean;
  /** Puts the map into the element, once. */
  mount: (element: HTMLElement, onError: (status: number) => void) => Promise<void>;
}

function MapArea(p: AppOptions) {
  const box = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<"loading" | "ready" | "faulty">("loading");
  useEffect(() => {
    if (!box.current || !p.drawable) return;
    p.mount(box.current, (status) => (status === 401 ? session.set({ ended: true }) : setState("faulty")))
      .then(() => setState((now) => (now === "loading" ? "ready" : now)))
      .catch(() => setState("faulty"));
  }, []);
  return (
    <div class="maparea">
      <div class="mapbox" ref={box} />
      <div class="crosshair" aria-hidden="true" />
      <p role="status" class={state === "faulty" ? "mapnote error" : "visually-hidden"}>
        {state === "loading" ? t("mapLoading") : state === "faulty" ? t("error.tiles") : ""}
      </p>
    </div>
  );
}

function ClusterList() {
  const { data } = useLoad("clusters", () => api.clusters());
  return data && <Clusters list={data.clusters ?? []} />;
}

/** Which area those see who do not see all; leads back to it. */
function ScopeChip() {
  const { places, map, home } = useShell();
  if (!home) return null;
  return (
    <div class="chips scope">
      <button type="button" onClick={() => map()?.fit(home)}>
        {t("scope.chip", { names: few(places) })}
      </button>
    </div>
  );
}

function Side() {
  const { may, status } = useShell();
  const scored = status.run !== null;
  return (
    <div class="side" role="region" aria-label={t("controls")} tabIndex={0}>
      <ScopeChip />
      {!may.cells && <PublicNote />}
      <Search />
      <Filters />
      <Legend />
      <Layers />
      {may.cells && scored && <ClusterList />}
      {may.exact && scored && <Plan />}
      {may.nights && <Nights />}
    </div>
  );
}

/** The whole page. */
export function App(p: AppOptions) {
  const s = useStore(p.shell.store);
  const table = s.table || !p.drawable;
  return (
    <ShellContext.Provider value={p.shell}>
      <button
        type="button"
        class="skip"
        onClick={() => {
          p.shell.store.set({ table: true });
          setTimeout(() => document.getElementById("table")?.focus(), 50);
        }}
      >
        {t("skip")}
      </button>
      <Header />
      <main
        class={`body${table ? " with-table" : ""}${s.selection ? " with-panel" : ""}${p.drawable ? "" : " no-map"}`}
      >
        <Side />
        <div class="stage">
          {p.drawable ? (
            <MapArea {...p} />
          ) : (
            <p class="error" role="alert">
              {t("error.webgl")}
            </p>
          )}
          {table &&
            (p.shell.may.cells ? <CellTable mapped={p.drawable} /> : <AreaTable mapped={p.drawable} />)}
        </div>
        <Panel />
      </main>
      <Footer />
    </ShellContext.Provider>
  );
}
