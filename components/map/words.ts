import type { Messages } from "@/lib/messages";

/** The texts of the map, handed from the server to the browser as data. */
export type MapWords = Messages["map"];
