import type { Chance } from "@/prisma/demo/random";

/** The drawing's own units; what is made of it is a little smaller, which is quicker. */
export const WIDTH = 960;
export const HEIGHT = 720;
export const PICTURE = { width: 800, height: 600 } as const;
/** Where the houses end and the pavement begins, and where the road begins. */
export const PAVEMENT = 300;
export const ROAD = 390;

export type Light = { sky: [string, string]; shade: string; strength: number };

const lights: readonly Light[] = [
  { sky: ["#a9c8e6", "#e8f0f5"], shade: "#20304a", strength: 0.02 },
  { sky: ["#b9bfc6", "#dfe2e4"], shade: "#2a3038", strength: 0.14 },
  { sky: ["#8fb7df", "#f4e3c6"], shade: "#6b3f1c", strength: 0.1 },
  { sky: ["#9aa3ad", "#c4c9cd"], shade: "#1b222c", strength: 0.24 },
];
export const night: Light = { sky: ["#0d1626", "#24344d"], shade: "#060b18", strength: 0.62 };

export const dayLight = (chance: Chance): Light => chance.pick(lights);

const soft = (id: string, blur: number) =>
  `<filter id="${id}" x="-30%" y="-30%" width="160%" height="160%"><feGaussianBlur stdDeviation="${blur}"/></filter>`;

/** A whole picture: the street behind, what is wrong in front of it, and the light of the day over both. */
export function picture(light: Light, behind: string, front: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${PICTURE.width}" height="${PICTURE.height}" viewBox="0 0 ${WIDTH} ${HEIGHT}">
  <defs>
    ${soft("blur", 7)}
    <linearGradient id="sky" x2="0" y2="1"><stop stop-color="${light.sky[0]}"/><stop offset="1" stop-color="${light.sky[1]}"/></linearGradient>
    <linearGradient id="ground" x2="0" y2="1"><stop stop-color="#6f7275"/><stop offset="1" stop-color="#4b4e52"/></linearGradient>
    <radialGradient id="corners" r="0.75"><stop offset="0.55" stop-opacity="0"/><stop offset="1" stop-opacity="0.38"/></radialGradient>
  </defs>
  ${behind}
  ${front}
  <rect width="100%" height="100%" fill="${light.shade}" opacity="${light.strength}"/>
  <rect width="100%" height="100%" fill="url(#corners)"/>
</svg>`;
}

const bricks = ["#9c5a45", "#a8694f", "#8a4f40", "#b58863", "#c9b79a", "#86736a", "#d8d2c4"];
const doors = ["#27475e", "#7a2733", "#2f5140", "#3a3a3a", "#b0892f", "#5d4a6b"];

/** A terrace across the street, with pavement, kerb and road before it. */
export function street(chance: Chance, lit = false): string {
  let houses = "";
  for (let x = -chance.whole(0, 90); x < WIDTH; ) {
    const width = chance.whole(150, 210);
    const top = chance.whole(40, 75);
    houses += house(chance, x, top, width, lit);
    x += width;
  }
  const lines =
    chance.happens(0.5) &&
    Array.from(
      { length: 5 },
      (_, n) => `<rect x="${n * 230 - 40}" y="640" width="130" height="15" fill="#d8d6cc" opacity="0.75"/>`,
    ).join("");
  const slabs = Array.from(
    { length: 14 },
    (_, n) =>
      `<path d="M${n * 80 - 40} ${ROAD} L${n * 74} ${PAVEMENT}" stroke="#7d7a74" stroke-width="2" opacity="0.5"/>`,
  ).join("");
  return `<rect width="${WIDTH}" height="${PAVEMENT}" fill="url(#sky)"/>
  ${houses}
  <g><rect y="${PAVEMENT}" width="${WIDTH}" height="${ROAD - PAVEMENT}" fill="#a5a19a"/></g>${slabs}
  <rect y="${ROAD - 8}" width="${WIDTH}" height="22" fill="#bcb8b0"/><rect y="${ROAD + 10}" width="${WIDTH}" height="8" fill="#3c3e40" opacity="0.6"/>
  <g><rect y="${ROAD + 14}" width="${WIDTH}" height="${HEIGHT}" fill="url(#ground)"/></g>${lines || ""}`;
}

function house(chance: Chance, x: number, top: number, width: number, lit: boolean): string {
  const wall = chance.pick(bricks);
  const pane = lit ? chance.pick(["#f3cf7a", "#1c2838", "#22303f"]) : "#5b6d7d";
  const window = (at: number, y: number, fill = pane) =>
    `<rect x="${at}" y="${y}" width="42" height="60" fill="#eee9df"/><rect x="${at + 4}" y="${y + 4}" width="34" height="52" fill="${fill}"/>
     <path d="M${at + 4} ${y + 29} h34" stroke="#eee9df" stroke-width="3"/>`;
  const door = x + width - 62;
  return `<rect x="${x}" y="${top}" width="${width + 1}" height="${PAVEMENT - top}" fill="${wall}"/>
    <path d="M${x - 4} ${top + 2} l14 -34 h${width - 20} l14 34 z" fill="#4c4a4c"/>
    ${chance.happens(0.6) ? `<rect x="${x + 24}" y="${top - 58}" width="30" height="34" fill="${wall}"/>` : ""}
    ${window(x + 22, top + 24)}${window(x + width - 66, top + 24, lit ? "#1c2838" : pane)}${window(x + 22, top + 130)}
    <rect x="${door}" y="${PAVEMENT - 104}" width="42" height="104" fill="${chance.pick(doors)}"/>
    <rect x="${door}" y="${PAVEMENT - 104}" width="42" height="20" fill="#dfe6ea"/>`;
}

/** An uneven ring of points around a centre, as a path: a hole, a puddle, a heap. */
export function blob(
  chance: Chance,
  cx: number,
  cy: number,
  rx: number,
  ry: number,
  roughness = 0.18,
  points = 16,
): string {
  const ring = Array.from({ length: points }, (_, n) => {
    const angle = (n / points) * 2 * Math.PI;
    const far = 1 + chance.between(-roughness, roughness);
    return [cx + Math.cos(angle) * rx * far, cy + Math.sin(angle) * ry * far] as const;
  });
  const middle = (n: number) => {
    const [a, b] = [ring[n % points] ?? [cx, cy], ring[(n + 1) % points] ?? [cx, cy]];
    return `${((a[0] + b[0]) / 2).toFixed(1)} ${((a[1] + b[1]) / 2).toFixed(1)}`;
  };
  const curves = ring.map((_, n) => {
    const [x, y] = ring[(n + 1) % points] ?? [cx, cy];
    return `Q${x.toFixed(1)} ${y.toFixed(1)} ${middle(n + 1)}`;
  });
  return `M${middle(0)} ${curves.join(" ")} Z`;
}
