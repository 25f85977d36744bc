/** Colours and widths of the town map: paper and ink, calm enough that the pins stand out. */
export const colour = {
  sea: "#c5d7e0",
  land: "#f5f2ea",
  shore: "#a9c1cd",
  halo: "#fbfaf6",
  ink: "#3b4148",
  soft: "#6b7077",
  water: "#4d7488",
  green: "#4e6b46",
  border: "#8a7f96",
} as const;

type Fill = { fill: string; stroke?: string; from: number };
/** Ground by kind in drawing order, each from a zoom on. */
export const ground: Record<string, Fill> = {
  residential: { fill: "#ece7dd", from: 10 },
  wood: { fill: "#cbdcbb", from: 9 },
  park: { fill: "#d8e7c8", from: 12 },
  cemetery: { fill: "#d3dfcb", from: 13 },
  allotments: { fill: "#dfe6c6", from: 13 },
  campus: { fill: "#f3e9dd", from: 13 },
  industry: { fill: "#e3dfe0", from: 13 },
  pitch: { fill: "#c6dfbd", stroke: "#b3d0aa", from: 14 },
  sand: { fill: "#f1e6c6", from: 12 },
  square: { fill: "#f6eedf", stroke: "#ddd0bb", from: 15 },
  water: { fill: colour.sea, from: 8 },
  pier: { fill: "#e6e1d6", stroke: "#c4bcae", from: 14 },
};
export const building: Fill = { fill: "#ddd5c8", stroke: "#cbc1b1", from: 15 };
export const civic: Fill = { fill: "#d3c3ac", stroke: "#b8a488", from: 14 };

export type RoadStyle = {
  fill: string;
  casing: string;
  /** Width of the carriageway in metres, which is true from zoom 17 on. */
  metres: number;
  from: number;
  /** Least width in pixels by zoom: `[zoom, pixels]`, linear between. */
  least: [number, number][];
};
/** In drawing order: what comes later lies on top. */
export const roadStyles: Record<string, RoadStyle> = {
  pedestrian: {
    fill: "#f8f3ea",
    casing: "#d6c9b5",
    metres: 6.5,
    from: 15,
    least: [
      [15, 2],
      [16, 4.5],
      [17, 8],
    ],
  },
  residential: {
    fill: "#ffffff",
    casing: "#d5cdbf",
    metres: 8.5,
    from: 13,
    least: [
      [13, 0.9],
      [14, 1.8],
      [15, 3.6],
      [16, 7],
      [17, 11],
    ],
  },
  secondary: {
    fill: "#fdf3d6",
    casing: "#d9c690",
    metres: 11,
    from: 10,
    least: [
      [10, 0.8],
      [12, 1.8],
      [14, 4],
      [15, 6.5],
      [16, 10],
      [17, 15],
    ],
  },
  primary: {
    fill: "#f9dfae",
    casing: "#d3a866",
    metres: 13,
    from: 8,
    least: [
      [8, 0.8],
      [11, 2],
      [12, 2.8],
      [14, 5.5],
      [15, 8],
      [16, 12],
      [17, 18],
    ],
  },
};

/** A value between steps of zoom, held at both ends. */
export function byZoom(steps: [number, number][], zoom: number): number {
  const [first, last] = [steps[0], steps.at(-1)];
  if (!first || !last) return 0;
  if (zoom <= first[0]) return first[1];
  for (let i = 1; i < steps.length; i++) {
    const [a, b] = [steps[i - 1] as [number, number], steps[i] as [number, number]];
    if (zoom <= b[0]) return a[1] + ((b[1] - a[1]) * (zoom - a[0])) / (b[0] - a[0]);
  }
  return last[1];
}

export function roadWidth(style: RoadStyle, zoom: number, metresPerPixel: number): number {
  const least = byZoom(style.least, zoom);
  return zoom < 17 ? least : Math.max(least, style.metres / metresPerPixel);
}
