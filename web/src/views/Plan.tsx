import { api } from "../api/client";
import { period, t } from "../i18n";
import { useLoad, useShell } from "./context";

/** The way to the plan: how many proposals, for when. */
export function Plan() {
  const { store, status } = useShell();
  const { data } = useLoad(`plan:${status.run?.id ?? ""}`, (signal) => api.plan(signal));
  if (!data) return null;
  return (
    <div class="block planlink">
      <h2>{t("plan.title")}</h2>
      <p>{period(data.plan.from, data.plan.until)}</p>
      <button
        type="button"
        class="plain"
        onClick={() => store.set({ selection: { kind: "plan", id: "all" } })}
      >
        {t("plan.open", { n: data.plan.proposals.length })}
      </button>
    </div>
  );
}
