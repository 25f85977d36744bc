/** Answers that a body gives by itself when a report changes its state. */
export const fixedTemplates = (body: string) => [
  {
    title: "Fixed",
    text: "Our crew has been and this is now fixed. Thank you for telling us.",
    state: "fixed - council",
    autoResponse: true,
  },
  {
    title: "In progress",
    text: "We have passed this to one of our crews and work on it has begun.",
    state: "in progress",
    autoResponse: true,
  },
  {
    title: "Planned",
    text: "We have looked at this and put it into our programme. It may take some weeks until its turn comes.",
    state: "planned",
    autoResponse: true,
  },
  {
    title: "Inspected",
    text: "An inspector is going to look at this within ten working days.",
    state: "investigating",
    autoResponse: true,
  },
  {
    title: "No further action",
    text: "We have looked at this. It does not reach the level at which we repair, so we are leaving it for now. If it gets worse, please tell us again.",
    state: "unable to fix",
    autoResponse: true,
  },
  {
    title: "Not ours",
    text: `This is not ${body}'s to look after. We have told the owner.`,
    state: "not responsible",
    autoResponse: true,
  },
  { title: "Thank you", text: "Thank you for reporting this. We will write here again when we know more." },
];
