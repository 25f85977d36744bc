import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";
import type { InboundMailKind } from "@/prisma/generated/enums";

/** What a mail was: a word, and for what is lasting a sign. */
export function MailKind({
  mail: { kind, permanent },
}: {
  mail: { kind: InboundMailKind; permanent: boolean };
}) {
  const t = useTranslations("adminInboundMail");
  if (kind !== "bounce") return <span className="whitespace-nowrap">{t(`kinds.${kind}`)}</span>;
  return (
    <span
      className={`inline-flex items-center gap-1.5 whitespace-nowrap ${permanent ? "font-semibold text-danger" : ""}`}
    >
      {permanent && <Icon name="error" size={18} />}
      {t(permanent ? "forGood" : "forNow")}
    </span>
  );
}
