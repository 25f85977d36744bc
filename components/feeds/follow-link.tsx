import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";

type Props = {
  /** The place that a map shows, and what it was searched by; null = no place in particular. */
  place: { lat: number; lon: number; name: string } | null;
};

/** From a map to all that can be followed there. */
export function FollowLink({ place }: Props) {
  const t = useTranslations("feeds.link");
  const query = place && new URLSearchParams({ lat: String(place.lat), lon: String(place.lon) });
  if (place?.name) query?.set("q", place.name);
  return (
    <p className="mt-2">
      <Link
        href={(query ? `/alert?${query}` : "/alert") as Route}
        prefetch={false}
        className="inline-flex min-h-11 items-center gap-2"
      >
        <Icon name="feed" size={18} />
        {t(place ? "place" : "anyPlace")}
      </Link>
    </p>
  );
}
