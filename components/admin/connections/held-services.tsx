import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ConnectionCard } from "@/lib/delivery/connection-cards";

/** That a change of a connection's service list waits for whoever looks, as the way there; nothing where none does. */
export function HeldServices({ card: { id, holdsServices } }: { card: ConnectionCard }) {
  const t = useTranslations("adminConnections.card");
  if (!holdsServices) return null;
  return (
    <p className="border-s-4 border-open ps-3">
      <Link href={`/admin/connections/${id}/services`} className="font-semibold">
        {t("holdsServices")}
      </Link>
    </p>
  );
}
