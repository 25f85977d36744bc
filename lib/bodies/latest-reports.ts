/** So many of a contact's latest reports are looked at for answers. */
export const latestReports = 1000;
