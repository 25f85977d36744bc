import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { confirm } from "@/app/alert/confirm/[token]/confirm-action";
import { LinkButton } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { alertToConfirm } from "@/lib/alerts/confirm";
import { reportPath } from "@/lib/urls";

export const dynamic = "force-dynamic";

type Props = { params: Promise<{ token: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("alerts.confirm");
  const found = await alertToConfirm((await params).token);
  // The address is a key: it goes into no search engine and to no other site.
  return { title: t(found ? "title" : "brokenTitle"), robots: { index: false }, referrer: "same-origin" };
}

/** Opening the link changes nothing (mail scanners open links too); the button does. */
export default async function ConfirmAlertPage({ params }: Props) {
  const { token } = await params;
  const t = await getTranslations("alerts.confirm");
  const found = await alertToConfirm(token);
  if (!found) {
    return (
      <div className="page">
        <div className="prose">
          <h1>{t("brokenHeading")}</h1>
          <p className="text-large">{t("brokenLead")}</p>
          <LinkButton look="primary" href={"/" as Route}>
            {t("home")}
          </LinkButton>
        </div>
      </div>
    );
  }
  const named = { title: found.title, b: (text: React.ReactNode) => <b className="break-words">{text}</b> };
  return (
    <div className="page">
      <div className="prose">
        <h1>{t(found.following ? "doneHeading" : "heading")}</h1>
        <p className="text-large">{t.rich(found.following ? "doneLead" : "lead", named)}</p>
        {found.following ? (
          <LinkButton look="primary" href={reportPath(found.reportId) as Route}>
            {t("see")}
          </LinkButton>
        ) : (
          <form action={confirm}>
            <input type="hidden" name="token" value={token} />
            <SubmitButton pending={t("pending")}>{t("button")}</SubmitButton>
          </form>
        )}
      </div>
    </div>
  );
}
