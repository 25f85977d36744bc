"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ConnectionCard } from "@/components/admin/connections/connection-card";
import { FilterBar } from "@/components/admin/filter-bar";
import { listQuery } from "@/components/admin/list-query";
import { Pager } from "@/components/admin/pager";
import { ListProblem } from "@/components/admin/table/list-problem";
import { useUrlState } from "@/components/admin/use-url-state";
import { EmptyState } from "@/components/ui/empty-state";
import type { ConnectionCard as Card } from "@/lib/delivery/connection-cards";
import type { Page } from "@/lib/page";
import { SendMethod } from "@/prisma/generated/enums";

type Props = {
  initial: { search: string; page: Page<Card> };
  /** To choose from, for those who see several. */
  bodies: readonly { id: number; name: string }[];
};

/** The connections as cards, body by body; they read themselves anew, so that a pulse is one. */
export function ConnectionsList({ initial, bodies }: Props) {
  const t = useTranslations("adminConnections");
  const methods = useTranslations("connectionSettings.methods");
  const { search } = useUrlState();
  const { data, error, refetch } = useQuery({
    ...listQuery<Card>("connections", search, initial),
    refetchInterval: 20_000,
  });
  const groups = byBody(data?.items ?? []);
  return (
    <>
      <FilterBar
        filters={[
          ...(bodies.length > 0
            ? [
                {
                  key: "body",
                  label: t("filter.body"),
                  kind: "choice" as const,
                  options: bodies.map(({ id, name }) => ({ value: String(id), label: name })),
                },
              ]
            : []),
          {
            key: "method",
            label: t("filter.method"),
            kind: "choice",
            options: Object.values(SendMethod).map((method) => ({
              value: method,
              label: methods(`${method}.label`),
            })),
          },
        ]}
      />
      <ListProblem error={error} retry={() => void refetch()} />
      {data && groups.length === 0 && <EmptyState title={t("empty")}>{t("emptyBody")}</EmptyState>}
      {groups.map(({ body, cards }) => (
        <section key={body.id} aria-labelledby={`body-${body.id}`} className="mt-6 first-of-type:mt-2">
          <h2 id={`body-${body.id}`} className="mb-3 text-large">
            {body.name}
          </h2>
          <div className="grid gap-4 [grid-template-columns:repeat(auto-fill,minmax(min(20rem,100%),1fr))]">
            {cards.map((card) => (
              <ConnectionCard key={card.id} card={card} />
            ))}
          </div>
        </section>
      ))}
      <Pager next={data?.next} />
    </>
  );
}

/** In the order in which they come: by the name of the body. */
function byBody(cards: readonly Card[]): { body: Card["body"]; cards: Card[] }[] {
  const groups = new Map<number, { body: Card["body"]; cards: Card[] }>();
  for (const card of cards) {
    const group = groups.get(card.body.id);
    if (group) group.cards.push(card);
    else groups.set(card.body.id, { body: card.body, cards: [card] });
  }
  return [...groups.values()];
}
