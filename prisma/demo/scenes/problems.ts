import type { Chance } from "@/prisma/demo/random";
import {
  blob,
  dayLight,
  HEIGHT,
  type Light,
  night,
  PAVEMENT,
  picture,
  ROAD,
  street,
  WIDTH,
} from "@/prisma/demo/scenes/street-scene";

type Scene = (chance: Chance) => string;

const many = (count: number, draw: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => draw(n)).join("");
const scene =
  (front: (chance: Chance) => string, light: (chance: Chance) => Light = dayLight): Scene =>
  (chance) =>
    picture(light(chance), street(chance), front(chance));

const pothole = scene((chance) => {
  const [cx, cy] = [chance.whole(340, 620), chance.whole(540, 590)];
  const [rx, ry] = [chance.whole(150, 230), chance.whole(58, 88)];
  const wet = chance.happens(0.5);
  const stones = many(26, () => {
    const angle = chance.between(0, 6.28);
    const far = chance.between(0.85, 1.5);
    const size = chance.between(3, 11);
    const [x, y] = [cx + Math.cos(angle) * rx * far, cy + Math.sin(angle) * ry * far];
    return `<path d="${blob(chance, x, y, size, size * 0.7, 0.3, 7)}" fill="${chance.pick(["#2f3133", "#55585b", "#77797b", "#8b8375"])}"/>`;
  });
  return `<path d="${blob(chance, cx, cy, rx * 1.16, ry * 1.2)}" fill="#3a3c3f" opacity="0.55" filter="url(#blur)"/>
    <path d="${blob(chance, cx, cy - 3, rx * 1.05, ry * 1.06)}" fill="#85888a"/>
    <g><path d="${blob(chance, cx, cy + 3, rx, ry)}" fill="#26241f"/></g>
    <path d="${blob(chance, cx, cy + 15, rx * 0.8, ry * 0.68)}" fill="${wet ? "#8fa3b3" : "#463f35"}" opacity="${wet ? 0.85 : 0.9}"/>
    ${wet ? `<path d="${blob(chance, cx - rx * 0.2, cy + 8, rx * 0.36, ry * 0.2)}" fill="#dfe9ef" opacity="0.6"/>` : ""}${stones}`;
});

const tree = scene((chance) => {
  const leaves = many(190, () => {
    const [x, y] = [chance.between(380, 930), 0];
    const height = 470 + Math.sin((x - 380) / 175) * -120;
    const fill = chance.pick(["#3f6b2f", "#54803a", "#2f5426", "#6f9447", "#466f35"]);
    return `<ellipse cx="${x}" cy="${y + height + chance.between(-90, 110)}" rx="${chance.between(12, 30)}" ry="${chance.between(7, 15)}" fill="${fill}" transform="rotate(${chance.whole(-40, 40)} ${x} ${height})"/>`;
  });
  const bough = (d: string, width: number) =>
    `<path d="${d}" fill="none" stroke="#5a4633" stroke-width="${width}" stroke-linecap="round"/>`;
  return `<ellipse cx="520" cy="585" rx="440" ry="40" fill="#1d1f1e" opacity="0.5" filter="url(#blur)"/>
    <g>${bough("M40 560 C220 540 420 530 700 470", 46)}${bough("M430 532 C520 470 600 430 680 380", 22)}
    ${bough("M520 520 C640 540 720 560 860 570", 20)}${bough("M640 484 C740 440 800 420 880 400", 16)}</g>
    <ellipse cx="44" cy="560" rx="16" ry="25" fill="#d9b887"/><ellipse cx="44" cy="560" rx="8" ry="13" fill="none" stroke="#b08d5c" stroke-width="2"/>${leaves}`;
});

