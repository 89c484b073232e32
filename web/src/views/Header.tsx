import { useState } from "preact/hooks";
import { t } from "../i18n";
import type { Lang } from "../state/url";
import { useShell, useStore } from "./context";

function Share() {
  const [note, setNote] = useState("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      setNote(t("shared"));
    } catch {
      setNote(t("shareFailed"));
    }
  };
  return (
    <>
      <button type="button" class="tool" onClick={() => void copy()}>
        {t("share")}
      </button>
      <span role="status" class={note ? "note" : "visually-hidden"}>
        {note}
      </span>
    </>
  );
}

/** Title, language, share, print, table. */
export function Header() {
  const { store, status } = useShell();
  const { lang, table } = useStore(store);
  return (
    <header class="top">
      {status.demo && (
        <p class="demo" role="note">
          {t("demo")}
        </p>
      )}
      <div class="topbar">
        <div class="name">
          <h1>{t("title")}</h1>
          <p>{t("place")}</p>
        </div>
        <div class="tools">
          <button
            type="button"
            class="tool"
            aria-pressed={table}
            onClick={() => store.set({ table: !table })}
          >
            {t("table.show")}
          </button>
          <Share />
          <button type="button" class="tool wide" onClick={() => print()}>
            {t("print")}
          </button>
          <div role="group" aria-label={t("language")} class="langs">
            {(["id", "en"] as const satisfies readonly Lang[]).map((l) => (
              <button
                key={l}
                type="button"
                class="tool"
                lang={l}
                aria-pressed={lang === l}
                onClick={() => store.set({ lang: l })}
              >
                {l.toUpperCase()}
              </button>
            ))}
          </div>
        </div>
      </div>
    </header>
  );
}
