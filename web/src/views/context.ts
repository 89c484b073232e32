import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { ApiError } from "../api/client";
import type { Area, AreaFigures, Box, Policy, Status } from "../api/types";
import { t } from "../i18n";
import type { MapHandle } from "../map/map";
import type { Route } from "../map/route";
import type { Rights } from "../state/rights";
import type { Store } from "../state/store";
import type { State } from "../state/url";

/** What the map shows now; the table's "visible only" follows it. */
export interface Extent {
  box: Box | null;
  zoom: number;
}

export interface Shell {
  store: Store<State>;
  extent: Store<Extent>;
  status: Status;
  policy: Policy;
  may: Rights;
  places: Area[]; // of the scope; none: the whole working area
  home: Box | null; // around the scope
  figures: AreaFigures[]; // of kecamatan, for those who see no cells
  route: Store<Route>;
  map: () => MapHandle | null;
}

export const ShellContext = createContext<Shell | null>(null);

export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (!shell) throw new Error("a view is drawn outside of the shell");
  return shell;
}

/** Follows a store; the view is drawn anew when it changes. */
export function useStore<T extends object>(store: Store<T>): T {
  const [value, setValue] = useState(store.get());
  useEffect(() => {
    setValue(store.get());
    return store.subscribe(setValue);
  }, [store]);
  return value;
}

export interface Loaded<T> {
  data: T | null;
  error: string;
}

/** Loads when the key changes; an answer that comes too late is dropped. */
export function useLoad<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [state, setState] = useState<Loaded<T> & { key: string }>({ key: "", data: null, error: "" });
  useEffect(() => {
    const stop = new AbortController();
    load(stop.signal)
      .then((data) => stop.signal.aborted || setState({ key, data, error: "" }))
      .catch((e: unknown) => stop.signal.aborted || setState({ key, data: null, error: unloaded(e) }));
    return () => stop.abort();
  }, [key]);
  return state.key === key ? state : { data: null, error: "" };
}

/** What is loaded here is named by the link alone: a name that the server cannot read is missing too. */
function unloaded(e: unknown): string {
  return e instanceof ApiError && e.code === "param_invalid" ? t("error.missing") : sentence(e);
}

/** The sentence of an error. */
export function sentence(e: unknown): string {
  if (!(e instanceof ApiError)) return t("error.other", { status: "?", detail: String(e) });
  if (e.code === "offline") return t("error.offline");
  if (e.code === "no_run") return t("error.norun");
  if (e.code === "too_many_requests") return t("error.busy");
  if (e.status === 401) return t("error.session");
  if (e.status === 403) return t("error.role");
  if (e.code === "decided") return t("error.decided");
  if (e.code === "period_ended") return t("error.ended");
  if (e.status === 404) return t("error.missing");
  return t("error.other", { status: e.status, detail: e.message });
}
