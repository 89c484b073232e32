import { useRef, useState } from "preact/hooks";
import { api } from "../api/client";
import type { Area } from "../api/types";
import { coded, t } from "../i18n";
import { sentence, useShell } from "./context";
import "./Search.css";

function subtitle(a: Area): string {
  const kind = coded("area", a.kind || a.level);
  return [kind, a.kecamatan, a.kabupaten].filter(Boolean).join(" · ");
}

/** A combobox over names and codes; Enter flies there and opens the area. */
export function Search() {
  const shell = useShell();
  const [text, setText] = useState("");
  const [found, setFound] = useState<Area[]>([]);
  const [active, setActive] = useState(0);
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState("");
  const running = useRef<AbortController | null>(null);

  const look = async (q: string) => {
    running.current?.abort();
    if (!q.trim()) {
      setOpen(false);
      return;
    }
    const stop = new AbortController();
    running.current = stop;
    try {
      const { areas, matched } = await api.areas(q.trim(), stop.signal);
      if (stop.signal.aborted) return;
      setFound(areas);
      setActive(0);
      setOpen(true);
      setNote(areas.length ? t("search.count", { n: matched }) : t("search.none"));
    } catch (e) {
      if (!stop.signal.aborted) setNote(sentence(e));
    }
  };
  const choose = (a: Area) => {
    running.current?.abort(); // a late answer must not open the list again
    setText(a.name);
    setOpen(false);
    shell.store.set({ selection: { kind: "area", id: a.code } });
    shell.map()?.fit(a.bbox);
  };
  const onKey = (e: KeyboardEvent) => {
    const chosen = found[active];
    if (e.key === "Escape") setOpen(false);
    else if (e.key === "Enter" && open && chosen) choose(chosen);
    else if (e.key === "ArrowDown") setActive(Math.min(active + 1, found.length - 1));
    else if (e.key === "ArrowUp") setActive(Math.max(active - 1, 0));
    else return;
    e.preventDefault();
  };
  return (
    <div class="search">
      <input
        type="text"
        role="combobox"
        aria-label={t("search.label")}
        aria-expanded={open}
        aria-controls="search-list"
        aria-autocomplete="list"
        aria-activedescendant={open && found[active] ? `search-${active}` : undefined}
        placeholder={t("search.hint")}
        autocomplete="off"
        spellcheck={false}
        value={text}
        onInput={(e) => {
          setText(e.currentTarget.value);
          void look(e.currentTarget.value);
        }}
        onKeyDown={onKey}
        onBlur={() => setOpen(false)}
      />
      <div
        id="search-list"
        role="listbox"
        aria-label={t("search.label")}
        hidden={!open || found.length === 0}
      >
        {found.map((a, i) => (
          <div
            key={a.code}
            id={`search-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === active}
            onPointerDown={(e) => {
              e.preventDefault();
              choose(a);
            }}
          >
            <strong>{a.name}</strong> <span class="code">{a.code}</span>
            <small>{subtitle(a)}</small>
          </div>
        ))}
      </div>
      <p class={open && found.length === 0 ? "note" : "visually-hidden"} role="status">
        {note}
      </p>
    </div>
  );
}
