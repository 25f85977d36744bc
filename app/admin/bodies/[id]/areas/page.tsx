import type { Metadata } from "next";
import { startView, tileSource } from "@/app/_server/map-setup";
import { BodyFrame, type BodyParams, bodyOf } from "@/app/admin/bodies/[id]/body-frame";
import { coverAreasAction } from "@/app/admin/bodies/actions";
import { CoverForm } from "@/components/admin/bodies/cover-form";
import { areasToChoose } from "@/lib/bodies/list-areas";

export async function generateMetadata(props: BodyParams): Promise<Metadata> {
  return { title: (await bodyOf(props)).body.name };
}

/** What a body covers, on the map and by name. */
export default async function BodyAreasPage(props: BodyParams) {
  const { actor, body } = await bodyOf(props);
  const choices = body.mayGovern ? await areasToChoose(actor, body.id) : null;
  return (
    <BodyFrame actor={actor} body={body} tab="areas">
      <CoverForm
        body={{ id: body.id, name: body.name, areas: body.areas }}
        choices={choices}
        map={{ start: startView(), tiles: tileSource() }}
        action={coverAreasAction}
      />
    </BodyFrame>
  );
}
