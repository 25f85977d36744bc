/** The language of the message files in use, as in `<html lang>`. */
export const locale = "en";

/** How dates and numbers are written: day before month, 24 hours. */
export const formatLocale = "en-GB";

/** The clock that people on the site go by; times in the database are UTC. */
export const timeZone = "Europe/London";
