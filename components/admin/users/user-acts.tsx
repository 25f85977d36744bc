"use client";

import { useTranslations } from "next-intl";
import { ConfirmButton } from "@/components/admin/confirm-button";
import type { FormActionOf } from "@/components/admin/use-form";
import { Select } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";

type Person = { id: number; name: string; email: string | null };
type Act = "sendLink" | "end" | "factor" | "unlink" | "remove";

/** What can be done for or to somebody of the staff, each after a question that names them. */
export function UserActs({
  person,
  acts,
  move,
  provider,
}: {
  person: Person;
  /** Those that make sense now. */
  acts: Partial<Record<Act, FormActionOf>>;
  /** For superusers: where they may be moved to. */
  move: { action: FormActionOf; bodies: readonly { id: number; name: string }[] } | null;
  /** What the organisation's sign-in is called. */
  provider: string;
}) {
  const t = useTranslations("adminUsers.act");
  const name = person.name || person.email || String(person.id);
  const words = { name, provider, email: person.email ?? "" };
  const fields = { userId: String(person.id) };
  return (
    <div className="flex flex-wrap gap-3">
      {(["sendLink", "end", "factor", "unlink"] as const).map((act) => {
        const action = acts[act];
        return (
          action && (
            <ConfirmButton
              key={act}
              label={t(act, words)}
              title={t(`${act}Title`, words)}
              confirm={t(`${act}Do`)}
              said={t(`${act}Said`)}
              action={action}
              fields={fields}
            >
              <p>{t(`${act}Body`, words)}</p>
            </ConfirmButton>
          )
        );
      })}
      {move && (
        <ConfirmButton
          label={t("move")}
          title={t("moveTitle", words)}
          confirm={t("moveDo")}
          said={t("moveSaid")}
          action={move.action}
          fields={fields}
        >
          <p>{t("moveBody")}</p>
          <Field name="body" id="move-to" label={t("moveTo")} required>
            {(wiring) => (
              <Select {...wiring}>
                {move.bodies.map(({ id, name: body }) => (
                  <option key={id} value={id}>
                    {body}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </ConfirmButton>
      )}
      {acts.remove && (
        <ConfirmButton
          label={t("remove")}
          title={t("removeTitle", words)}
          confirm={t("removeDo")}
          said={t("removeSaid")}
          action={acts.remove}
          fields={fields}
          look="danger"
        >
          <p>{t("removeBody")}</p>
        </ConfirmButton>
      )}
    </div>
  );
}
