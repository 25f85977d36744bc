import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";
import { Input } from "@/components/ui/controls";
import { Icon } from "@/components/ui/icon";

/** The one search box of the map page: a plain form. `keep`: the filter, which a search leaves as it is. */
export function PlaceSearch({ text, keep }: { text: string; keep: URLSearchParams }) {
  const t = useTranslations("around.search");
  return (
    <search>
      <form action="/around" method="get" className="flex gap-2">
        {[...keep].map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Input
          name="q"
          type="search"
          required
          maxLength={200}
          defaultValue={text}
          aria-label={t("label")}
          placeholder={t("example")}
          enterKeyHint="search"
          className="min-w-0 flex-1"
        />
        <button type="submit" aria-label={t("button")} className={buttonClass("secondary")}>
          <Icon name="search" />
        </button>
      </form>
    </search>
  );
}
