/** Pictures 12 by 12 around the origin, white on the mark. */
const pictures: Record<string, string> = {
  town_hall:
    "M-5 -1.5L0 -5L5 -1.5ZM-4 -.5h1.6v4h-1.6ZM-.8 -.5h1.6v4h-1.6ZM2.4 -.5h1.6v4h-1.6ZM-5 4h10v1.2h-10Z",
  station:
    "M-3 -5h6q1 0 1 1v5q0 1 -1 1h-6q-1 0 -1 -1v-5q0 -1 1 -1ZM-2.6 -3.6v2.4h5.2v-2.4ZM-3.6 5l1.6 -2.4h1.2l-1.6 2.4ZM3.6 5l-1.6 -2.4h-1.2l1.6 2.4Z",
  hospital: "M-1.6 -5h3.2v3.4h3.4v3.2h-3.4v3.4h-3.2v-3.4h-3.4v-3.2h3.4Z",
  library: "M-5 -3.6q2.6 -1 4.5 .4v7.2q-2 -1.2 -4.5 -.4ZM5 -3.6q-2.6 -1 -4.5 .4v7.2q2 -1.2 4.5 -.4Z",
  market: "M-5 -4h10l.6 3h-11.2ZM-4.4 -.2h1.2v4.6h-1.2ZM3.2 -.2h1.2v4.6h-1.2ZM-3.2 1.4h6.4v1.2h-6.4Z",
  school: "M0 -4.4L6 -1.8L0 .8L-6 -1.8ZM-3.2 .6L0 2L3.2 .6v2.6q-3.2 2 -6.4 0Z",
  church: "M-.8 -5.4h1.6v2h2v1.6h-2v1.6l3 2.2v3.2h-7.6v-3.2l3 -2.2v-1.6h-2v-1.6h2Z",
  harbour:
    "M-.7 -5.2h1.4v2h1.8v1.3h-1.8v5q2 -.3 2.9 -2.1l1.2 .6q-1.3 2.9 -4.8 2.9t-4.8 -2.9l1.2 -.6q.9 1.8 2.9 2.1v-5h-1.8v-1.3h1.8Z",
  castle: "M-4.6 -4.4h1.8v1.4h1.9v-1.4h1.8v1.4h1.9v-1.4h1.8v8.8h-3.2v-3h-2.8v3h-3.2Z",
  swimming:
    "M-5 1.4q1.6 -1.4 3.3 0t3.3 0t3.4 0v1.4q-1.7 1.4 -3.4 0t-3.3 0t-3.3 0ZM-3.6 .4l2.6 -2.4l-1.6 -1.2l2.6 -1.4l3.4 4.4ZM2.2 -3.4h2.4v2h-2.4Z",
};
const tints: Record<string, string> = {
  hospital: "#8c4a4a",
  station: "#3f5f7d",
  harbour: "#3f5f7d",
  swimming: "#3f5f7d",
};

export function poiRadius(zoom: number): number {
  return zoom >= 17 ? 10 : zoom >= 16 ? 9 : 7;
}

/** The mark of a point of interest as SVG around the origin. */
export function poiMark(kind: string, zoom: number): string {
  const radius = poiRadius(zoom);
  const scale = (radius / 9).toFixed(2);
  return (
    `<circle r="${radius}" fill="${tints[kind] ?? "#6a5d4c"}" stroke="#fbfaf6" stroke-width="1.5"/>` +
    `<path d="${pictures[kind] ?? ""}" fill="#fff" fill-rule="evenodd" transform="scale(${scale})"/>`
  );
}
