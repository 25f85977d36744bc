import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Facts } from "@/components/admin/facts";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ListedLetter } from "@/lib/sync/dead-letters/list-dead-letters";

/** What is known of an item that did not come in, with the ways to all it has to do with. */
export function LetterFacts({ letter }: { letter: ListedLetter }) {
  const t = useTranslations("adminDeadLetters");
  const { connection, externalId, pollId, resolvedAt } = letter;
  return (
    <Facts
      facts={[
        { label: t("kind"), value: t(`kinds.${letter.kind}`) },
        externalId !== null && {
          label: t("item"),
          value: <span className="font-mono text-small">{externalId}</span>,
        },
        {
          label: t("connection"),
          value: (
            <>
              <Link href={`/admin/connections/${connection.id}` as Route}>{connection.slug}</Link>
              {` · ${connection.body.name}`}
            </>
          ),
        },
        { label: t("attempts"), value: t("times", { count: letter.attempts }) },
        { label: t("since"), value: <RelativeTime at={letter.createdAt} /> },
        { label: t("last"), value: <RelativeTime at={letter.lastSeenAt} /> },
        resolvedAt !== null && { label: t("detail.resolved"), value: <RelativeTime at={resolvedAt} /> },
        pollId !== null && {
          label: t("detail.poll"),
          value: (
            <Link href={`/admin/connections/${connection.id}/polls/${pollId}` as Route}>
              {t("detail.pollNumber", { id: String(pollId) })}
            </Link>
          ),
        },
      ]}
    />
  );
}
