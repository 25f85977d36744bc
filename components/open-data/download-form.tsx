import { useTranslations } from "next-intl";
import { type Choices, ReportChoices } from "@/components/open-data/choices";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";

/** Which reports, as which file: a plain form that leads straight to it. */
export function DownloadForm({ body, ...choices }: Choices & { body: string }) {
  const t = useTranslations("openData.download");
  return (
    <form action="/open-data/reports.csv" method="get" className="mt-4">
      <div className="grid gap-4 sm:grid-cols-2 sm:items-end lg:grid-cols-3">
        <ReportChoices id="download" {...choices} chosen={{ body, status: "", category: "" }} />
        {(["from", "to"] as const).map((name) => (
          <Field key={name} id={`download-${name}`} name={name} label={t(name)}>
            {(wiring) => <Input {...wiring} type="date" />}
          </Field>
        ))}
      </div>
      <div className="mt-5 flex flex-wrap gap-3">
        <Button type="submit" look="primary">
          {t("csv")}
        </Button>
        <Button type="submit" formAction="/open-data/reports.geojson">
          {t("geojson")}
        </Button>
      </div>
    </form>
  );
}
