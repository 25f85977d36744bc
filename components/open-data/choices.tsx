import { useTranslations } from "next-intl";
import { Select } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { stateKinds } from "@/lib/reports/states";

export type Choices = {
  bodies: readonly { slug: string; name: string }[];
  categories: readonly { id: number; name: string }[];
};

type Chosen = { body: string; status: string; category: string };

/** What both forms of the page ask: whose reports, how far, and of which kind. `id` tells the two forms' fields apart. */
export function ReportChoices({ id, bodies, categories, chosen }: Choices & { id: string; chosen: Chosen }) {
  const t = useTranslations("openData.download");
  const kinds = useTranslations("states.kind");
  const lists = {
    body: { none: t("everybody"), options: bodies.map(({ slug, name }) => ({ value: slug, name })) },
    status: { none: t("statusAll"), options: stateKinds.map((kind) => ({ value: kind, name: kinds(kind) })) },
    category: {
      none: t("categoryAll"),
      options: categories.map((category) => ({ value: String(category.id), name: category.name })),
    },
  };
  return (["body", "status", "category"] as const).map((name) => (
    <Field key={name} id={`${id}-${name}`} name={name} label={t(name)}>
      {(wiring) => (
        <Select {...wiring} defaultValue={chosen[name]}>
          <option value="">{lists[name].none}</option>
          {lists[name].options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  ));
}
