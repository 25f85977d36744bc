import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Select } from "@/components/ui/controls";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";

/** Whose template is to be written, for those who may write several bodies'. */
export function ChooseBody({ bodies }: { bodies: readonly { id: number; name: string }[] }) {
  const t = useTranslations("adminTemplates.form");
  if (bodies.length === 0) return <EmptyState title={t("noBodies")} />;
  return (
    <Card className="max-w-[34rem]">
      <form action="/admin/templates/new" className="flex flex-col gap-4">
        <Field name="body" label={t("chooseBody")}>
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
          <Button type="submit" look="primary">
            {t("go")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
