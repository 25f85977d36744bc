import { useTranslations } from "next-intl";
import { SignInHere } from "@/components/report/sign-in-here";

/** A private report, to somebody who has not signed in. */
export default function PrivateReport() {
  const t = useTranslations("report.forbidden");
  return (
    <div className="page">
      <title>{t("title")}</title>
      <div className="prose">
        <h1>{t("title")}</h1>
        <p className="text-large">{t("lead")}</p>
        <p>{t("signIn")}</p>
        <SignInHere>{t("signInButton")}</SignInHere>
      </div>
    </div>
  );
}
