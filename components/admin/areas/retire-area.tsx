"use client";

import { useTranslations } from "next-intl";
import { ConfirmButton } from "@/components/admin/confirm-button";
import type { FormActionOf } from "@/components/admin/use-form";

type Props = {
  /** `bodies`: how many cover it. */
  area: { id: number; name: string; retired: boolean; bodies: number };
  retire: FormActionOf;
  revive: FormActionOf;
};

/** Retires an area, or brings it back, once it was said what that does. */
export function RetireArea({ area: { id, name, retired, bodies }, retire, revive }: Props) {
  const t = useTranslations("adminBodies.areas");
  const key = retired ? "revive" : "retire";
  return (
    <ConfirmButton
      label={t(key)}
      title={t(`${key}Title`, { name })}
      confirm={t(`${key}Confirm`, { name })}
      said={t(`${key}Said`, { name })}
      action={retired ? revive : retire}
      fields={{ areaId: String(id) }}
      look={retired ? "secondary" : "danger"}
    >
      <p>{t(`${key}Means`, { count: bodies })}</p>
    </ConfirmButton>
  );
}
