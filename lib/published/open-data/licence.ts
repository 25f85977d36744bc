import { env } from "@/lib/env";
import { translator } from "@/lib/messages";

/** Under which terms the open data is given away, and how its source is to be named. */
export function licence(): { name: string; url: string; attribution: string } {
  const t = translator("openData");
  return {
    name: env.DATA_LICENCE,
    url: env.DATA_LICENCE_URL,
    attribution: t("attribution", { site: env.SITE_NAME, url: env.SITE_URL, licence: env.DATA_LICENCE }),
  };
}
