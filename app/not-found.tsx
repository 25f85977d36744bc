import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { mainLinks } from "@/components/ui/site-links";

export default function NotFound() {
  const t = useTranslations("shell");
  return (
    <div className="page">
      <title>{t("notFound.title")}</title>
      <div className="prose">
        <h1>{t("notFound.title")}</h1>
        <p>{t("notFound.body")}</p>
        <search>
          <form action="/around" className="flex flex-col gap-3 sm:flex-row sm:items-end">
            <div className="flex-1">
              <Field name="q" label={t("notFound.search")}>
                {(wiring) => <Input {...wiring} type="search" autoComplete="off" />}
              </Field>
            </div>
            <Button type="submit" look="primary">
              <Icon name="search" size={20} />
              {t("notFound.searchButton")}
            </Button>
          </form>
        </search>
        <p>{t("notFound.or")}</p>
        <ul>
          {mainLinks.map(({ key, href }) => (
            <li key={key}>
              <Link href={href} prefetch={false}>
                {t(`nav.${key}`)}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
