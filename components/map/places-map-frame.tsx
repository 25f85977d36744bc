"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import type { PlacesMapProps } from "@/components/map/places-map";

const PlacesMap = dynamic(() => import("@/components/map/places-map").then((module) => module.PlacesMap), {
  ssr: false,
});

/** The dashboard's map of places. Fills the box around it, which is positioned. */
export function PlacesMapFrame(props: Omit<PlacesMapProps, "words">) {
  const t = useTranslations("map");
  return (
    <>
      <p className="absolute inset-x-0 top-1/2 px-4 text-center text-ink-soft">{t("loading")}</p>
      <PlacesMap {...props} words={{ zoomIn: t("zoomIn"), zoomOut: t("zoomOut") }} />
    </>
  );
}
