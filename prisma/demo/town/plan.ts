import { type Point, type Ring, smooth } from "@/prisma/demo/town/plane";

/** The hand-drawn lines of Alderwick and Rushmere, in metres from the market square. */

const coastPoints: Point[] = [
  [1200, 9500],
  [2600, 7600],
  [3400, 5400],
  [2850, 3700],
  [3350, 2400],
  [3100, 1300],
  [2700, 350],
  [2480, -250],
  [2440, -800],
  [2560, -1250],
  [2950, -1800],
  [3500, -2700],
  [3250, -4300],
  [2300, -5800],
  [800, -7200],
  [-1500, -8600],
  [-4500, -9300],
  [-7800, -8500],
  [-10500, -7700],
  [-12600, -5600],
  [-14700, -2900],
  [-14900, 600],
  [-14400, 3600],
  [-12700, 6100],
  [-11000, 8300],
  [-8200, 9500],
  [-5200, 10700],
  [-2200, 10200],
  [-300, 10700],
];

/** The coast, which is also the county's edge: Rushmere is an island. Small bays come from three waves. */
export const coast: Ring = (() => {
  const line = smooth(coastPoints, true, 90);
  const ring = line.slice(0, -1).map((p, i): Point => {
    const [a, b] = [line[Math.max(0, i - 1)] as Point, line[i + 1] as Point];
    const long = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    const off =
      55 * Math.sin(i / 3.7) * Math.sin(i / 11 + 1) + 26 * Math.sin(i / 1.6) + 90 * Math.sin(i / 17 + 2);
    const calm = Math.hypot(p[0] - 2450, p[1] + 500) < 1500 ? 0.2 : 1;
    return [p[0] - ((b[1] - a[1]) / long) * off * calm, p[1] + ((b[0] - a[0]) / long) * off * calm];
  });
  return [...ring, ring[0] as Point];
})();

export const river = smooth([
  [-12300, 5000],
  [-10900, 4100],
  [-9800, 4700],
  [-8700, 3600],
  [-7600, 3900],
  [-6500, 2900],
  [-5600, 3100],
  [-4700, 1900],
  [-3900, 1700],
  [-3300, 700],
  [-2600, 650],
  [-2100, -50],
  [-1500, -350],
  [-800, -480],
  [-250, -340],
  [250, -400],
  [800, -680],
  [1300, -600],
  [1800, -420],
  [2250, -540],
  [2700, -560],
  [3400, -600],
]);

/** Half the river's width in metres at a vertex: a brook at its spring, wide at the mouth. */
export function riverHalfWidth(index: number): number {
  const x = (river[index] as Point)[0];
  if (x < -3000) return 5 + ((x + 12300) / 9300) * 12;
  if (x < 1300) return 17 + ((x + 3000) / 4300) * 16;
  return 33 + Math.max(0, (x - 1300) / 1100) ** 2 * 75;
}

export const railway = smooth([
  [-10200, -6900],
  [-7600, -5600],
  [-5000, -3600],
  [-2900, -2150],
  [-1500, -1270],
  [-600, -1010],
  [200, -980],
  [900, -1060],
  [1500, -1450],
  [1950, -2300],
  [2150, -3400],
  [1500, -5200],
  [900, -6500],
]);

export const builtUp: Ring = smooth(
  [
    [0, 1950],
    [450, 1750],
    [900, 1500],
    [1500, 1450],
    [2000, 1500],
    [2150, 900],
    [2300, 250],
    [2440, -250],
    [2420, -950],
    [1900, -1250],
    [1300, -1500],
    [800, -1950],
    [150, -2150],
    [-450, -2000],
    [-1150, -2050],
    [-1600, -1800],
    [-1800, -1200],
    [-1650, -700],
    [-1750, -250],
    [-2150, 200],
    [-2400, 900],
    [-1950, 1450],
    [-1350, 1350],
    [-800, 1800],
    [-400, 1950],
  ],
  true,
);

/** Reaches out to sea; cut off at the coast when drawn. */
export const boundary: Ring = [
  [-3050, 850],
  [-2900, 1900],
  [-1950, 2350],
  [-1750, 2600],
  [-900, 2500],
  [100, 2700],
  [1150, 2450],
  [2000, 2650],
  [4500, 2500],
  [4500, -2250],
  [2300, -2200],
  [1250, -2600],
  [150, -2650],
  [-1150, -2350],
  [-2250, -2500],
  [-2950, -1500],
  [-2750, -300],
  [-3050, 850],
];
