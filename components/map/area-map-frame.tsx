"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { AreaMapProps } from "@/components/map/area-map";
import type { DrawableMapProps } from "@/components/map/drawable-map";

// Leaflet needs a window; the drawing tools weigh more than the map.
const AreaMap = dynamic(() => import("@/components/map/area-map").then((module) => module.AreaMap), {
  ssr: false,
});
const DrawableMap = dynamic(
  () => import("@/components/map/drawable-map").then((module) => module.DrawableMap),
  { ssr: false },
);

/** The dashboard's map of outlines. Fills the box around it, which is positioned. */
export function AreaMapFrame(props: Omit<AreaMapProps, "words" | "children">) {
  return <Loading>{(words) => <AreaMap {...props} words={words} />}</Loading>;
}

/** The map on which an outline is drawn. Fills the box around it, which is positioned. */
export function DrawableMapFrame(props: Omit<DrawableMapProps, "words">) {
  return <Loading>{(words) => <DrawableMap {...props} words={words} />}</Loading>;
}

function Loading({ children }: { children: (words: AreaMapProps["words"]) => ReactNode }) {
  const t = useTranslations("map");
  return (
    <>
      <p className="absolute inset-x-0 top-1/2 px-4 text-center text-ink-soft">{t("loading")}</p>
      {children({ zoomIn: t("zoomIn"), zoomOut: t("zoomOut") })}
    </>
  );
}
