import "./css/tokens.css";
import "./css/base.css";
import "./css/print.css";
import { h, render } from "preact";
import { ApiError, api } from "./api/client";
import type { Area, Box } from "./api/types";
import { t, useLanguage } from "./i18n";
import type { MapHandle } from "./map/map";
import { noRoute, type Route } from "./map/route";
import { levelOfCode, rights } from "./state/rights";
import { createStore, type Store } from "./state/store";
import { formatHash, parseHash, type State, signInAddress } from "./state/url";
import { App } from "./views/App";
import { type Extent, type Shell, sentence } from "./views/context";

declare global {
  interface Window {
    /** The map, read-only, for browser tests. */
    timpora?: { map: () => MapHandle | null };
  }
}

const root = document.getElementById("app") as HTMLElement;

function hasWebGL2(): boolean {
  return document.createElement("canvas").getContext("webgl2") !== null;
}

async function start(): Promise<void> {
  const store = createStore<State>(parseHash(location.hash));
  await useLanguage(store.get().lang);
  document.title = t("title");
  try {
    open(store, await circumstances());
  } catch (e) {
    root.replaceChildren(
      failure(sentence(e), e instanceof ApiError && e.status === 401 ? store.get() : null),
    );
  }
}

type Circumstances = Pick<Shell, "status" | "policy" | "may" | "places" | "home" | "figures">;

/** What must be known before anything is drawn: who looks, and at what. */
async function circumstances(): Promise<Circumstances> {
  const [status, policy] = await Promise.all([api.status(), api.policy()]);
  const may = rights(status);
  const scope = may.cells ? status.scope : [];
  const [figures, ...named] = await Promise.all([
    may.cells ? [] : api.figures().then((r) => r.areas),
    ...scope.map((code) => api.named(code, levelOfCode(code)).then((r) => r.areas)),
  ]);
  const places = named.flat();
  return { status, policy, may, places, home: around(places), figures };
}

/** The box around areas; null without any. */
function around(areas: Area[]): Box | null {
  if (areas.length === 0) return null;
  const side = (i: 0 | 1 | 2 | 3, of: (...v: number[]) => number) => of(...areas.map((a) => a.bbox[i]));
  return [side(0, Math.min), side(1, Math.min), side(2, Math.max), side(3, Math.max)];
}

function failure(text: string, view: State | null): HTMLElement {
  const box = document.createElement("main");
  const line = document.createElement("p");
  line.className = "error";
  line.setAttribute("role", "alert");
  line.textContent = text;
  const again = document.createElement("button");
  again.className = "plain";
  again.textContent = t("retry");
  again.addEventListener("click", () => location.reload());
  box.append(line, again);
  if (view) box.append(" ", signInLink(view));
  return box;
}

function signInLink(view: State): HTMLElement {
  const link = document.createElement("a");
  link.href = signInAddress(view);
  link.textContent = t("session.again");
  return link;
}

function open(store: Store<State>, now: Circumstances): void {
  let map: MapHandle | null = null;
  const extent = createStore<Extent>({ box: null, zoom: store.get().view?.zoom ?? 9 });
  const route = createStore<Route>(noRoute);
  const { status, figures, home } = now;
  const shell: Shell = { ...now, store, extent, route, map: () => map };
  const seen = {
    tier: status.tier,
    scope: status.scope,
    scored: status.run !== null,
    areas: figures,
    thresholds: now.policy.levels,
  };
  const mount = async (container: HTMLElement, onError: (status: number) => void) => {
    const { createMap } = await import("./map/map");
    map = createMap({
      container,
      store,
      route,
      run: status.run?.id ?? status.boundary.id,
      resolution: status.run?.resolution ?? 8,
      seen,
      home,
      words: () => ({ coastal: t("cluster.coastal"), inland: t("cluster.inland") }),
      label: t("map"),
      onBounds: (box, zoom) => extent.set({ box, zoom }),
      onError,
    });
  };
  const drawable = hasWebGL2();
  const draw = () => render(h(App, { shell, drawable, mount }), root);
  window.timpora = { map: () => map };
  store.subscribe((now, before) => {
    history.replaceState(null, "", formatHash(now) || location.pathname);
    if (now.lang !== before.lang) void useLanguage(now.lang).then(() => renewed(draw, map));
  });
  addEventListener("hashchange", () => follow(store, map));
  draw();
}

function renewed(draw: () => void, map: MapHandle | null): void {
  document.title = t("title");
  draw();
  map?.relabel();
}

/** Follows a hash that the user typed or a link in the same page. */
function follow(store: Store<State>, map: MapHandle | null): void {
  const next = parseHash(location.hash);
  store.set(next);
  if (next.view) map?.fly(next.view);
}

void start();
