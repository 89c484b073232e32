import { t } from "../i18n";

/** What stands in for a view while it loads or when it failed. */
export function Waiting(p: { error: string }) {
  if (!p.error) return <p role="status">{t("loading")}</p>;
  return (
    <p class="error" role="alert">
      {p.error}
    </p>
  );
}
