import { t } from "../i18n";
import { session } from "../state/session";
import { signInAddress } from "../state/url";
import { useShell, useStore } from "./context";

/** What stands above everything: synthetic data, a session that ended, seeing as another. */
export function Banners() {
  const { store, status } = useShell();
  const s = useStore(store);
  const { ended } = useStore(session);
  return (
    <>
      {status.demo && (
        <p class="demo" role="note">
          {t("demo")}
        </p>
      )}
      {status.as && (
        <p class="demo seeing" role="note">
          {t("as.banner", { name: status.as })} <a href={`/kelola/kembali?lang=${s.lang}`}>{t("as.leave")}</a>
        </p>
      )}
      {ended && status.user && (
        <p class="demo ended" role="alert">
          {t("session.ended")} <a href={signInAddress(s)}>{t("session.again")}</a>
        </p>
      )}
    </>
  );
}

/** The page of one's own account, where one also signs out. */
export function account(lang: string): string {
  return `/akun?lang=${lang}`;
}
