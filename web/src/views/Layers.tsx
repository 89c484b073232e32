import { t } from "../i18n";
import type { Key } from "../i18n/id";
import { type LayerId, layerIds } from "../state/url";
import { useShell, useStore } from "./context";

/** Checkboxes, one a layer; the order is that of the map. */
export function Layers() {
  const { store, may } = useShell();
  const offered = layerIds.filter((id) => may.cells || id !== "clusters");
  const { layers } = useStore(store);
  const toggle = (id: LayerId) => {
    store.set({ layers: layerIds.filter((l) => (l === id ? !layers.includes(l) : layers.includes(l))) });
  };
  return (
    <details class="block">
      <summary>{t("layers.title")}</summary>
      <ul class="checks">
        {offered.map((id) => (
          <li key={id}>
            <label>
              <input type="checkbox" name={id} checked={layers.includes(id)} onChange={() => toggle(id)} />
              {id === "cells" && !may.cells ? t("layer.areas") : t(`layer.${id}` satisfies Key)}
            </label>
          </li>
        ))}
      </ul>
    </details>
  );
}
