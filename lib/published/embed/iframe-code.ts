import { escaped } from "@/lib/published/markup";
import { siteUrl } from "@/lib/urls";

export type FrameSize = {
  /** Pixels, or as wide as the page around it. */
  width: number | "100%";
  /** Pixels. */
  height: number;
};

/** The HTML by which another site shows one of our embeddable pages. Texts are escaped; nothing in it can break out. */
export function iframeCode({
  path,
  title,
  width,
  height,
}: FrameSize & { path: string; title: string }): string {
  const attributes = {
    src: siteUrl(path),
    title,
    width: String(width),
    height: String(height),
    style: "border:0;max-width:100%",
    loading: "lazy",
  };
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${escaped(value)}"`);
  return `<iframe ${written.join(" ")}></iframe>`;
}
