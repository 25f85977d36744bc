/** How soon the back end of a service answers with its id (GeoReport v2, `type` of the service list). */
export const serviceTypes = ["realtime", "batch", "blackbox"] as const;
