import type { Phrases } from "@/prisma/demo/phrases/phrases";

export const pavement: Phrases = {
  titles: [
    "Loose paving slab {where}",
    "Broken slab on the pavement",
    "Trip hazard {where}",
    "Uneven pavement along {street}",
    "Tree roots lifting the pavement",
    "Kerbstone missing {where}",
    "Slabs rock when you step on them",
    "Dropped kerb broken at the crossing",
  ],
  told: [
    "A slab {where} is loose, and water squirts up when you tread on it.",
    "One of the paving stones has cracked in two, and the edge stands up by an inch or so.",
    "The roots of the tree have pushed the pavement up so far that a wheelchair cannot get by.",
    "The kerbstone has been knocked out and is lying in the gutter.",
    "The pavement on {street} has sunk where the cable was laid.",
    "Vans park on the pavement here and have broken several of the slabs.",
  ],
  added: [
    "An elderly neighbour tripped here yesterday and hurt her knee.",
    "I use a stick and have to walk in the road.",
    "It is hard to see in the evening.",
    "It has been like this {since}.",
    "Please do not just put tarmac on it as you did further up.",
  ],
  later: [
    "Somebody else fell here today.",
    "Someone has sprayed a white line around it. Does that mean that it will be done?",
  ],
  begun: ["We have put a barrier around it until the mason comes."],
  done: [
    "Slabs lifted and laid again.",
    "The kerbstone is back in its place.",
    "We have replaced four slabs here.",
  ],
};

export const tree: Phrases = {
  titles: [
    "Fallen branch blocking the pavement",
    "Tree down on {street}",
    "Large branch hanging over the road",
    "Dead tree looks about to fall",
    "Branch resting on the telephone wire",
    "Tree leaning after the storm",
    "Fallen tree across the path",
  ],
  told: [
    "A large branch has come down {where} and covers the whole width of the pavement.",
    "A tree fell in the night and half of {street} is blocked.",
    "There is a broken branch hanging high up in the tree, right over the parked cars.",
    "The tree has been dead for a year or more, and pieces of bark and branches keep falling.",
    "After the wind last night the tree {where} leans much more than it did.",
    "The branch rests on the wire and moves it up and down in the wind.",
  ],
  added: [
    "We have moved what we could to the side.",
    "Somebody should look at it before the next storm.",
    "It only just missed a parked car.",
    "People have to walk in the road to get around it.",
  ],
  later: [
    "Someone has sawn off a part, but the trunk is still there.",
    "Another branch came down last night.",
  ],
  begun: ["Our tree team has made it safe. The rest will be taken away this week."],
  done: [
    "Branch cut up and taken away.",
    "The tree had to be felled. We will plant a new one in autumn.",
    "Cleared by our tree team.",
  ],
};

export const rubbish: Phrases = {
  titles: [
    "Fly-tipping {where}",
    "Mattress dumped on {street}",
    "Black bags left {where}",
    "Old sofa on the pavement",
    "Builders' rubble tipped in the lay-by",
    "Overflowing litter bin",
    "Fridge dumped by the recycling bins",
    "Broken glass all over the pavement",
    "Bags ripped open by foxes",
  ],
  told: [
    "Somebody has left a mattress and several bags {where}.",
    "A pile of rubble and plasterboard was tipped from a white van last night.",
    "The bin {where} has been overflowing {since}, and the wind blows it all along {street}.",
    "An old sofa and two armchairs are standing on the pavement.",
    "Black bags have been left here again, and foxes have torn them open.",
    "There is a fridge next to the recycling bins, with its door still on.",
    "There is broken glass from one end of the pavement to the other.",
  ],
  added: [
    "It is starting to smell.",
    "There is a letter with an address in one of the bags.",
    "More is added every day.",
    "Children play here after school.",
    "This happens every few weeks on the same spot.",
  ],
  later: [
    "There is twice as much now.",
    "Someone has added a television.",
    "Rats were seen here this morning.",
  ],
  begun: ["Our enforcement officers have searched it for evidence. It will be cleared tomorrow."],
  done: [
    "Cleared away this morning.",
    "We have collected the items and swept the area.",
    "Bin emptied, and put on a daily round.",
  ],
};

export const graffiti: Phrases = {
  titles: [
    "Graffiti on the wall {where}",
    "Tags all over the bus shelter",
    "Offensive graffiti on {street}",
    "Stickers covering the street sign",
    "Spray paint on the electricity box",
    "Graffiti on the underpass",
    "Bench covered in marker pen",
  ],
  told: [
    "Somebody has sprayed large silver letters on the wall {where}.",
    "There is a rude word in red paint, about a metre high, where all the schoolchildren see it.",
    "The grey box on the corner of {street} is covered in tags.",
    "The underpass has been sprayed from end to end over the weekend.",
    "There are so many stickers on the sign that you cannot read it.",
  ],
  added: [
    "It was painted over only last month.",
    "The wall belongs to the council, I think.",
    "It makes the whole street look run-down.",
  ],
  later: ["More tags next to it now.", "They have done the wall opposite as well."],
  begun: ["We have asked the owner of the wall for permission to clean it."],
  done: ["Cleaned off today.", "Painted over by our team.", "Stickers removed."],
};

export const smell: Phrases = {
  titles: [
    "Smell of drains on {street}",
    "Strong smell of burning plastic",
    "Bins behind the shops stink",
    "Bad smell {where}",
  ],
  told: [
    "There is a smell of sewage {where}, strongest in the morning.",
    "Somebody burns rubbish in a yard most evenings, and the smoke drifts across {street}.",
    "The bins behind the takeaway have not been emptied {since} and the smell is dreadful.",
  ],
  added: ["We cannot open our windows.", "It was worst on the warm days last week."],
  later: ["Just as bad today."],
  begun: ["An officer from environmental health is going to visit."],
  done: ["The owner has been told to have the bins emptied, and has done so.", "The sewer has been flushed."],
};

export const other: Phrases = {
  titles: [
    "Broken bench on {street}",
    "Shopping trolley in the river",
    "Noticeboard glass smashed",
    "Bollard knocked over {where}",
    "Abandoned bicycle chained to the railing",
    "Dog bag dispenser empty",
    "Handrail loose on the steps",
  ],
  told: [
    "One of the slats of the bench on {street} has broken, and a nail sticks out.",
    "There is a shopping trolley in the water near {street}.",
    "The bollard has been driven over and lies flat on the pavement.",
    "A rusty bicycle without wheels has been chained here {since}.",
    "The handrail on the steps comes right out of the wall when you hold on to it.",
  ],
  added: [
    "I did not know which category this belongs in.",
    "It would be nice to have it back before summer.",
  ],
  later: ["Still the same."],
  begun: ["Passed to our maintenance team."],
  done: ["Repaired.", "Removed today.", "A new one has been put in."],
};
