import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { framed } from "@/app/outbox/[file]/framed";
import { PlainMail } from "@/app/outbox/[file]/plain-mail";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { RelativeTime } from "@/components/ui/relative-time";
import { isOutboxOpen, type OutboxMail, readOutboxMail } from "@/lib/mail/read-outbox";

export const dynamic = "force-dynamic";

type Props = { params: Promise<{ file: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("mail.outbox");
  // The address of this page must not reach other sites: the mail may hold a link that signs in.
  return { title: t("title"), robots: { index: false }, referrer: "same-origin" };
}

export default async function OutboxMailPage({ params }: Props) {
  const mail = isOutboxOpen() ? await readOutboxMail((await params).file) : null;
  if (!mail) notFound();
  return <Mail mail={mail} />;
}

function Mail({ mail }: { mail: OutboxMail }) {
  const t = useTranslations("mail.outbox");
  const subject = mail.subject || t("noSubject");
  return (
    <div className="page">
      <Breadcrumbs trail={[{ label: t("title"), href: "/outbox" }]} current={subject} />
      <h1 className="text-title">{subject}</h1>
      <dl className="mt-4 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-small">
        <Fact label={t("from")}>{mail.from}</Fact>
        <Fact label={t("to")}>{mail.to}</Fact>
        {mail.replyTo && <Fact label={t("replyTo")}>{mail.replyTo}</Fact>}
        <Fact label={t("date")}>
          <RelativeTime at={mail.at} />
        </Fact>
      </dl>
      <div className="mt-8 grid gap-8 lg:grid-cols-2">
        {mail.html && (
          <section>
            <h2 className="mb-3 text-large">{t("html")}</h2>
            <iframe
              title={t("html")}
              srcDoc={framed(mail.html)}
              // No scripts; a click on a link leaves the frame.
              sandbox="allow-top-navigation-by-user-activation"
              className="h-[min(80vh,760px)] w-full rounded border border-line bg-surface"
            />
          </section>
        )}
        <section className="min-w-0">
          <h2 className="mb-3 text-large">{t("text")}</h2>
          <PlainMail text={mail.text} />
          {mail.attachments.length > 0 && (
            <>
              <h2 className="mt-6 mb-2 text-large">{t("attachments")}</h2>
              <ul className="text-small">
                {mail.attachments.map(({ name, bytes }) => (
                  <li key={name}>
                    {name} <span className="text-ink-soft">({t("kilobytes", { size: bytes / 1000 })})</span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </section>
      </div>
    </div>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-soft">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
