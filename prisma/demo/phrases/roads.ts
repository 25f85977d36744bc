import type { Phrases } from "@/prisma/demo/phrases/phrases";

export const pothole: Phrases = {
  problems: [
    {
      titles: [
        "Deep pothole {where}",
        "Pothole {where}",
        "Large hole in the road on {street}",
        "Dangerous pothole for cyclists",
      ],
      told: [
        "On {street}, {where}, there is a deep pothole. It has been there {since}.",
        "There is a hole in the road {where}, about the size of a dinner plate.",
        "The hole {where} fills with water when it rains, and then you cannot see how deep it is.",
        "Cars swerve onto the other side to avoid the pothole {where}, just before the bend.",
      ],
    },
    {
      titles: ["Row of potholes along {street}", "Several potholes {where}", "Three potholes in a row"],
      told: [
        "There are three holes in a row {where}, the middle one a good ten centimetres deep.",
        "{street} has had more and more potholes {since}. The worst are {where}.",
      ],
    },
    {
      titles: [
        "Pothole has opened up again",
        "Patched pothole breaking up {where}",
        "Repair on {street} has not lasted",
      ],
      told: [
        "The pothole {where} that was patched last winter has opened again, wider than before.",
        "The patch {where} has sunk and is coming away at the edges.",
      ],
    },
    {
      titles: ["Hole around a manhole cover", "Road broken up around a manhole {where}"],
      told: ["There is a ring of broken tarmac around the manhole cover {where}, and the edge is sharp."],
    },
  ],
  added: [
    "I hit it on my bike in the dark last night and only just stayed on.",
    "It cracked one of my wheels last week.",
    "You can hear every van that goes over it from our front room.",
    "Loose pieces of tarmac are lying all over the road.",
    "It is right where children cross to school.",
  ],
  later: [
    "Someone has put a traffic cone there.",
    "A car lost a hubcap here today.",
    "It is nearly twice the size now.",
  ],
  begun: ["A crew has made this safe for the time being and will come back for a lasting repair."],
  done: [
    "We have filled this in and sealed the edges.",
    "This section has been resurfaced.",
    "Repaired by our crew this morning.",
  ],
};

export const sign: Phrases = {
  problems: [
    {
      titles: ["Bent road sign {where}", "Street sign knocked over", "Sign post leaning badly {where}"],
      told: [
        "The sign {where} has been bent over, probably by a lorry turning.",
        "The sign post {where} has been leaning out over the pavement {since}.",
      ],
      added: [
        "It moves in the wind and I am worried that it will come down.",
        "It was like this after the storm.",
      ],
      done: ["We have straightened the post and fixed it in new concrete.", "The sign has been replaced."],
    },
    {
      titles: ["Name plate missing on {street}", "Street name sign gone"],
      told: [
        "The name plate for {street} has been missing {since}, and delivery drivers keep asking us where they are.",
      ],
      added: ["The two posts are still there.", "An ambulance went past twice last week."],
      done: ["New name plate put up today."],
    },
    {
      titles: ["No-entry sign turned the wrong way", "Sign turned round {where}"],
      told: ["The sign {where} has been turned so that drivers coming from the main road cannot see it."],
      added: ["Two cars came the wrong way down here this morning."],
      done: ["We have turned the sign back and tightened the clips."],
    },
    {
      titles: ["Speed limit sign cannot be read", "Dirty road sign {where}", "Sign hidden by a hedge"],
      told: [
        "You can no longer read the sign {where} because of dirt and moss.",
        "A hedge has grown over the sign {where}, and drivers only see it at the last moment.",
      ],
      done: ["The sign has been cleaned and the hedge cut back."],
    },
  ],
  added: ["Visitors get lost here all the time.", "It has been reported before, I think."],
  later: ["Another driver got it wrong today."],
  begun: ["A new sign has been ordered from our workshop."],
  done: ["The sign has been put right."],
};

export const drain: Phrases = {
  problems: [
    {
      titles: ["Blocked drain {where}", "Gully full of leaves", "Drain {where} is full of silt"],
      told: [
        "The drain {where} is blocked, and a large puddle forms every time it rains.",
        "The gully {where} is packed with leaves and silt right up to the grating.",
      ],
      added: ["I have cleared the leaves off the top twice, but it is blocked further down."],
    },
    {
      titles: [
        "Road floods whenever it rains",
        "Standing water on {street}",
        "Water not draining away {where}",
      ],
      told: [
        "Water runs down {street} and collects {where} because nothing goes down the drain.",
        "After half an hour of rain the water {where} reaches from kerb to kerb.",
      ],
      added: [
        "Passing cars soak anybody on the pavement.",
        "Last time it came within an inch of our front door.",
      ],
    },
    {
      titles: ["Drain overflowing {where}", "Water coming up through the drain"],
      told: ["Water has been bubbling up through the drain {where} {since}."],
      added: ["It smells dreadful.", "It runs across the pavement and down the drive next door."],
    },
  ],
  added: [
    "It freezes over in the mornings, and somebody is going to slip.",
    "Pushchairs and wheelchairs have to go into the road to get past.",
  ],
  later: ["Flooded again last night.", "The puddle now reaches the other side of the road."],
  begun: ["Our gully wagon has been, but the pipe needs jetting. We will be back with the right equipment."],
  done: ["Gully emptied and the pipe jetted. Water now runs away.", "Drain cleared."],
};

