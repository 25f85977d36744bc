import type { Phrases } from "@/prisma/demo/phrases/phrases";

export const pothole: Phrases = {
  titles: [
    "Deep pothole {where}",
    "Pothole {where}",
    "Large hole in the road on {street}",
    "Row of potholes along {street}",
    "Pothole has opened up again",
    "Road surface breaking up {where}",
    "Dangerous pothole for cyclists",
    "Sunken patch in the carriageway",
    "Two potholes {where}",
    "Hole around a manhole cover",
  ],
  told: [
    "On {street}, {where}, there is a deep pothole. It has been there {since}.",
    "The surface has broken up {where} and there is now a hole about the size of a dinner plate.",
    "A pothole that was patched last winter has opened again, wider than before.",
    "Cars swerve onto the other side to avoid it, which is a problem with the bend just after.",
    "The hole fills with water when it rains and then you cannot see how deep it is.",
    "There is a ring of broken tarmac around the manhole cover and the edge is sharp.",
    "Three holes in a row, the middle one a good ten centimetres deep.",
  ],
  added: [
    "I hit it on my bike in the dark last night and only just stayed on.",
    "It cracked one of my wheels last week.",
    "You can hear every van that goes over it from our front room.",
    "Loose pieces of tarmac are lying all over the road.",
    "The bus has to crawl around it.",
    "It is right where children cross to school.",
  ],
  later: [
    "Someone has put a traffic cone in it.",
    "A car lost a hubcap here today.",
    "It is nearly twice the size now.",
  ],
  begun: ["A crew has made this safe for the time being and will come back for a lasting repair."],
  done: [
    "We have filled the pothole and sealed the edges.",
    "This section has been resurfaced.",
    "Repaired by our crew this morning.",
  ],
};

export const sign: Phrases = {
  titles: [
    "Street sign knocked over",
    "Name plate missing at the end of {street}",
    "Give way sign turned the wrong way round",
    "Sign hidden by ivy",
    "Bent road sign {where}",
    "No-entry sign lying on the pavement",
    "Speed limit sign cannot be read",
    "Sign post leaning badly {where}",
  ],
  told: [
    "The sign {where} has been bent over, probably by a lorry turning.",
    "The name plate for {street} is missing, and delivery drivers keep asking us where they are.",
    "The sign has been turned so that it points to the wrong road.",
    "You can no longer read the sign because of dirt and moss.",
    "The post has been leaning out over the pavement {since}.",
    "A hedge has grown over the sign and drivers only see it at the last moment.",
  ],
  added: [
    "Two cars came the wrong way down here this morning.",
    "It moves in the wind and I am worried that it will come down.",
    "The plate itself is lying in the grass beside it.",
    "It was like this after the storm.",
  ],
  later: ["Somebody has propped it up against the wall.", "Another driver got it wrong today."],
  begun: ["A new sign has been ordered from our workshop."],
  done: [
    "The sign has been replaced.",
    "We have straightened the post and cleaned the sign.",
    "New name plate put up today.",
  ],
};

export const drain: Phrases = {
  titles: [
    "Blocked drain {where}",
    "Gully full of leaves",
    "Road floods whenever it rains",
    "Standing water on {street}",
    "Drain cover missing",
    "Water not draining away {where}",
    "Drain overflowing onto the pavement",
    "Smelly blocked gully",
  ],
  told: [
    "The drain {where} is blocked, and a large puddle forms every time it rains.",
    "The gully is packed with leaves and silt right up to the grating.",
    "Water runs down {street} and collects {where} because nothing goes down the drain.",
    "After half an hour of rain the water reaches the kerb on both sides.",
    "The grating has gone and there is an open hole at the side of the road.",
    "Water has been bubbling up through the drain {since}.",
  ],
  added: [
    "Passing cars soak anybody on the pavement.",
    "Last time it came within an inch of our front door.",
    "It freezes over in the mornings, and somebody is going to slip.",
    "I have cleared the leaves off the top twice, but it is blocked further down.",
    "Pushchairs and wheelchairs have to go into the road to get past.",
  ],
  later: ["Flooded again last night.", "The puddle now reaches the other side of the road."],
  begun: ["Our gully wagon has been, but the pipe needs jetting. We will be back with the right equipment."],
  done: [
    "Gully emptied and the pipe jetted. Water now runs away.",
    "A new grating has been fitted.",
    "Drain cleared.",
  ],
};

