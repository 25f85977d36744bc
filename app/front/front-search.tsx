import { useTranslations } from "next-intl";
import { LocateAndGo } from "@/components/map/locate-and-go";
import type { MapWords } from "@/components/map/words";
import { buttonClass } from "@/components/ui/button";
import { Input } from "@/components/ui/controls";

/** The one search field of the front page, and the way without typing. */
export function FrontSearch({ words }: { words: MapWords }) {
  const t = useTranslations("home.search");
  return (
    <div className="mt-6 flex flex-col gap-3">
      <search>
        <form action="/around" method="get">
          <label htmlFor="q" className="text-large font-bold">
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
              aria-describedby="q-hint"
              autoComplete="off"
              enterKeyHint="search"
              className="min-h-14 min-w-0 flex-1 text-large"
            />
            <button type="submit" className={`${buttonClass("primary")} min-h-14`}>
              {t("button")}
            </button>
          </div>
        </form>
      </search>
      <LocateAndGo words={words} />
    </div>
  );
}
