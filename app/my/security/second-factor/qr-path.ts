import { create } from "qrcode";

export type Qr = { size: number; path: string };

/** A QR code as the outline of an SVG, one unit a module, with the four modules of quiet around it that readers need. */
export function qrPath(text: string): Qr {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const quiet = 4;
  const dark = Array.from({ length: modules.size }, (_, y) =>
    Array.from({ length: modules.size }, (_, x) =>
      modules.get(y, x) ? `M${x + quiet} ${y + quiet}h1v1h-1z` : "",
    ).join(""),
  );
  return { size: modules.size + 2 * quiet, path: dark.join("") };
}
