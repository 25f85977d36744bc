import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { isOutboxOpen, listOutbox, type OutboxItem } from "@/lib/mail/read-outbox";

export const dynamic = "force-dynamic";

const most = 100;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("mail.outbox");
  return { title: t("title"), robots: { index: false } };
}

/** The mails that a demo or a development machine has not sent. */
export default async function OutboxPage() {
  if (!isOutboxOpen()) notFound();
  return <Outbox items={await listOutbox(most)} />;
}

function Outbox({ items }: { items: readonly OutboxItem[] }) {
  const t = useTranslations("mail.outbox");
  return (
    <div className="page">
      <h1>{t("title")}</h1>
      <p className="mt-2 max-w-[66ch] text-large">{t("lead")}</p>
      <div className="mt-8">
        {items.length === 0 ? (
          <EmptyState title={t("empty")}>{t("emptyHint")}</EmptyState>
        ) : (
          <>
            <ol className="divide-y divide-line rounded border border-line bg-surface">
              {items.map((item) => (
                <Item key={item.file} item={item} />
              ))}
            </ol>
            {items.length === most && (
              <p className="mt-4 text-small text-ink-soft">{t("latest", { count: most })}</p>
            )}
          </>
        )}
      </div>
    </div>
  );
}

function Item({ item: { file, subject, to, at } }: { item: OutboxItem }) {
  const t = useTranslations("mail.outbox");
  return (
    <li className="relative flex flex-wrap items-baseline gap-x-4 gap-y-1 px-4 py-3 hover:bg-sunken">
      <Link
        href={`/outbox/${file}`}
        prefetch={false}
        className="min-w-0 flex-[1_1_320px] font-semibold after:absolute after:inset-0"
      >
        {subject || t("noSubject")}
      </Link>
      <span className="min-w-0 flex-[1_1_240px] text-small wrap-anywhere text-ink-soft">{to}</span>
      <span className="text-small whitespace-nowrap text-ink-soft">
        <RelativeTime at={at} />
      </span>
    </li>
  );
}
