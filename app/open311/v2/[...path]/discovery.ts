import type { Answer, Asked } from "@/app/open311/v2/[...path]/answer-call";
import { env } from "@/lib/env";
import { translator } from "@/lib/messages";
import { formatDate } from "@/lib/open311/dates";
import { writeDiscovery } from "@/lib/open311/write/discovery";
import { readCatalogue } from "@/lib/published/services/catalogue";
import { siteUrl } from "@/lib/urls";

const t = translator("open311");

/** `GET discovery`: where the server is and when its services changed last (GeoReport v2, "Service Discovery"). */
export async function getDiscovery({ format }: Asked): Promise<Answer> {
  const { changedAt } = await readCatalogue();
  const changeset = formatDate(changedAt, "z", "UTC");
  const names = { site: env.SITE_NAME, url: siteUrl("/"), email: env.SUPPORT_EMAIL ?? "" };
  const document = writeDiscovery(
    {
      changeset,
      contact: t(env.SUPPORT_EMAIL ? "contactByMail" : "contact", names),
      keyService: t("keyService", { url: siteUrl("/open311") }),
      endpoints: [
        {
          specification: "http://wiki.open311.org/GeoReport_v2",
          url: siteUrl("/open311/v2"),
          changeset,
          type: env.STAGING ? "test" : "production",
          formats: ["text/xml", "application/json"],
        },
      ],
    },
    format,
  );
  return { status: 200, document };
}
