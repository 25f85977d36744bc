import { blob, box, type Point, type Ring } from "@/prisma/demo/town/plane";

/** The hand-drawn grounds, woods, villages and landmarks, in metres from the market square. */

export type Patch = { kind: string; name?: string; ring: Ring; paths?: boolean };
/** Grounds inside the town: streets and houses keep off them. */
export const grounds: Patch[] = [
  { kind: "park", name: "Castle Park", ring: blob([-690, -190], 230, 130, 3), paths: true },
  { kind: "park", name: "Northgate Common", ring: blob([-480, 1400], 250, 190, 8), paths: true },
  { kind: "park", name: "Queen's Meadow", ring: blob([-620, -790], 240, 140, 5), paths: true },
  { kind: "park", name: "Lantern Park", ring: blob([880, 400], 150, 125, 11), paths: true },
  { kind: "park", name: "Harbour Green", ring: blob([1750, -250], 130, 60, 14) },
  { kind: "cemetery", name: "Old Cemetery", ring: blob([-1650, 60], 130, 110, 17, 0.06) },
  { kind: "allotments", name: "Dock Road Allotments", ring: blob([1600, -1060], 150, 90, 21, 0.06) },
  { kind: "campus", name: "Alderwick General Hospital", ring: box([-640, 560], 210, 150, 0.12) },
  { kind: "campus", name: "Wickside School", ring: box([620, -1120], 170, 110, -0.25) },
  { kind: "campus", name: "Lantern School", ring: box([1180, 950], 170, 130, 0.5) },
  { kind: "industry", name: "Wick Docks", ring: box([2060, -720], 260, 120, -0.05) },
  { kind: "square", name: "Market Square", ring: box([0, 20], 104, 66, 0.08) },
  { kind: "square", ring: box([170, -925], 100, 40, -0.05) },
];

export const lake: Patch = { kind: "water", name: "Rush Mere", ring: blob([-7000, 6900], 1250, 620, 9, 0.2) };

export const woods: Patch[] = [
  { kind: "wood", name: "Alder Wood", ring: blob([-2350, -800], 330, 480, 2, 0.2) },
  { kind: "wood", name: "Holt Wood", ring: blob([1050, 2080], 360, 260, 4, 0.2) },
  { kind: "wood", name: "Monks' Wood", ring: blob([-5200, -1500], 1150, 750, 6, 0.22) },
  { kind: "wood", name: "Saltby Wood", ring: blob([-3600, 7300], 900, 700, 7, 0.22) },
  { kind: "wood", name: "Great Holt", ring: blob([-11800, -2400], 900, 1200, 10, 0.22) },
  { kind: "wood", name: "South Hanger", ring: blob([-4200, -7000], 1000, 600, 12, 0.22) },
  { kind: "wood", ring: blob([800, 4200], 420, 600, 13, 0.22) },
  { kind: "wood", ring: blob([-11700, 7000], 500, 420, 15, 0.22) },
  { kind: "wood", ring: blob([500, -3700], 520, 380, 16, 0.22) },
  { kind: "wood", ring: blob([-7900, 2100], 700, 380, 18, 0.22) },
  { kind: "wood", ring: blob([-3000, 3300], 330, 420, 19, 0.22) },
  { kind: "park", name: "Saltmarsh Nature Reserve", ring: blob([2600, -2600], 450, 420, 20, 0.2) },
];

export const villages: { name: string; at: Point; size: number }[] = [
  { name: "Saltby", at: [-1750, 8300], size: 420 },
  { name: "Merestead", at: [-6150, 5350], size: 380 },
  { name: "Westholm", at: [-9600, 700], size: 460 },
  { name: "Fennings", at: [-6200, -5000], size: 360 },
  { name: "Cold Aller", at: [-1300, -5900], size: 400 },
  { name: "Ferrymoor", at: [2350, -4500], size: 300 },
  { name: "Sandhaven", at: [2350, 5000], size: 300 },
  { name: "Gull Point", at: [-2300, -7500], size: 300 },
  { name: "Osier Quay", at: [-10200, -6900], size: 320 },
  { name: "Tern Harbour", at: [900, -6500], size: 320 },
  { name: "Westcliff", at: [-12300, 100], size: 340 },
  { name: "Hollin's End", at: [-3900, 1050], size: 240 },
];

/** Buildings that people ask the way to; `turn` in radians. */
export type Landmark = { name: string; kind: string; at: Point; size?: [number, number]; turn?: number };
export const landmarks: Landmark[] = [
  { name: "Town Hall", kind: "town_hall", at: [0, 78], size: [58, 26], turn: 0.08 },
  { name: "Market", kind: "market", at: [-8, 12] },
  { name: "Central Library", kind: "library", at: [112, 118], size: [40, 26], turn: 0.1 },
  { name: "Alderwick Station", kind: "station", at: [170, -957], size: [110, 16], turn: -0.03 },
  { name: "Alderwick General Hospital", kind: "hospital", at: [-640, 560], size: [130, 42], turn: 0.12 },
  { name: "Wickside School", kind: "school", at: [600, -1105], size: [80, 30], turn: -0.25 },
  { name: "Lantern School", kind: "school", at: [1160, 940], size: [80, 34], turn: 0.5 },
  { name: "St Osyth's Minster", kind: "church", at: [-150, 120], size: [52, 20], turn: 0.05 },
  { name: "St Brannoc's Church", kind: "church", at: [640, -1500], size: [34, 15], turn: 0.4 },
  { name: "Harbour Office", kind: "harbour", at: [2190, -300], size: [36, 18], turn: 0.2 },
  { name: "Castle Ruin", kind: "castle", at: [-560, -170], size: [44, 44], turn: 0.5 },
  { name: "Wick Baths", kind: "swimming", at: [-760, -640], size: [56, 28], turn: 0.2 },
];
