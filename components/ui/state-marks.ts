/**
 * The four marks a report's state is drawn with: a drop whose colour, lightness and inner sign differ. The same data makes pins,
 * badges, legends and static images; nothing here needs a browser.
 */
export const stateMarks = ["open", "progress", "fixed", "closed"] as const;
export type StateMarkName = (typeof stateMarks)[number];

/** The drop in a box of 24 × 30; its tip, the spot on the map, is at (12, 29). */
export const dropPath = "M12 29C9.6 24.6 2 19 2 11.6a10 10 0 0 1 20 0C22 19 14.4 24.6 12 29Z";
export const markBox = { width: 24, height: 30, tip: { x: 12, y: 29 } } as const;

type Sign = { d: string; width: number };

/** The sign inside each drop, drawn as a round-ended line of the given width around (12, 11.5). */
export const markSigns = {
  open: { d: "M12 11.5h.01", width: 7 },
  progress: { d: "M8 11.5a4 4 0 1 0 8 0a4 4 0 1 0-8 0", width: 2.5 },
  fixed: { d: "M7.6 11.8l3.1 3.1l5.7-6.2", width: 2.8 },
  closed: { d: "M7.5 11.5h9", width: 3.2 },
} as const satisfies Record<StateMarkName, Sign>;

type Paint = { fill: string; edge: string; sign: string };

/** The light tokens of `app/globals.css` in plain figures, for images that are drawn outside a page. */
export const markPaints = {
  open: { fill: "#f2a71b", edge: "#6b4300", sign: "#2e1d00" },
  progress: { fill: "#2f6cb8", edge: "#16375f", sign: "#ffffff" },
  fixed: { fill: "#175a39", edge: "#0a2e1c", sign: "#ffffff" },
  closed: { fill: "#858b8f", edge: "#3d4347", sign: "#ffffff" },
} as const satisfies Record<StateMarkName, Paint>;

/** The tokens themselves: the mark follows the theme of where it is put. */
export function tokenPaint(mark: StateMarkName): Paint {
  return {
    fill: `var(--state-${mark})`,
    edge: `var(--state-${mark}-edge)`,
    sign: `var(--state-${mark}-glyph)`,
  };
}

export type MarkOptions = {
  /** Height in px; the width follows. Default 30. */
  height?: number;
  /** The visitor's own report: outlined. */
  mine?: boolean;
  /** `tokens` (default) for pages, `figures` for images made on the server. */
  paint?: "tokens" | "figures";
};

/** One mark as SVG text, for Leaflet's `divIcon` and for static images. It carries no name: the caller says the state in words. */
export function stateMarkSvg(mark: StateMarkName, options: MarkOptions = {}): string {
  const { height = markBox.height, mine = false, paint = "tokens" } = options;
  const { fill, edge, sign } = paint === "tokens" ? tokenPaint(mark) : markPaints[mark];
  const halo = `<path d="${dropPath}" fill="none" stroke="#fff" stroke-width="${mine ? 5 : 3.5}"/>`;
  const outline = mine ? `<path d="${dropPath}" fill="none" stroke="#182224" stroke-width="3"/>` : "";
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" class="state-mark" viewBox="-1.5 -1 27 32.5" width="${scaled(height, 27)}" ` +
    `height="${height}" aria-hidden="true" focusable="false" stroke-linecap="round" stroke-linejoin="round">` +
    `${halo}${outline}<path d="${dropPath}" fill="${fill}" stroke="${edge}" stroke-width="1.25"/>` +
    `<path d="${markSigns[mark].d}" fill="none" stroke="${sign}" stroke-width="${markSigns[mark].width}"/></svg>`
  );
}

function scaled(height: number, width: number): number {
  return Math.round(((height * width) / 32.5) * 100) / 100;
}

const ring = { radius: 17, width: 7 };

/**
 * A cluster as SVG text: a ring in which each state has its share, with the number of reports in the middle. 44 px across.
 * States without reports take no room.
 */
export function clusterMarkSvg(counts: Partial<Record<StateMarkName, number>>, label: string): string {
  const total = stateMarks.reduce((sum, mark) => sum + (counts[mark] ?? 0), 0);
  let before = 0;
  const arcs = stateMarks.map((mark) => {
    const share = total === 0 ? 0 : ((counts[mark] ?? 0) / total) * 100;
    const arc =
      share === 0
        ? ""
        : `<circle cx="22" cy="22" r="${ring.radius}" pathLength="100" fill="none" stroke="var(--state-${mark})" ` +
          `stroke-width="${ring.width}" stroke-dasharray="${share.toFixed(2)} 100" stroke-dashoffset="${(-before).toFixed(2)}" ` +
          `transform="rotate(-90 22 22)"/>`;
    before += share;
    return arc;
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" class="state-mark" viewBox="0 0 44 44" width="44" height="44" aria-hidden="true" ` +
    `focusable="false"><circle cx="22" cy="22" r="21.5" fill="#fff" stroke="#182224"/>${arcs.join("")}` +
    `<text x="22" y="22" text-anchor="middle" dominant-baseline="central" font-size="12" font-weight="700" fill="#182224">` +
    `${escapeXml(label)}</text></svg>`
  );
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
