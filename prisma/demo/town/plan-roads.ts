import { type Point, smooth } from "@/prisma/demo/town/plane";

export type Road = { name: string; kind: "primary" | "secondary"; line: Point[] };
const road = (name: string, kind: Road["kind"], points: Point[]): Road => ({
  name,
  kind,
  line: smooth(points),
});

const innerRing = smooth(
  [
    [0, 330],
    [240, 290],
    [350, 40],
    [300, -210],
    [70, -270],
    [-250, -225],
    [-350, 60],
    [-220, 280],
  ],
  true,
);
const outerRing = smooth(
  [
    [-60, 1150],
    [750, 980],
    [1250, 420],
    [1350, -80],
    [1230, -580],
    [1180, -860],
    [900, -1260],
    [310, -1480],
    [-500, -1400],
    [-1150, -1050],
    [-1300, -420],
    [-1230, 100],
    [-1180, 330],
    [-800, 900],
  ],
  true,
);

/** Cuts a ring at the vertices nearest to the given points into one named road each. */
function named(ring: Point[], kind: Road["kind"], cuts: { from: Point; name: string }[]): Road[] {
  const loop = ring.slice(0, -1);
  const at = cuts.map(({ from }) =>
    loop.reduce((best, p, i) => {
      const far = (q: Point) => Math.hypot(q[0] - from[0], q[1] - from[1]);
      return far(p) < far(loop[best] as Point) ? i : best;
    }, 0),
  );
  return cuts.map(({ name }, i) => {
    const [start, end] = [at[i] as number, at[(i + 1) % at.length] as number];
    const stop = end > start ? end : end + loop.length;
    return {
      name,
      kind,
      line: Array.from({ length: stop - start + 1 }, (_, k) => loop[(start + k) % loop.length] as Point),
    };
  });
}

export const roads: Road[] = [
  road("Great North Road", "primary", [
    [0, 330],
    [-50, 700],
    [-60, 1150],
    [120, 1700],
    [-150, 2600],
    [-700, 4300],
    [-1400, 6300],
    [-1750, 8300],
  ]),
  road("Ferry Road", "primary", [
    [70, -270],
    [95, -400],
    [120, -700],
    [330, -1000],
    [310, -1480],
    [0, -2400],
    [-500, -4000],
    [-1300, -5900],
    [-2300, -7300],
  ]),
  road("Westgate", "primary", [
    [-350, 60],
    [-850, 160],
    [-1180, 330],
  ]),
  road("Rushmere Road", "primary", [
    [-1180, 330],
    [-1550, 560],
    [-2400, 1000],
    [-3700, 1000],
    [-5500, 300],
    [-8200, 500],
    [-9600, 700],
    [-12200, 100],
  ]),
  road("Harbour Road", "primary", [
    [350, 40],
    [850, 60],
    [1350, -80],
    [1850, -120],
    [2420, -170],
  ]),
  road("Coast Road", "secondary", [
    [1350, -80],
    [1560, 500],
    [2000, 1150],
    [2450, 2200],
    [2150, 3600],
    [2500, 4800],
    [2150, 6000],
    [900, 7600],
    [-600, 8500],
    [-1750, 8300],
  ]),
  road("Mere Road", "secondary", [
    [-1550, 560],
    [-1900, 1300],
    [-2700, 2400],
    [-4300, 4100],
    [-6100, 5300],
    [-8600, 5500],
    [-10300, 3900],
    [-9600, 700],
  ]),
  road("Dock Road", "secondary", [
    [120, -700],
    [650, -900],
    [1180, -860],
    [1800, -800],
    [2410, -890],
  ]),
  road("Fen Road", "secondary", [
    [310, -1480],
    [-400, -1750],
    [-1500, -1780],
    [-2800, -2700],
    [-4600, -4300],
    [-6200, -5000],
    [-8700, -5000],
    [-10600, -3000],
    [-9600, 700],
  ]),
  road("Saltmarsh Road", "secondary", [
    [900, -1260],
    [1300, -1750],
    [1600, -2600],
    [2500, -3700],
    [2300, -4700],
    [800, -5700],
    [-1300, -5900],
  ]),
  ...named(innerRing, "primary", [
    { from: [-220, 280], name: "North Wall" },
    { from: [240, 290], name: "East Wall" },
    { from: [300, -210], name: "Quayside" },
    { from: [-250, -225], name: "West Wall" },
  ]),
  ...named(outerRing, "secondary", [
    { from: [-800, 900], name: "Northern Way" },
    { from: [750, 980], name: "Eastern Way" },
    { from: [900, -1260], name: "Southern Way" },
    { from: [-1150, -1050], name: "Western Way" },
  ]),
];
