import type { Metadata, Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orRefuse, staffActor } from "@/app/_server/staff";
import { resendEventAction } from "@/app/admin/webhooks/actions";
import { Facts } from "@/components/admin/facts";
import { PageHead } from "@/components/admin/page-head";
import { EventCalls } from "@/components/admin/webhooks/event-calls";
import { EventState } from "@/components/admin/webhooks/event-state";
import { eventKey } from "@/components/admin/webhooks/event-words";
import { ResendEvent } from "@/components/admin/webhooks/resend-event";
import { RelativeTime } from "@/components/ui/relative-time";
import { RowId } from "@/lib/form-fields";
import { readEvent } from "@/lib/webhooks/list-events";

type Props = { params: Promise<{ id: string; event: string }> };

async function eventOf({ params }: Props) {
  const actor = await staffActor();
  const { id, event: asked } = await params;
  const event = await orRefuse(readEvent(actor, RowId.safeParse(asked).data ?? notFound()));
  return String(event.webhook.id) === id ? event : notFound();
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const t = await getTranslations("adminWebhooks.event");
  return { title: t("title", { id: String((await eventOf(props)).id) }) };
}

/** One event: what became of it, and every call that it took. */
export default async function EventPage(props: Props) {
  const event = await eventOf(props);
  const t = await getTranslations("adminWebhooks");
  const { webhook, reportId, updateId, state, attempts, dueAt, lastError } = event;
  const key = eventKey(event.event);
  return (
    <>
      <PageHead
        title={t("event.title", { id: String(event.id) })}
        trail={[
          { label: t("list.title"), href: "/admin/webhooks" as Route },
          { label: webhook.name, href: `/admin/webhooks/${webhook.id}` as Route },
        ]}
        mark={<EventState state={state} attempts={attempts} />}
        actions={event.event !== "ping" && <ResendEvent deliveryId={event.id} action={resendEventAction} />}
      />
      <Facts
        facts={[
          { label: t("log.event"), value: key ? t(`events.${key}.label`) : event.event },
          reportId !== null && {
            label: t("log.about"),
            value: (
              <>
                <Link href={`/admin/reports/${reportId}` as Route}>
                  {t("log.report", { id: String(reportId) })}
                </Link>
                {updateId !== null && <>, {t("log.update", { id: String(updateId) })}</>}
              </>
            ),
          },
          { label: t("event.number"), value: <code className="font-mono">{event.eventId}</code> },
          { label: t("log.happened"), value: <RelativeTime at={event.createdAt} /> },
          { label: t("log.attempts"), value: attempts },
          state === "due" && { label: t("log.next"), value: <RelativeTime at={dueAt} /> },
          event.sentAt !== null && { label: t("event.taken"), value: <RelativeTime at={event.sentAt} /> },
          lastError !== null && { label: t("log.reason"), value: lastError },
        ]}
      />
      <EventCalls calls={event.calls} />
    </>
  );
}
