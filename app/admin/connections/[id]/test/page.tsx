import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { getTranslations } from "next-intl/server";
import {
  ConnectionHead,
  type ConnectionParams,
  connectionOf,
} from "@/app/admin/connections/[id]/connection-head";
import { dryRunOne, tryOne } from "@/app/admin/connections/[id]/test/try";
import { DryRunForm } from "@/components/admin/connections/dry-run-form";
import { TrialForm } from "@/components/admin/connections/trial-form";
import { contactsByConnection } from "@/lib/bodies/save-connection";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("adminConnections"))("detail.test") };
}

export default async function TestConnectionPage({ params }: ConnectionParams) {
  const { actor, connection } = await connectionOf({ params });
  if (!connection.settings) forbidden();
  return (
    <>
      <ConnectionHead actor={actor} connection={connection} tab="test" />
      <TrialForm connectionId={connection.id} action={tryOne} />
      <DryRunForm
        connectionId={connection.id}
        contacts={await contactsByConnection(actor, connection.id)}
        action={dryRunOne}
      />
    </>
  );
}
