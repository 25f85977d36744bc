import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { stop } from "@/app/alert/stop/[token]/stop-action";
import { LinkButton } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { alertToStop } from "@/lib/alerts/stop";
import { reportPath } from "@/lib/urls";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("alerts.stop");
  return { title: t("title"), robots: { index: false }, referrer: "same-origin" };
}

type Props = { params: Promise<{ token: string }> };

/** Where each alert's mail leads. Opening it changes nothing; the button ends the mails, without signing in. */
export default async function StopAlertPage({ params }: Props) {
  const { token } = await params;
  const t = await getTranslations("alerts.stop");
  const found = await alertToStop(token);
  if (!found) return <Told heading={t("brokenHeading")} lead={t("brokenLead")} />;
  const { report, stopped } = found;
  const named = { title: report?.title ?? "", b: (text: ReactNode) => <b className="break-words">{text}</b> };
  if (stopped) {
    return (
      <Told heading={t("doneHeading")} lead={report ? t.rich("doneLead", named) : t("doneLeadUntitled")}>
        {report && <LinkButton href={reportPath(report.id) as Route}>{t("see")}</LinkButton>}
      </Told>
    );
  }
  return (
    <Told heading={t("heading")} lead={report ? t.rich("lead", named) : t("leadUntitled")}>
      <form action={stop}>
        <input type="hidden" name="token" value={token} />
        <SubmitButton pending={t("pending")}>{t("button")}</SubmitButton>
      </form>
    </Told>
  );
}

function Told({ heading, lead, children }: { heading: string; lead: ReactNode; children?: ReactNode }) {
  return (
    <div className="page">
      <div className="prose">
        <h1>{heading}</h1>
        <p className="text-large">{lead}</p>
        {children}
      </div>
    </div>
  );
}
