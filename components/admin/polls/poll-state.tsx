import { useTranslations } from "next-intl";
import { Badge, type BadgeLook } from "@/components/admin/contacts/badge";
import type { PollState } from "@/prisma/generated/enums";

const looks: Record<PollState, BadgeLook> = {
  waiting: "plain",
  running: "plain",
  done: "good",
  failed: "bad",
};

export function PollStateBadge({ state }: { state: PollState }) {
  const t = useTranslations("adminPolls.state");
  return <Badge look={looks[state]}>{t(state)}</Badge>;
}
