/** Words that fit any problem: where exactly, since when. Numbers stay low, the streets are short. */
export const places = {
  n: ["2", "3", "5", "7", "8", "11", "12", "14", "17", "19", "21", "23", "26", "30", "34", "41"],
  where: [
    "outside number {n}",
    "outside number {n}",
    "opposite number {n}",
    "between numbers 8 and 12",
    "just past the junction",
    "on the corner",
    "by the postbox",
    "next to the bus stop",
    "near the corner shop",
    "outside the nursery",
    "by the bench",
    "halfway along",
    "at the far end",
    "near the phone box",
    "beside the parking bays",
    "opposite the hairdresser's",
  ],
  since: [
    "since the weekend",
    "for about a week",
    "for a fortnight now",
    "for at least a month",
    "since the last heavy rain",
    "for ages",
    "since Tuesday",
    "since before Easter",
    "for two or three weeks",
    "since the roadworks finished",
  ],
} as const;

/** A last sentence that some reports end with. */
export const closings: readonly string[] = [
  "Thanks for looking into it.",
  "Thank you.",
  "Please could someone have a look?",
  "I reported this by phone as well but have heard nothing.",
  "Happy to show somebody if that helps.",
  "It is easy to miss, so please look carefully.",
  "My neighbours have noticed it too.",
  "I walk past every morning and it is getting worse.",
];

/** Comments that fit any problem that is still there. */
export const anyLater: readonly string[] = [
  "Still there this morning.",
  "Any news on this?",
  "I was about to report the same thing. Thank you for doing it.",
  "Passed it again today, no change.",
  "It has got worse since this was reported.",
  "Does anybody know when this will be done?",
];

/** Comments of people who see that it is done. */
export const thanks: readonly string[] = [
  "Just went past and it has been done. Thank you!",
  "All sorted now, thanks.",
  "Fixed yesterday. Good job, and quicker than I expected.",
  "This has been put right. Thanks to the crew who came out in the rain.",
  "Can confirm it is fixed.",
];

export const seen: readonly string[] = [
  "Thank you for your report. We have passed it to an inspector.",
  "Thank you for letting us know. An inspector will visit within ten working days.",
  "We have received this and opened a job for it.",
  "Thank you. We are looking into this.",
];

export const planned: readonly string[] = [
  "An inspector has been and marked this for repair. It is planned for the coming weeks.",
  "This is now part of our programme for the area. We expect to be there within six weeks.",
  "We have ordered the parts and will come back to this as soon as they arrive.",
];

export const refusedWork: readonly string[] = [
  "We have inspected this. It does not meet the level at which we carry out repairs, so we are taking no further action for now.",
  "Our inspector could not find a defect that needs work at the moment. Please report it again if it gets worse.",
  "This was inspected and found to be safe. We will look at it again on our next regular visit.",
];

export const notOurs: readonly string[] = [
  "This is on private land, so we cannot do the work ourselves. We have written to the owner.",
  "This belongs to the water company. We have passed your report on to them.",
];
