import { useTranslations } from "next-intl";
import { Badge, type BadgeLook } from "@/components/admin/contacts/badge";
import type { ContactState as State } from "@/prisma/generated/enums";

const looks: Record<State, BadgeLook> = {
  confirmed: "good",
  unconfirmed: "warn",
  inactive: "plain",
  staff: "plain",
  deleted: "plain",
};

/** A contact's state as a word in its colour. */
export function ContactState({ state }: { state: State }) {
  const t = useTranslations("adminContacts");
  return (
    <Badge look={looks[state]} title={t(`stateMeaning.${state}`)}>
      {t(`state.${state}`)}
    </Badge>
  );
}
