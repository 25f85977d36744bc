import type { Metadata } from "next";
import { BodyFrame, type BodyParams, bodyOf } from "@/app/admin/bodies/[id]/body-frame";
import { saveBodyAction, saveRoutingAction } from "@/app/admin/bodies/actions";
import { RoutingForm } from "@/components/admin/bodies/routing-form";
import { SettingsForm } from "@/components/admin/bodies/settings-form";

export async function generateMetadata(props: BodyParams): Promise<Metadata> {
  return { title: (await bodyOf(props)).body.name };
}

/** What a body is, and how its reports leave. */
export default async function BodyPage(props: BodyParams) {
  const { actor, body } = await bodyOf(props);
  return (
    <BodyFrame actor={actor} body={body} tab="settings">
      <div className="flex max-w-[64rem] flex-col gap-8">
        <SettingsForm body={body} action={saveBodyAction} />
        <RoutingForm body={body} action={saveRoutingAction} />
      </div>
    </BodyFrame>
  );
}
