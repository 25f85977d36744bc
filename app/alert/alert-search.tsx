import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";
import { Input } from "@/components/ui/controls";

/** Asks for the place: a plain form. */
export function AlertSearch({ text }: { text: string }) {
  const t = useTranslations("feeds.page.search");
  return (
    <search className="mt-6 block max-w-[66ch]">
      <form action="/alert" method="get">
        <label htmlFor="q" className="font-semibold">
          {t("label")}
        </label>
        <p id="q-hint" className="mb-2 text-small text-ink-soft">
          {t("hint")}
        </p>
        <div className="flex gap-2">
          <Input
            id="q"
            name="q"
            type="search"
            required
            maxLength={200}
            defaultValue={text}
            aria-describedby="q-hint"
            autoComplete="off"
            enterKeyHint="search"
            className="min-w-0 flex-1"
          />
          <button type="submit" className={buttonClass("primary")}>
            {t("button")}
          </button>
        </div>
      </form>
    </search>
  );
}
