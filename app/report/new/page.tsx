import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { currentActor } from "@/app/_server/session";
import { NoPlace } from "@/app/report/new/no-place";
import { Nobody } from "@/app/report/new/nobody";
import { sendReport } from "@/app/report/new/send-report";
import { emptyValues } from "@/components/report/form/form-values";
import { ReportForm } from "@/components/report/form/report-form";
import { accountOf } from "@/lib/auth/account";
import { offerAt } from "@/lib/bodies/offer";
import { env } from "@/lib/env";
import { nearestAddress } from "@/lib/geo/nearest-address";
import { parsePoint } from "@/lib/geo/point";
import { messages } from "@/lib/messages";

// It starts with the name of whoever is signed in, and with a key of its own.
export const dynamic = "force-dynamic";

type Query = Partial<Record<"lat" | "lon" | "category" | "q", string | string[]>>;
type Props = { searchParams: Promise<Query> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("reportForm.page");
  return { title: t("title"), description: t("description"), robots: { index: false } };
}

export default async function NewReportPage({ searchParams }: Props) {
  const query = await searchParams;
  const searchedFor = one(query.q).slice(0, 200);
  const point = parsePoint(`${one(query.lat)},${one(query.lon)}`);
  if (!point) return <NoPlace searchedFor={searchedFor} />;
  const [offer, address, actor] = await Promise.all([offerAt(point), nearestAddress(point), currentActor()]);
  if (offer.categories.length === 0) return <Nobody offer={offer} address={address} />;
  const account = await accountOf(actor);
  const chosen = offer.categories.find(({ id }) => String(id) === one(query.category));
  const { lat, lon } = point;
  const here = new URLSearchParams({
    lat: String(lat),
    lon: String(lon),
    ...(searchedFor && { q: searchedFor }),
  });
  return (
    <ReportForm
      words={messages.reportForm.form}
      send={sendReport}
      point={point}
      address={address}
      offer={offer}
      searchedFor={searchedFor}
      fresh={{
        ...emptyValues,
        categoryId: chosen ? String(chosen.id) : "",
        name: account?.name ?? "",
        phone: account?.phone ?? "",
      }}
      account={account}
      formKey={randomUUID()}
      startedAt={Date.now()}
      otherPath={`/report/new?${here}`}
      tiles={{ url: env.TILE_URL, attribution: env.TILE_ATTRIBUTION, maxZoom: env.TILE_MAX_ZOOM }}
      mapWords={messages.map}
    />
  );
}

/** The first value of a parameter; text, whatever was asked for. */
const one = (value: string | string[] | undefined): string => [value ?? ""].flat()[0] ?? "";
