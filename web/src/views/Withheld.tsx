import { t } from "../i18n";
import { signInAddress } from "../state/url";
import { useShell, useStore } from "./context";

/** Where to sign in, for those who have not. */
export function SignInLink() {
  const { store, status } = useShell();
  const s = useStore(store);
  if (status.user) return null;
  return <a href={signInAddress(s)}>{t("signin")}</a>;
}

/** What those who see no cells are told in place of what a link points to. */
export function Withheld() {
  const { status } = useShell();
  return (
    <>
      <h2>{t("withheld.title")}</h2>
      <p class="withheld">
        {t(status.user ? "withheld.role" : "withheld.signin")} <SignInLink />
      </p>
    </>
  );
}

/** What the map of those who see no cells shows, and for whom there is more. */
export function PublicNote() {
  const { status } = useShell();
  return (
    <p class="caution publicnote">
      {t(status.user ? "public.role" : "public.note")} <SignInLink />
    </p>
  );
}
