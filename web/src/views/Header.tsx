import { useState } from "preact/hooks";
import { coded, few, t } from "../i18n";
import { type Lang, signInAddress } from "../state/url";
import { account, Banners } from "./Banners";
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

/** Who has signed in, with what role and where; else the way to sign in. */
function Account() {
  const { store, status, places } = useShell();
  const s = useStore(store);
  if (!status.user) {
    return (
      <a class="tool signin" href={signInAddress(s)}>
        {t("signin")}
      </a>
    );
  }
  const roles = status.roles.map((r) => coded("role", r)).join(", ");
  const scope = few(places) || status.scope.join(", ") || t("account.whole");
  return (
    <div class="account" role="group" aria-label={t("account.label")}>
      <p>
        <strong>{status.user}</strong>
        <small>
          {roles} · {scope}
        </small>
      </p>
      <a class="tool" href={account(s.lang)}>
        {t("account")}
      </a>
    </div>
  );
}

/** Title, account, language, share, print, table. */
export function Header() {
  const { store } = useShell();
  const { lang, table } = useStore(store);
  return (
    <header class="top">
      <Banners />
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
          <Account />
        </div>
      </div>
    </header>
  );
}
