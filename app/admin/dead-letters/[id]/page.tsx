import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orRefuse, type StaffActor, staffActor } from "@/app/_server/staff";
import { dismissLetters, replayLetters } from "@/app/admin/dead-letters/act";
import { AuditTrail } from "@/components/admin/audit-trail";
import { LetterDesk } from "@/components/admin/dead-letters/letter-desk";
import { LetterFacts } from "@/components/admin/dead-letters/letter-facts";
import { LetterPayload } from "@/components/admin/dead-letters/letter-payload";
import { LetterStateBadge, letterStateOf } from "@/components/admin/dead-letters/letter-state";
import { PageHead } from "@/components/admin/page-head";
import { Card } from "@/components/ui/card";
import { AuditQuery, listAudit } from "@/lib/auth/list-audit";
import { hasSomewhere } from "@/lib/auth/scope";
import { RowId } from "@/lib/form-fields";
import { type DeadLetter, getDeadLetter } from "@/lib/sync/dead-letters/list-dead-letters";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("adminDeadLetters");
  return { title: t("tab", { id: (await params).id }) };
}

export default async function DeadLetterPage({ params }: Props) {
  const actor = await staffActor();
  const id = RowId.safeParse((await params).id);
  if (!id.success) notFound();
  const t = await getTranslations("adminDeadLetters");
  const letter = await orRefuse(getDeadLetter(actor, id.data));
  const history = hasSomewhere(actor, "audit:view") ? await historyOf(actor, letter) : null;
  const state = letterStateOf(letter);
  const { row, unreadable } = cameAs(letter.payload);
  return (
    <>
      <PageHead
        trail={[{ label: t("title"), href: "/admin/dead-letters" as Route }]}
        title={letter.externalId || t("tab", { id: String(letter.id) })}
        mark={<LetterStateBadge state={state} />}
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(20rem,2fr)]">
        <div className="flex min-w-0 flex-col gap-4">
          <Card className="flex flex-col gap-2">
            <h2 className="text-large">{t(state === "open" ? "detail.now" : "detail.wasReason")}</h2>
            <p className="max-w-[75ch] border-s-4 border-line-strong ps-3 wrap-anywhere">{letter.reason}</p>
            <p className="max-w-[75ch] text-ink-soft">{t(`detail.means.${state}`)}</p>
          </Card>
          <LetterDesk
            letter={{ id: letter.id, kind: letter.kind, state }}
            mayAct={hasSomewhere(actor, "delivery:act")}
            replay={replayLetters}
            dismiss={dismissLetters}
          />
          <LetterPayload json={JSON.stringify(row)} unreadable={unreadable} />
        </div>
        <Card>
          <h2 className="mb-1 text-large">{t("detail.facts")}</h2>
          <LetterFacts letter={letter} />
        </Card>
      </div>
      {history && (
        <section aria-labelledby="history" className="mt-8">
          <h2 id="history" className="mb-2 text-large">
            {t("detail.history")}
          </h2>
          <AuditTrail entries={history} />
        </section>
      )}
    </>
  );
}

/** The item, or of what could not be read the row itself. */
function cameAs(payload: DeadLetter["payload"]): { row: unknown; unreadable: boolean } {
  const isRow = typeof payload === "object" && payload !== null && "unreadable" in payload;
  return isRow ? { row: payload.unreadable, unreadable: true } : { row: payload, unreadable: false };
}

/** What people did to this very item, out of the latest of what was done about its connection's items. */
async function historyOf(actor: StaffActor, { id, connection }: DeadLetter) {
  const pages = await Promise.all(
    ["dead-letters.replay", "dead-letters.dismiss"].map((action) =>
      listAudit(actor, AuditQuery.parse({ connection: connection.id, action })),
    ),
  );
  return pages
    .flatMap(({ items }) => items)
    .filter(({ subject }) => (subject as { deadLetterId?: unknown } | null)?.deadLetterId === id)
    .sort((a, b) => b.at.getTime() - a.at.getTime());
}
