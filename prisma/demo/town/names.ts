const oldTown = [
  "High Street",
  "Tanner's Row",
  "Butcher Row",
  "Lime Street",
  "Guildhall Lane",
  "Fishergate",
  "Minster Yard",
  "Candlewick",
  "Baker's Passage",
  "Saltergate",
  "Bell Alley",
  "Cordwainer Street",
  "Little Fishergate",
  "Tollbooth Wynd",
  "Penny Lane End",
  "Spicer Street",
  "Three-Cups Yard",
  "Hatter's Close",
  "Friar's Walk",
  "Cooper's Yard",
  "Silver Street",
  "Goose Hill",
  "Wool Street",
  "Pepper Alley",
  "Glovers' Gate",
  "Old Mint Street",
  "Swan Yard",
  "Ropewalk",
  "Weighhouse Lane",
  "Inkhorn Court",
];

/** Chosen for the search field: two of a name, accents, hyphens, apostrophes. */
const special = [
  "Lübeck Street",
  "Brontë Avenue",
  "Upper-Mill Street",
  "Stow-on-Wick Road",
  "St Osyth's Road",
  "O'Hara Street",
  "Königsberg Place",
  "Zoë's Walk",
  "Shepherd's-Crook Lane",
  "Ålesund Road",
];

const stems = [
  "Alder",
  "Ash",
  "Barley",
  "Beacon",
  "Birch",
  "Blackthorn",
  "Bramble",
  "Bridge",
  "Brook",
  "Captain",
  "Cedar",
  "Chandler",
  "Chapel",
  "Cherry",
  "Clover",
  "Cobble",
  "Copper",
  "Cormorant",
  "Cowslip",
  "Curlew",
  "Damson",
  "Dovecote",
  "Elder",
  "Fairfield",
  "Fennel",
  "Fern",
  "Forge",
  "Foundry",
  "Garnet",
  "Garrison",
  "Granary",
  "Greenwell",
  "Hawthorn",
  "Hazel",
  "Heron",
  "Holly",
  "Hopfield",
  "Hornbeam",
  "Juniper",
  "Kestrel",
  "Kiln",
  "Lantern",
  "Larch",
  "Lark",
  "Lavender",
  "Linden",
  "Loom",
  "Maltings",
  "Maple",
  "Marigold",
  "Marram",
  "Meadow",
  "Mercer",
  "Merrow",
  "Mulberry",
  "Nettle",
  "Oakfield",
  "Orchard",
  "Osprey",
  "Osier",
  "Paddock",
  "Pear Tree",
  "Pilgrim",
  "Plover",
  "Poplar",
  "Priory",
  "Quarry",
  "Quince",
  "Rampart",
  "Redwing",
  "Reed",
  "Rookery",
  "Rowan",
  "Rushy",
  "Sandpiper",
  "School",
  "Sorrel",
  "Spindle",
  "Spring",
  "Starling",
  "Sycamore",
  "Teasel",
  "Temple",
  "Thistle",
  "Tollgate",
  "Turnstone",
  "Union",
  "Vine",
  "Walnut",
  "Warren",
  "Weaver",
  "Wherry",
  "Whitebeam",
  "Willow",
  "Windmill",
  "Woodlark",
  "Wren",
  "Yarrow",
  "Yew",
];
const endings = {
  short: ["Close", "Court", "Place", "Mews", "Garth", "Rise"],
  middle: ["Street", "Road", "Terrace", "Grove", "Walk", "Lane"],
  long: ["Avenue", "Road", "Street", "Drive", "Lane", "Way"],
};

/** Gives out street names, each once; the caller says where the street lies and how long it is in metres. */
export function streetNames(random: () => number): (street: { old: boolean; length: number }) => string {
  const shuffled = [...stems].map((stem) => ({ stem, key: random() })).sort((a, b) => a.key - b.key);
  const used = new Set<string>();
  let turn = 0;
  const olds = [...oldTown];
  const specials = [...special];
  return ({ old, length }) => {
    const ready = (old && olds.shift()) || (!old && length > 190 && turn % 3 === 1 && specials.shift());
    if (ready) {
      turn++;
      return ready;
    }
    const choice = endings[length < 130 ? "short" : length < 280 ? "middle" : "long"];
    for (;;) {
      const { stem } = shuffled[turn % shuffled.length] as { stem: string };
      const round = Math.floor(turn / shuffled.length);
      const name = `${stem} ${choice[((turn % shuffled.length) + round) % choice.length]}`;
      turn++;
      if (used.has(name)) continue;
      used.add(name);
      return name;
    }
  };
}
