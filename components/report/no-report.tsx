import type { Route } from "next";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SignInHere } from "@/components/report/sign-in-here";
import { LinkButton } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";

/** Unknown or not confirmed yet; nobody is told which. */
export function NoSuchReport() {
  const t = useTranslations("report.notFound");
  return (
    <Words title={t("title")} lead={t("lead")}>
      <p>{t("confirm")}</p>
      <p>{t("number")}</p>
      <LinkButton look="primary" href={"/" as Route}>
        {t("search")}
      </LinkButton>
    </Words>
  );
}

/** A private report, to somebody who is not, or not yet, known to be one of those who may see it. */
export function PrivateReport() {
  const t = useTranslations("report.forbidden");
  return (
    <Words title={t("title")} lead={t("lead")}>
      <p>{t("signIn")}</p>
      <SignInHere>{t("signInButton")}</SignInHere>
      <p>{t("other")}</p>
      <form action="/auth/sign-out" method="post">
        <SubmitButton look="secondary" pending={t("signingOut")}>
          {t("signOut")}
        </SubmitButton>
      </form>
    </Words>
  );
}

/** A report that was public once. */
export function TakenDown() {
  const t = useTranslations("report.hidden");
  return (
    <Words title={t("title")} lead={t("lead")}>
      <p>{t("why")}</p>
      <p>{t("problem")}</p>
      <LinkButton look="primary" href={"/" as Route}>
        {t("report")}
      </LinkButton>
    </Words>
  );
}

function Words({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <div className="page">
      <div className="prose">
        <h1>{title}</h1>
        <p className="text-large">{lead}</p>
        {children}
      </div>
    </div>
  );
}
