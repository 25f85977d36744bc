import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";
import { Select } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";

/** For which body a connection is made; a plain form that leads on. */
export function BodyChoice({ bodies }: { bodies: readonly { id: number; name: string }[] }) {
  const t = useTranslations("adminConnections.form");
  return (
    <form action="/admin/connections/new" className="flex max-w-md flex-col gap-4">
      <Field name="body" label={t("body")}>
        {(wiring) => (
          <Select {...wiring}>
            {bodies.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div>
        <button type="submit" className={buttonClass("primary")}>
          {t("next")}
        </button>
      </div>
    </form>
  );
}
