import type { Metadata, Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { Notice } from "@/components/ui/notice";
import { RowId } from "@/lib/form-fields";
import { noReplyAddress } from "@/lib/mail/addresses";
import { isOutboxOpen } from "@/lib/mail/read-outbox";
import { reportPath } from "@/lib/urls";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.checkEmail");
  return { title: t("title"), robots: { index: false } };
}

/** What was sent, as its words are called. */
const For = z
  .enum(["report", "update", "alert", "sign-in"])
  .catch("report")
  .transform((what) => (what === "sign-in" ? "signIn" : what));
const Query = z.object({ for: For, report: RowId.optional().catch(undefined) });
type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** After a report, an update, a wish to follow one or a sign-in form was sent. It names no address, so that nothing about anybody stands in a link. */
export default async function CheckEmailPage({ searchParams }: Props) {
  const t = await getTranslations("account.checkEmail");
  const { for: what, report } = Query.parse(await searchParams);
  return (
    <div className="page">
      <div className="prose">
        <h1>{t("title")}</h1>
        <p className="text-large">{t(`${what}Lead`)}</p>
        <ul>
          <li>{t.rich("from", { address: noReplyAddress(), b: (text) => <b>{text}</b> })}</li>
          <li>{t("spam")}</li>
          <li>{t("wrong")}</li>
          <li>{t(`${what}Life`)}</li>
        </ul>
        {report !== undefined && (
          <p>
            <Link href={reportPath(report) as Route}>{t("alertBack")}</Link>
          </p>
        )}
        {isOutboxOpen() && (
          <Notice>
            <p>
              {t.rich("outbox", {
                link: (text) => (
                  <Link href={"/outbox" as Route} prefetch={false}>
                    {text}
                  </Link>
                ),
              })}
            </p>
          </Notice>
        )}
      </div>
    </div>
  );
}
