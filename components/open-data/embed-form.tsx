import { useTranslations } from "next-intl";
import { type Choices, ReportChoices } from "@/components/open-data/choices";
import { CopyCode } from "@/components/open-data/copy-code";
import { Button, buttonClass } from "@/components/ui/button";
import { Input, Select, Textarea } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import type { EmbedChoice, FrameSizeName } from "@/lib/published/embed/embed-choice";

type Props = Choices & {
  chosen: EmbedChoice;
  sizes: readonly FrameSizeName[];
  largestZoom: number;
  placeFound: boolean;
  /** What comes of the choice: the code for the other page, and the address that it shows. */
  code: string;
  path: string;
};

const usualZoom = "15";

/** A map for somebody's own page: a plain form that leads back here, with the code to copy. */
export function EmbedForm({ chosen, sizes, largestZoom, placeFound, code, path, ...choices }: Props) {
  const t = useTranslations("openData.embed");
  return (
    <>
      <form action="/open-data#embed" method="get" className="mt-4">
        <div className="grid gap-4 sm:grid-cols-2 sm:items-end lg:grid-cols-3">
          <ReportChoices id="embed" {...choices} chosen={chosen} />
          <Field
            id="embed-place"
            name="place"
            label={t("place")}
            hint={t("placeHint")}
            error={placeFound ? undefined : t("placeFault")}
          >
            {(wiring) => <Input {...wiring} defaultValue={chosen.place} maxLength={200} autoComplete="off" />}
          </Field>
          <Field id="embed-zoom" name="zoom" label={t("zoom")} hint={t("zoomHint", { most: largestZoom })}>
            {(wiring) => (
              <Input
                {...wiring}
                type="number"
                min={3}
                max={largestZoom}
                defaultValue={chosen.zoom || usualZoom}
              />
            )}
          </Field>
          <Field id="embed-size" name="size" label={t("size")}>
            {(wiring) => (
              <Select {...wiring} defaultValue={chosen.size}>
                {sizes.map((size) => (
                  <option key={size} value={size}>
                    {t(`sizes.${size}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        <Button type="submit" className="mt-5">
          {t("make")}
        </Button>
      </form>
      <div className="mt-6 max-w-[66ch]">
        <Field id="embed-code" name="code" label={t("code")}>
          {(wiring) => (
            <Textarea
              key={code}
              {...wiring}
              readOnly
              rows={4}
              defaultValue={code}
              className="font-mono text-small"
            />
          )}
        </Field>
        <div className="mt-3 flex flex-wrap items-center gap-3">
          <CopyCode code={code} words={{ copy: t("copy"), copied: t("copied"), failed: t("copyFailed") }} />
          <a href={path} className={buttonClass("quiet")}>
            {t("preview")}
          </a>
        </div>
      </div>
    </>
  );
}