const rubbish = scene((chance) => {
  const bag = (x: number, y: number, size: number) =>
    `<path d="${blob(chance, x, y, size, size * 0.78, 0.1)}" fill="${chance.pick(["#1d1e21", "#26272b", "#2c3a33"])}"/>
     <path d="M${x - 8} ${y - size * 0.72} q8 -26 18 -2" fill="none" stroke="#1d1e21" stroke-width="9"/>
     <path d="M${x - size * 0.4} ${y - size * 0.35} q${size * 0.3} -${size * 0.28} ${size * 0.6} 0" fill="none" stroke="#6d7076" stroke-width="4" opacity="0.75"/>`;
  const box = (x: number, y: number) =>
    `<path d="M${x} ${y} l120 -14 v86 l-120 14 z" fill="#b58a58"/><path d="M${x} ${y} l40 -30 l118 -12 l-38 28 z" fill="#cda26d"/><path d="M${x + 120} ${y - 14} l38 -28 v84 l-38 30 z" fill="#93693f"/>`;
  const mattress = `<g transform="rotate(${chance.whole(-9, -4)} 560 420)"><rect x="430" y="300" width="340" height="186" rx="22" fill="#ded6c6"/>
    <rect x="430" y="464" width="340" height="26" rx="12" fill="#b8ae9b"/>${many(12, (n) => `<circle cx="${470 + (n % 6) * 52}" cy="${350 + Math.floor(n / 6) * 62}" r="4" fill="#a99f8d"/>`)}
    <path d="${blob(chance, 640, 390, 46, 26)}" fill="#c3b28c" opacity="0.7"/></g>`;
  const litter = many(
    16,
    () =>
      `<rect x="${chance.between(120, 860)}" y="${chance.between(540, 640)}" width="${chance.between(8, 28)}" height="${chance.between(5, 14)}" fill="${chance.pick(["#e8e4da", "#c5d3dc", "#b5452f", "#d8b33c"])}" transform="rotate(${chance.whole(-30, 30)} 480 590)"/>`,
  );
  return `<ellipse cx="480" cy="535" rx="400" ry="40" fill="#15171a" opacity="0.5" filter="url(#blur)"/>
    ${chance.happens(0.65) ? mattress : ""}${box(chance.whole(640, 720), 450)}
    ${bag(250, 480, 78)}${bag(365, 505, 66)}${bag(480, 488, 74)}${bag(chance.whole(560, 640), 520, 58)}${litter}`;
});

const graffiti: Scene = (chance) => {
  const rows = many(19, (row) =>
    many(
      13,
      (n) =>
        `<rect x="${n * 80 - (row % 2) * 40}" y="${row * 29}" width="77" height="26" fill="${chance.pick(["#9a5d48", "#a4664f", "#8f5341", "#ab7259"])}"/>`,
    ),
  );
  const colour = chance.pick(["#d9dde0", "#2447a8", "#c0267e", "#1f8f5f", "#e0a51b"]);
  const stroke = (d: string, width: number, fill = colour) =>
    `<path d="${d}" fill="none" stroke="${fill}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
  let [x, tag] = [150, ""];
  while (x < 760) {
    const width = chance.whole(70, 120);
    const y = () => chance.whole(170, 390);
    tag += `M${x} ${y()} C${x + width * 0.2} ${y() - 90} ${x + width * 0.9} ${y() - 60} ${x + width * 0.6} ${y()} S${x + width * 0.1} ${y() + 50} ${x + width} ${y()} `;
    x += width + 18;
  }
  const drips = many(
    7,
    () =>
      `<rect x="${chance.whole(170, 780)}" y="${chance.whole(340, 400)}" width="5" height="${chance.whole(30, 110)}" rx="2" fill="${colour}" opacity="0.85"/>`,
  );
  const behind = `<rect width="${WIDTH}" height="560" fill="#c9bfae"/><g>${rows}</g>
    <g><rect y="548" width="${WIDTH}" height="${HEIGHT}" fill="#9a968f"/></g><rect y="548" width="${WIDTH}" height="16" fill="#000" opacity="0.3"/>`;
  return picture(
    dayLight(chance),
    behind,
    `${stroke(tag, 34, "#16181b")}${stroke(tag, 22)}${stroke(tag, 5, "#fff")}${drips}`,
  );
};

const pavement: Scene = (chance) => {
  const slabs = many(6, (row) =>
    many(7, (n) => {
      const [y, height] = [row * row * 9 + row * 62, 56 + row * 18];
      const width = 150 + row * 24;
      const x = 480 + (n - 3.5) * width + (row % 2) * width * 0.4;
      return `<rect x="${x}" y="${y}" width="${width - 5}" height="${height - 4}" fill="${chance.pick(["#aaa59b", "#b3aea4", "#a09b92", "#b8b2a6"])}"/>`;
    }),
  );
  const tilt = chance.whole(8, 14);
  const behind = `<rect width="${WIDTH}" height="${HEIGHT}" fill="#5f5c55"/><g>${slabs}</g>`;
  const front = `<path d="M300 330 l290 -16 l40 170 l-320 18 z" fill="#23211d"/><path d="M296 336 l290 -16 l40 20 l-320 40 z" fill="#000" opacity="0.45" filter="url(#blur)"/>
    <g transform="rotate(-${tilt} 310 500)"><path d="M308 322 l150 -8 l-24 74 l40 48 l-18 66 l-140 8 z" fill="#beb8ac"/><path d="M474 318 l118 -6 l32 170 l-146 12 l16 -62 l-42 -46 z" fill="#a9a498"/></g>
    <path d="M${chance.whole(330, 380)} 540 q20 -30 44 -6 q26 -26 44 6 z" fill="#55803a"/><path d="M620 500 q12 -40 30 -4 q20 -30 34 8 z" fill="#6c9147"/>`;
  return picture(dayLight(chance), behind, front);
};

