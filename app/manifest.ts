import type { MetadataRoute } from "next";
import { env } from "@/lib/env";
import { locale } from "@/lib/locale";
import { translator } from "@/lib/messages";

/** Lets a phone keep the site among its apps. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: env.SITE_NAME,
    short_name: env.SITE_NAME,
    description: translator("shell")("meta.description"),
    lang: locale,
    start_url: "/",
    display: "standalone",
    background_color: "#f8f6f1",
    theme_color: "#0a5552",
    icons: [{ src: "/icon.svg", sizes: "any", type: "image/svg+xml" }],
  };
}