export const mainRoad: Phrases = {
  problems: [
    {
      titles: ["Crash barrier dented on {street}", "Damaged barrier {where}"],
      told: ["The barrier {where} has been hit and sticks out into the lane."],
      done: ["The damaged length of barrier has been replaced."],
    },
    {
      titles: ["Overgrown verge blocks the view", "Cannot see out of the junction on {street}"],
      told: [
        "You cannot see what is coming from the right on {street} because the verge has not been cut {since}.",
      ],
      done: ["Verge cut back."],
    },
    {
      titles: ["White lines worn away on {street}", "Road markings cannot be seen"],
      told: ["The lines in the middle of {street} can hardly be seen, least of all at night in the rain."],
      done: ["Lines repainted overnight."],
    },
    {
      titles: ["Debris on the main road", "Gravel all over {street}"],
      told: ["There is gravel and broken plastic in the nearside lane {where} after an accident."],
      done: ["The road has been swept."],
    },
    {
      titles: ["Loud bang from the road joint", "Joint in the road is loose"],
      told: [
        "There is a loud bang {where} each time a lorry crosses the joint in the road. It has been like this {since}.",
      ],
      done: ["The joint was renewed overnight under traffic management."],
    },
  ],
  added: [
    "People drive fast here, so it needs to be made safe soon.",
    "Cyclists have to move out into the traffic.",
    "I am surprised that nobody has been hurt yet.",
  ],
  later: ["There was a near miss here on Friday.", "Still like this. A cone has appeared, nothing else."],
  begun: ["Our highways team has made this safe while the repair is being prepared."],
  done: ["The work was done overnight."],
};

export const busStop: Phrases = {
  problems: [
    {
      titles: ["Glass broken in the bus shelter", "Bus shelter smashed on {street}"],
      told: ["One side of the bus shelter on {street} has been smashed and there is glass on the ground."],
      begun: ["The shelter has been taped off, and a new pane is on order."],
      done: ["New glass fitted and the shelter cleaned."],
    },
    {
      titles: ["Bus stop timetable missing", "No timetable at the stop on {street}"],
      told: ["The timetable case at the stop has been empty {since}."],
      done: ["Timetable put up."],
    },
    {
      titles: ["Seat torn off at the bus stop", "Nowhere to sit at the bus stop"],
      told: [
        "The seat in the shelter on {street} has been ripped off, and older people have nowhere to sit.",
      ],
      added: ["The bolts stick out of the ground and are a trip hazard."],
      done: ["A new seat has been fitted."],
    },
    {
      titles: ["Live departures board not working", "Departures board blank"],
      told: [
        "The board only shows “please see timetable”, and there is no timetable. It has been like this {since}.",
      ],
      done: ["The board is working again."],
    },
  ],
  added: [
    "Lots of schoolchildren wait here in the morning.",
    "The driver told me that he had reported it too.",
  ],
  later: ["Waited here in the rain today, nothing has been done."],
  begun: ["We have passed this to our contractor."],
  done: ["Put right by our contractor."],
};

export const light: Phrases = {
  problems: [
    {
      titles: ["Street light out {where}", "Lamp not working", "Dark corner {where}"],
      told: ["The street light {where} has been out {since}."],
      added: [
        "My daughter walks home this way and does not feel safe.",
        "The kerb is uneven here and you cannot see it.",
      ],
    },
    {
      titles: ["Lamp flickers all night", "Flickering street light {where}"],
      told: ["The lamp {where} goes on and off every few seconds all night long."],
      added: ["It flashes straight into our bedroom."],
    },
    {
      titles: ["Whole row of lights out on {street}", "Half of {street} is dark"],
      told: ["Four lights in a row are out, and that end of {street} is pitch black."],
      added: ["There is a crossing in the middle of it.", "We walk with torches."],
    },
    {
      titles: ["Street light on all day", "Lamp burning by day {where}"],
      told: ["The lamp {where} has been burning day and night {since}."],
    },
    {
      titles: ["Lamp post door hanging open", "Wires showing on a lamp post"],
      told: ["The little door at the bottom of the post {where} is open and you can see the wires."],
      added: ["There are children about."],
    },
  ],
  added: ["The number on the post is hard to read."],
  later: ["Nothing has changed here.", "Is anybody looking at this?"],
  begun: [],
  done: [],
};
