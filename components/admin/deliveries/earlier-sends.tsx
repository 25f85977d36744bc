import { useTranslations } from "next-intl";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ShownDelivery } from "@/lib/delivery/get-delivery";

/** Sends before a person had it sent again, with the references that came of them. */
export function EarlierSends({ previous }: { previous: ShownDelivery["previous"] }) {
  const t = useTranslations("adminDeliveries");
  const methods = useTranslations("connectionSettings.methods");
  if (previous.length === 0) return null;
  return (
    <section aria-labelledby="earlier" className="mt-8">
      <h2 id="earlier" className="text-large">
        {t("detail.earlier")}
      </h2>
      <p className="mb-2 text-ink-soft">{t("detail.earlierLead")}</p>
      <ul className="flex flex-col">
        {previous.map(({ sentAt, externalId, method, sentTo }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what is kept never moves
          <li key={at} className="flex flex-wrap gap-x-4 border-b border-line py-2 last:border-b-0">
            {sentAt && <RelativeTime at={new Date(sentAt)} />}
            <span>{methods(`${method}.label`)}</span>
            {externalId && <span className="font-mono">{externalId}</span>}
            {sentTo?.length > 0 && <span>{sentTo.join(", ")}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Mail that came in for the address that this delivery's mail was sent from. */
export function ReturnedMails({ mails }: { mails: ShownDelivery["mails"] }) {
  const t = useTranslations("adminDeliveries");
  if (mails.length === 0) return null;
  return (
    <section aria-labelledby="mails" className="mt-8">
      <h2 id="mails" className="mb-2 text-large">
        {t("detail.mails")}
      </h2>
      <ul className="flex flex-col">
        {mails.map((mail) => (
          <li key={mail.id} className="flex flex-col border-b border-line py-2 last:border-b-0">
            <span className="flex flex-wrap gap-x-4">
              <b>
                {t(`mailKind.${mail.kind}`)}
                {mail.permanent && ` (${t("permanent")})`}
              </b>
              {mail.address && <span>{mail.address}</span>}
              <span className="text-ink-soft">
                <RelativeTime at={new Date(mail.receivedAt)} />
              </span>
            </span>
            {mail.reason && <span className="break-words">{mail.reason}</span>}
            <span className="text-small text-ink-soft">{mail.decision}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
