import "./css/tokens.css";
import "./css/base.css";
import "./css/print.css";
import { h, render } from "preact";
import { api } from "./api/client";
import type { Policy, Status } from "./api/types";
import { t, useLanguage } from "./i18n";
import type { MapHandle } from "./map/map";
import { noRoute, type Route } from "./map/route";
import { createStore } from "./state/store";
import { formatHash, parseHash, type State } from "./state/url";
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
    const [status, policy] = await Promise.all([api.status(), api.policy()]);
    open(store, status, policy);
  } catch (e) {
    root.replaceChildren(failure(sentence(e)));
  }
}

function failure(text: string): HTMLElement {
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
  return box;
}

function open(store: ReturnType<typeof createStore<State>>, status: Status, policy: Policy): void {
  let map: MapHandle | null = null;
  const extent = createStore<Extent>({ box: null, zoom: store.get().view?.zoom ?? 9 });
  const route = createStore<Route>(noRoute);
  const shell: Shell = { store, extent, status, policy, route, map: () => map };
  const mount = async (container: HTMLElement, onError: () => void) => {
    const { createMap } = await import("./map/map");
    map = createMap({
      container,
      store,
      route,
      run: status.run?.id ?? status.boundary.id,
      resolution: status.run?.resolution ?? 8,
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
function follow(store: ReturnType<typeof createStore<State>>, map: MapHandle | null): void {
  const next = parseHash(location.hash);
  store.set(next);
  if (next.view) map?.fly(next.view);
}

void start();
