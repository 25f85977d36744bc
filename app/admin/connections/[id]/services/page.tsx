import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { orRefuse } from "@/app/_server/staff";
import {
  ConnectionHead,
  type ConnectionParams,
  connectionOf,
} from "@/app/admin/connections/[id]/connection-head";
import { applyOne, dismissOne, lookNow } from "@/app/admin/connections/[id]/services/act";
import { ServicesDesk } from "@/components/admin/services/services-desk";
import { servicesOf } from "@/lib/sync/services/services-of";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("adminServices"))("title") };
}

export default async function ServicesPage({ params }: ConnectionParams) {
  const { actor, connection } = await connectionOf({ params });
  const services = await orRefuse(servicesOf(actor, connection.id));
  return (
    <>
      <ConnectionHead actor={actor} connection={connection} tab="services" />
      <ServicesDesk services={services} look={lookNow} apply={applyOne} dismiss={dismissOne} />
    </>
  );
}
