import { useTranslations } from "next-intl";
import { SubmitButton } from "@/components/ui/submit-button";

/** A private report, to somebody who has signed in as somebody else. */
export default function PrivateReport() {
  const t = useTranslations("report.forbidden");
  return (
    <div className="page">
      <title>{t("title")}</title>
      <div className="prose">
        <h1>{t("title")}</h1>
        <p className="text-large">{t("lead")}</p>
        <p>{t("other")}</p>
        <form action="/auth/sign-out" method="post">
          <SubmitButton look="secondary" pending={t("signingOut")}>
            {t("signOut")}
          </SubmitButton>
        </form>
      </div>
    </div>
  );
}
