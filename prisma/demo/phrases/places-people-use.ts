import type { Phrases } from "@/prisma/demo/phrases/phrases";

export const pavement: Phrases = {
  problems: [
    {
      titles: ["Loose paving slab {where}", "Slab rocks when you step on it"],
      told: [
        "A slab {where} is loose, and water squirts up when you tread on it.",
        "One of the slabs {where} has been rocking {since}.",
      ],
    },
    {
      titles: ["Broken slab on the pavement", "Trip hazard {where}", "Cracked paving stone {where}"],
      told: [
        "One of the paving stones {where} has cracked in two, and the edge stands up by an inch or so.",
        "Vans park on the pavement {where} and have broken several of the slabs.",
      ],
    },
    {
      titles: ["Tree roots lifting the pavement", "Pavement pushed up by roots {where}"],
      told: [
        "The roots of the tree {where} have pushed the pavement up so far that a wheelchair cannot get by.",
      ],
      done: ["The pavement has been laid again over the roots. The tree stays."],
    },
    {
      titles: ["Kerbstone missing {where}", "Loose kerb on {street}"],
      told: ["The kerbstone {where} has been knocked out and is lying in the gutter."],
      done: ["The kerbstone is back in its place."],
    },
    {
      titles: ["Uneven pavement along {street}", "Pavement has sunk {where}"],
      told: ["The pavement {where} has sunk where the cable was laid, and puddles stand in it."],
    },
  ],
  added: [
    "An elderly neighbour tripped here yesterday and hurt her knee.",
    "I use a stick and have to walk in the road.",
    "It is hard to see in the evening.",
    "Please do not just put tarmac on it as you did further up.",
  ],
  later: [
    "Somebody else fell here today.",
    "Someone has sprayed a white line around it. Does that mean that it will be done?",
  ],
  begun: ["We have put a barrier around it until the mason comes."],
  done: ["Slabs lifted and laid again.", "We have replaced four slabs here."],
};

export const tree: Phrases = {
  problems: [
    {
      titles: ["Fallen branch blocking the pavement", "Branch down {where}"],
      told: ["A large branch has come down {where} and covers the whole width of the pavement."],
      added: [
        "We have moved what we could to the side.",
        "People have to walk in the road to get around it.",
      ],
      done: ["Branch cut up and taken away."],
    },
    {
      titles: ["Tree down on {street}", "Fallen tree across the road"],
      told: ["A tree fell in the night {where}, and half of {street} is blocked."],
      added: ["It only just missed a parked car."],
      done: ["The tree has been cut up and taken away. We will plant a new one in autumn."],
    },
    {
      titles: ["Large branch hanging over the road", "Broken branch high up {where}"],
      told: ["There is a broken branch hanging high up in the tree {where}, right over the parked cars."],
      done: ["The branch has been taken down safely."],
    },
    {
      titles: ["Tree leaning after the storm", "Tree looks about to fall"],
      told: [
        "After the wind last night the tree {where} leans much more than it did.",
        "The tree {where} has been dead for a year or more, and pieces of bark and branches keep falling.",
      ],
      done: ["The tree had to be felled. We will plant a new one in autumn."],
    },
  ],
  added: ["Somebody should look at it before the next storm.", "Children play under it."],
  later: ["Still like this, and more wind is forecast.", "Another branch came down last night."],
  begun: ["Our tree team has made it safe. The rest will be done this week."],
  done: ["Cleared by our tree team."],
};

