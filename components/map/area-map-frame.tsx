"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import type { AreaMapProps } from "@/components/map/area-map";

// Leaflet needs a window.
const AreaMap = dynamic(() => import("@/components/map/area-map").then((module) => module.AreaMap), {
  ssr: false,
});
// The drawing tools weigh more than the map, and only maps that are made after them have them.
const DrawableMap = dynamic(
  async () => {
    await import("@/components/map/outline-editor");
    return (await import("@/components/map/area-map")).AreaMap;
  },
  { ssr: false },
);

type Props = Omit<AreaMapProps, "words">;

/** The dashboard's map of outlines. Fills the box around it, which is positioned. */
export function AreaMapFrame(props: Props) {
  const t = useTranslations("map");
  const Chosen = props.edit ? DrawableMap : AreaMap;
  return (
    <>
      <p className="absolute inset-x-0 top-1/2 px-4 text-center text-ink-soft">{t("loading")}</p>
      <Chosen {...props} words={{ zoomIn: t("zoomIn"), zoomOut: t("zoomOut") }} />
    </>
  );
}
