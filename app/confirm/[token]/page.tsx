import type { Metadata, Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { ConfirmReport } from "@/app/confirm/[token]/confirm-report";
import { ConfirmUpdate } from "@/app/confirm/[token]/confirm-update";
import { LinkButton } from "@/components/ui/button";
import { reportToConfirm } from "@/lib/reports/confirm";
import { updateToConfirm } from "@/lib/updates/confirm";

export const dynamic = "force-dynamic";

type Props = { params: Promise<{ token: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { token } = await params;
  const t = await getTranslations();
  const title = (await reportToConfirm(token))
    ? t("confirm.title")
    : t((await updateToConfirm(token)) ? "updates.confirm.title" : "confirm.brokenTitle");
  // The address is a key: it goes into no search engine and to no other site.
  return { title, robots: { index: false }, referrer: "same-origin" };
}

/** Opening the link changes nothing (mail scanners open links too); the button does. */
export default async function ConfirmPage({ params }: Props) {
  const { token } = await params;
  const report = await reportToConfirm(token);
  const update = report ? null : await updateToConfirm(token);
  if (!report && !update) return <BrokenLink />;
  return (
    <div className="page">
      <div className="flex max-w-[66ch] flex-col gap-6">
        {report && <ConfirmReport found={report} token={token} />}
        {update && <ConfirmUpdate found={update} token={token} />}
      </div>
    </div>
  );
}

function BrokenLink() {
  const t = useTranslations("confirm");
  return (
    <div className="page">
      <div className="prose">
        <h1>{t("brokenHeading")}</h1>
        <p className="text-large">{t("brokenLead")}</p>
        <ul>
          <li>{t("brokenWhole")}</li>
          <li>{t.rich("brokenConfirmed", { my: (text) => <Link href="/my">{text}</Link> })}</li>
          <li>{t("brokenAgain")}</li>
        </ul>
        <LinkButton look="primary" href={"/" as Route}>
          {t("reportAgain")}
        </LinkButton>
      </div>
    </div>
  );
}
