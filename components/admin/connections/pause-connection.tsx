"use client";

import { useTranslations } from "next-intl";
import { ConfirmButton } from "@/components/admin/confirm-button";
import type { FormActionOf } from "@/components/admin/use-form";
import type { ConnectionCard } from "@/lib/delivery/connection-cards";

/** Pauses a connection or lets it go on; asks first, and says what will happen to what waits. */
export function PauseConnection({
  card,
  pause,
  resume,
}: {
  card: ConnectionCard;
  pause: FormActionOf;
  resume: FormActionOf;
}) {
  const t = useTranslations("adminConnections");
  const paused = card.pausedAt !== null;
  const { due, held } = card.health.waiting;
  const name = card.slug;
  return (
    <ConfirmButton
      // Another one when the state changes: its dialog starts afresh.
      key={String(paused)}
      label={t(paused ? "resume.button" : "pause.button")}
      title={t(paused ? "resume.title" : "pause.title", { name })}
      confirm={t(paused ? "resume.confirm" : "pause.confirm")}
      said={t(paused ? "resume.done" : "pause.done")}
      action={paused ? resume : pause}
      fields={{ id: String(card.id) }}
      look={paused ? "primary" : "secondary"}
      note="optional"
    >
      <p>{paused ? t("resume.body", { count: due + held }) : t("pause.body", { name: card.host ?? name })}</p>
    </ConfirmButton>
  );
}

/** Deletes a connection that nothing ever used. */
export function DeleteConnection({ card, remove }: { card: ConnectionCard; remove: FormActionOf }) {
  const t = useTranslations("adminConnections.delete");
  return (
    <ConfirmButton
      label={t("button")}
      title={t("title", { name: card.slug })}
      confirm={t("confirm")}
      said={t("done")}
      action={remove}
      fields={{ id: String(card.id) }}
      look="danger"
    >
      <p>{t("body")}</p>
    </ConfirmButton>
  );
}