export const rubbish: Phrases = {
  problems: [
    {
      titles: ["Fly-tipping {where}", "Black bags left {where}", "Bags ripped open by foxes"],
      told: [
        "Somebody has left a heap of black bags {where}.",
        "Black bags have been left {where} again, and foxes have torn them open.",
      ],
      added: [
        "It is starting to smell.",
        "There is a letter with an address in one of the bags.",
        "More is added every day.",
      ],
    },
    {
      titles: ["Mattress dumped on {street}", "Old sofa on the pavement", "Furniture left {where}"],
      told: [
        "An old sofa, two armchairs and a mattress are standing {where}.",
        "Somebody has dumped furniture {where}, and it is soaked by now.",
      ],
      added: ["You cannot get by with a pushchair.", "All of it has been there {since}."],
      done: ["We have collected the furniture and swept the area."],
    },
    {
      titles: ["Builders' rubble tipped {where}", "Rubble dumped on {street}"],
      told: ["A pile of rubble and plasterboard was tipped {where} from a white van last night."],
      added: ["I have a part of its number plate if that helps."],
      done: ["The rubble has been taken away."],
    },
    {
      titles: ["Overflowing litter bin", "Bin {where} not emptied"],
      told: ["The bin {where} has been overflowing {since}, and the wind blows it all along {street}."],
      done: ["Bin emptied, and put on a daily round."],
    },
    {
      titles: ["Broken glass all over the pavement", "Broken bottles {where}"],
      told: ["There is broken glass {where}, right across the pavement."],
      added: ["My dog has cut his paw."],
      done: ["Swept up this morning."],
    },
  ],
  added: ["Children play here after school.", "This happens every few weeks on the same spot."],
  later: ["There is twice as much now.", "Rats were seen here this morning."],
  begun: ["Our street team has seen this and will clear it tomorrow."],
  done: ["Cleared away this morning."],
};

export const graffiti: Phrases = {
  problems: [
    {
      titles: ["Graffiti on the wall {where}", "Wall sprayed on {street}"],
      told: [
        "Somebody has sprayed large letters on the wall {where}.",
        "The wall {where} was sprayed from end to end over the weekend.",
      ],
      added: ["It was painted over only last month.", "The wall belongs to the council, I think."],
      done: ["Painted over by our team.", "Cleaned off today."],
    },
    {
      titles: ["Offensive graffiti on {street}", "Rude words {where}"],
      told: [
        "There is a rude word in red paint {where}, about a metre high, where all the schoolchildren see it.",
      ],
    },
    {
      titles: ["Spray paint on the electricity box", "Grey box covered in tags"],
      told: ["The grey box {where} is covered in tags."],
    },
    {
      titles: ["Stickers covering a street sign", "Sign {where} full of stickers"],
      told: ["There are so many stickers on the sign {where} that you cannot read it."],
      done: ["Stickers removed."],
    },
  ],
  added: ["It makes the whole street look run-down."],
  later: ["There is more of it now.", "They have done the other side of the street as well."],
  begun: ["This is on our cleaning team's list for the week."],
  done: ["Cleaned off today."],
};

export const smell: Phrases = {
  problems: [
    {
      titles: ["Smell of drains on {street}", "Sewage smell {where}"],
      told: ["There has been a smell of sewage {where} {since}, strongest in the morning."],
      done: ["The sewer has been flushed."],
    },
    {
      titles: ["Strong smell of burning plastic", "Smoke drifting across {street}"],
      told: ["Somebody burns rubbish in a yard most evenings, and the smoke drifts across {street}."],
      done: ["We have spoken to the owner of the yard, and the fires have stopped."],
    },
    {
      titles: ["Bins behind the shops stink", "Smell from the takeaway's bins"],
      told: ["The bins behind the takeaway have not been emptied {since}, and the smell is dreadful."],
      done: ["The owner has been told to have the bins emptied, and has done so."],
    },
  ],
  added: ["We cannot open our windows.", "It was worst on the warm days last week."],
  later: ["Just as bad today."],
  begun: ["An officer from environmental health is going to visit."],
  done: ["This has been dealt with."],
};

export const other: Phrases = {
  problems: [
    {
      titles: ["Broken bench on {street}", "Bench needs a new slat"],
      told: ["One of the slats of the bench on {street} has broken, and a nail sticks out."],
      done: ["A new slat has been put in."],
    },
    {
      titles: ["Bollard knocked over {where}", "Bollard lying on the pavement"],
      told: ["The bollard {where} has been driven over and lies flat on the pavement."],
      done: ["The bollard stands again."],
    },
    {
      titles: ["Abandoned bicycle chained to a railing", "Rusty bicycle {where}"],
      told: ["A rusty bicycle without wheels has been chained to the railing {where} {since}."],
      done: ["The bicycle has been removed."],
    },
    {
      titles: ["Noticeboard glass smashed", "Broken noticeboard on {street}"],
      told: ["The glass of the noticeboard on {street} has been smashed, and the notices are wet."],
      done: ["New glass has been put in."],
    },
  ],
  added: ["I did not know which category this belongs in."],
  later: ["Still the same."],
  begun: ["Passed to our maintenance team."],
  done: ["Put right by our maintenance team."],
};
