import { useState } from "preact/hooks";
import { ApiError, api } from "../api/client";
import type { Proposal } from "../api/types";
import { t } from "../i18n";
import { sentence, useShell } from "./context";

/** What was decided in the meantime, where somebody was faster. */
async function asDecided(id: string): Promise<Proposal | undefined> {
  const { plan } = await api.plan();
  return plan.proposals.find((p) => p.id === id);
}

/**
 * The form with which a planner accepts or rejects a proposal, once and with a reason. What went
 * wrong is told to whoever shows the form, which may be gone by then.
 */
export function Decide(p: {
  id: string;
  onDecided: (now: Proposal) => void;
  onFault: (text: string) => void;
}) {
  const { status } = useShell();
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const decide = async (accept: boolean) => {
    setBusy(true);
    p.onFault("");
    try {
      p.onDecided(await api.decide(p.id, accept, reason.trim()));
    } catch (e) {
      p.onFault(sentence(e));
      if (e instanceof ApiError && e.code === "decided") {
        const now = await asDecided(p.id).catch(() => undefined);
        if (now) p.onDecided(now);
      }
    }
    setBusy(false);
  };
  const off = busy || reason.trim() === "";
  return (
    <form class="decide" onSubmit={(e) => e.preventDefault()}>
      <h4>{t("plan.decide")}</h4>
      <label>
        {t("plan.reason")}
        <textarea
          required
          rows={3}
          maxLength={2000}
          value={reason}
          onInput={(e) => setReason(e.currentTarget.value)}
        />
      </label>
      <p class="quiet">{t("plan.named", { name: status.user })}</p>
      <div class="chips">
        <button type="button" disabled={off} onClick={() => void decide(true)}>
          {t("plan.accept")}
        </button>
        <button type="button" disabled={off} onClick={() => void decide(false)}>
          {t("plan.reject")}
        </button>
      </div>
    </form>
  );
}