const drain = scene((chance) => {
  const puddle = blob(chance, 480, 560, 400, 96, 0.1);
  const bars = many(9, (n) => `<rect x="${382 + n * 23}" y="514" width="10" height="74" fill="#17181a"/>`);
  const leaves = many(60, () => {
    const [x, y] = [chance.between(300, 690), chance.between(490, 640)];
    return `<ellipse cx="${x}" cy="${y}" rx="${chance.between(7, 16)}" ry="${chance.between(4, 8)}" fill="${chance.pick(["#8a5a22", "#a9752c", "#6b4a23", "#b98f3c", "#5f6b2c"])}" transform="rotate(${chance.whole(0, 180)} ${x} ${y})"/>`;
  });
  return `<path d="${puddle}" fill="#2b3138" opacity="0.85"/><path d="${puddle}" fill="#9fb1bf" opacity="0.5"/>
    <path d="${blob(chance, 300, 540, 120, 18)}" fill="#e6eef2" opacity="0.5"/><path d="${blob(chance, 700, 590, 90, 14)}" fill="#e6eef2" opacity="0.4"/>
    <rect x="366" y="500" width="228" height="102" rx="6" fill="#4a4c4e"/><rect x="376" y="508" width="208" height="86" fill="#34363a"/>${bars}${leaves}`;
});

const sign = scene((chance) => {
  const angle = chance.whole(22, 38);
  const plate = chance.happens(0.5)
    ? `<circle cx="480" cy="190" r="96" fill="#c62a2f"/><rect x="412" y="172" width="136" height="36" fill="#f4f2ec"/>`
    : `<path d="M480 290 L376 112 h208 z" fill="#c62a2f"/><path d="M480 252 L412 134 h136 z" fill="#f4f2ec"/>`;
  return `<ellipse cx="500" cy="${ROAD + 6}" rx="70" ry="12" fill="#111" opacity="0.5" filter="url(#blur)"/>
    <path d="M472 ${ROAD + 4} v-120" stroke="#8d9296" stroke-width="20"/><g transform="rotate(${angle} 480 270)"><path d="M472 290 V130" stroke="#8d9296" stroke-width="20"/>
    <path d="M466 290 V130" stroke="#c3c7c9" stroke-width="5"/>${plate}<path d="${blob(chance, 520, 220, 30, 14)}" fill="#5d4a3a" opacity="0.6"/></g>`;
});

const light: Scene = (chance) => {
  const dark = chance.whole(330, 520);
  const post = (x: number, lit: boolean) =>
    `${lit ? `<path d="M${x + 84} 120 l-120 330 h260 z" fill="#ffd98a" opacity="0.2" filter="url(#blur)"/>` : ""}
     <path d="M${x} ${ROAD} V120 q0 -40 44 -40 h40" fill="none" stroke="#3c444d" stroke-width="13"/><rect x="${x + 58}" y="76" width="62" height="16" rx="7" fill="${lit ? "#fff0c4" : "#20262d"}"/>
     ${lit ? `<ellipse cx="${x + 88}" cy="96" rx="44" ry="24" fill="#fff0c4" opacity="0.7" filter="url(#blur)"/>` : ""}`;
  const behind = `${street(chance, true)}<rect width="${WIDTH}" height="${HEIGHT}" fill="${night.shade}" opacity="${night.strength}"/>`;
  const front = `${post(dark, false)}${post(60, true)}<ellipse cx="140" cy="${PAVEMENT + 90}" rx="200" ry="50" fill="#ffd98a" opacity="0.25" filter="url(#blur)"/>`;
  return picture({ ...night, strength: 0.08 }, behind, front);
};

/**
 * Pictures as people take them, by category of the demo, and the titles of the reports that they show. Each is a little
 * different. SVG, 800 × 600.
 */
export const scenes: Readonly<Record<string, { draw: Scene; shows: RegExp }>> = {
  Pothole: { draw: pothole, shows: /^(Deep p|P)othole (?!has)|Large hole|Dangerous/ },
  "Fallen tree": { draw: tree, shows: /^(Fallen|Branch down|Tree down)/ },
  "Rubbish or fly-tipping": { draw: rubbish, shows: /^(Fly-tipping|Black bags|Bags ripped)/ },
  Graffiti: { draw: graffiti, shows: /^(Graffiti on|Wall sprayed)/ },
  "Pavement damaged": { draw: pavement, shows: /^(Broken slab|Trip hazard|Cracked)/ },
  "Blocked drain": { draw: drain, shows: /^(Blocked drain|Gully|Drain .* silt)/ },
  "Street sign damaged": { draw: sign, shows: /^(Bent|Street sign knocked|Sign post leaning)/ },
  "Street light out": { draw: light, shows: /^(Street light out|Lamp not|Dark corner)/ },
};
