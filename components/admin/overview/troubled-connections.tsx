import { useTranslations } from "next-intl";
import { ConnectionCard } from "@/components/admin/connections/connection-card";
import type { ConnectionCard as Card } from "@/lib/delivery/connection-cards";

/** The connections that somebody should look at; nothing when there are none. */
export function TroubledConnections({ cards }: { cards: readonly Card[] }) {
  const t = useTranslations("admin.overview.connections");
  if (cards.length === 0) return null;
  return (
    <section aria-labelledby="troubled">
      <h2 id="troubled" className="mb-3 text-large">
        {t("title")}
      </h2>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(20rem,100%),1fr))] gap-4">
        {cards.map((card) => (
          <li key={card.id} className="grid">
            <ConnectionCard card={card} />
          </li>
        ))}
      </ul>
    </section>
  );
}