export const mainRoad: Phrases = {
  titles: [
    "Bridge railing damaged",
    "Crash barrier dented on {street}",
    "Expansion joint on the bridge is loose",
    "Overgrown verge blocks the view at the junction",
    "White lines worn away on {street}",
    "Debris on the main road",
    "Cracked parapet on the bridge",
    "Cat's-eyes missing along {street}",
  ],
  told: [
    "Part of the railing has come away and is held by one bolt only.",
    "The barrier has been hit and sticks out into the lane {where}.",
    "There is a loud bang each time a lorry crosses the joint. It has been like this {since}.",
    "You cannot see what is coming from the right because the verge has not been cut.",
    "The lines in the middle of {street} can hardly be seen, least of all at night in the rain.",
    "There is gravel and broken plastic in the nearside lane after an accident.",
  ],
  added: [
    "People drive fast here, so it needs to be made safe soon.",
    "Cyclists have to move out into the traffic.",
    "I am surprised that nobody has been hurt yet.",
    "It gets worse with every lorry from the industrial estate.",
  ],
  later: ["There was a near miss here on Friday.", "Still like this. A cone has appeared, nothing else."],
  begun: ["Our highways team has put up temporary barriers while the repair is being prepared."],
  done: [
    "The repair was carried out overnight under traffic management.",
    "Lines repainted.",
    "Verge cut back.",
  ],
};

export const busStop: Phrases = {
  titles: [
    "Glass broken in the bus shelter",
    "Bus stop timetable missing",
    "Seat torn off at the bus stop",
    "Bus shelter roof leaking",
    "Bus stop flag has fallen down",
    "Live departures board not working",
    "Bus shelter full of rubbish",
  ],
  told: [
    "One side of the bus shelter on {street} has been smashed and there is glass on the ground.",
    "The timetable case has been empty {since}.",
    "The seat in the shelter has been ripped off, and older people have nowhere to sit.",
    "Rain comes straight through the roof of the shelter.",
    "The board only shows “please see timetable”, and there is no timetable.",
    "The sign with the stop's name is lying behind the shelter.",
  ],
  added: [
    "Lots of schoolchildren wait here in the morning.",
    "The bolts stick out of the ground and are a trip hazard.",
    "The driver told me that he had reported it too.",
  ],
  later: ["Glass is still on the ground.", "Now the other pane has gone as well."],
  begun: ["The shelter has been taped off, and a new pane is on order."],
  done: ["New glass fitted and the shelter cleaned.", "Timetable put up.", "The board is working again."],
};

export const light: Phrases = {
  titles: [
    "Street light out {where}",
    "Lamp flickers all night",
    "Street light on all day",
    "Whole row of lights out on {street}",
    "Lamp post door hanging open",
    "Street light hidden by a tree",
    "Lamp post leaning {where}",
  ],
  told: [
    "The street light {where} has been out {since}.",
    "The lamp goes on and off every few seconds all night long.",
    "Four lights in a row are out and that end of {street} is pitch black.",
    "The little door at the bottom of the post is open and you can see the wires.",
    "This lamp burns day and night.",
    "The lamp post was hit by a car and now leans over the pavement.",
  ],
  added: [
    "My daughter walks home this way and does not feel safe.",
    "The kerb is uneven here and you cannot see it.",
    "It shines and flashes straight into our bedroom.",
    "There is a zebra crossing right below it.",
  ],
  later: ["Still dark.", "A second one has gone out now."],
  begun: [],
  done: [],
};
