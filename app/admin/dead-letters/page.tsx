import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { pageQuery } from "@/app/_server/page-query";
import { orRefuse, staffActor } from "@/app/_server/staff";
import { dismissLetters, replayLetters } from "@/app/admin/dead-letters/act";
import { LetterList } from "@/components/admin/dead-letters/letter-list";
import { PageHead } from "@/components/admin/page-head";
import { hasSomewhere } from "@/lib/auth/scope";
import { filterChoices } from "@/lib/bodies/filter-choices";
import { DeadLetterQuery, listDeadLetters } from "@/lib/sync/dead-letters/list-dead-letters";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("adminDeadLetters"))("title") };
}

export default async function DeadLettersPage({ searchParams }: Props) {
  const actor = await staffActor();
  const t = await getTranslations("adminDeadLetters");
  const { search, query } = pageQuery(DeadLetterQuery, await searchParams);
  const page = await orRefuse(listDeadLetters(actor, query));
  const { connections } = await filterChoices(actor);
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <LetterList
        initial={{ search, page: JSON.parse(JSON.stringify(page)) }}
        connections={connections}
        several={actor.bodyId === null}
        mayAct={hasSomewhere(actor, "delivery:act")}
        replay={replayLetters}
        dismiss={dismissLetters}
      />
    </>
  );
}
