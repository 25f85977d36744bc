import type { Metadata, Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { startView, tileSource } from "@/app/_server/map-setup";
import { orRefuse, staffActor } from "@/app/_server/staff";
import { retireAreaAction, reviveAreaAction, saveAreaAction } from "@/app/admin/areas/actions";
import { AreaForm } from "@/components/admin/areas/area-form";
import { RetireArea } from "@/components/admin/areas/retire-area";
import { Badge } from "@/components/admin/contacts/badge";
import { PageHead } from "@/components/admin/page-head";
import { readArea } from "@/lib/bodies/list-areas";
import { RowId } from "@/lib/form-fields";

type Props = { params: Promise<{ id: string }> };

async function areaOf({ params }: Props) {
  const actor = await staffActor();
  const id = RowId.safeParse((await params).id).data ?? notFound();
  return orRefuse(readArea(actor, id));
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await areaOf(props)).name };
}

/** One area: its outline, its name, who covers it. */
export default async function AreaPage(props: Props) {
  const area = await areaOf(props);
  const t = await getTranslations("adminBodies.areas");
  return (
    <>
      <PageHead
        title={area.name}
        trail={[{ label: t("title"), href: "/admin/areas" as Route }]}
        mark={<Badge look={area.retired ? "warn" : "good"}>{t(area.retired ? "retired" : "active")}</Badge>}
        actions={
          <RetireArea
            area={{ id: area.id, name: area.name, retired: area.retired, bodies: area.bodies.length }}
            retire={retireAreaAction}
            revive={reviveAreaAction}
          />
        }
        lead={
          <p className="flex flex-wrap gap-x-2">
            {t("bodies")}
            {area.bodies.length === 0 && <span>{t("nobody")}</span>}
            {area.bodies.map(({ id, name }) => (
              <Link key={id} href={`/admin/bodies/${id}/areas` as Route}>
                {name}
              </Link>
            ))}
          </p>
        }
      />
      <AreaForm area={area} map={{ start: startView(), tiles: tileSource() }} action={saveAreaAction} />
    </>
  );
}
