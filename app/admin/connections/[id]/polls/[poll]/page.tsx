import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orRefuse, staffActor } from "@/app/_server/staff";
import { PageHead } from "@/components/admin/page-head";
import { PollView } from "@/components/admin/polls/poll-view";
import { RowId } from "@/lib/form-fields";
import { messages } from "@/lib/messages";
import { getPoll } from "@/lib/sync/pull/list-polls";

type Props = { params: Promise<{ id: string; poll: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await getTranslations("adminPolls"))("detail.title", { id: (await params).poll }) };
}

export default async function PollPage({ params }: Props) {
  const actor = await staffActor();
  const asked = await params;
  const [id, pollId] = [RowId.safeParse(asked.id), RowId.safeParse(asked.poll)];
  if (!id.success || !pollId.success) notFound();
  const poll = await orRefuse(getPoll(actor, pollId.data));
  const { connection } = poll;
  if (connection.id !== id.data) notFound();
  const [t, connections] = await Promise.all([
    getTranslations("adminPolls"),
    getTranslations("adminConnections"),
  ]);
  const page = `/admin/connections/${connection.id}`;
  const words: Readonly<Record<string, string>> =
    poll.kind === "requests" ? messages.imports.skipped : messages.updateDecisions.skipped;
  return (
    <>
      <PageHead
        trail={[
          { label: connections("title"), href: "/admin/connections" },
          { label: connection.slug, href: page as Route },
          { label: t("title"), href: `${page}/polls` as Route },
        ]}
        title={t("detail.title", { id: String(poll.id) })}
        lead={connection.body.name}
      />
      <PollView
        poll={poll}
        skipped={Object.entries(poll.counts.skipped).map(([key, count]) => ({
          reason: words[key] ?? key,
          count,
        }))}
      />
    </>
  );
}
