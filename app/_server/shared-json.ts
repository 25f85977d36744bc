import { sharedText } from "@/app/_server/shared-text";

/** JSON that looks the same to everybody; see `sharedText`. */
export const sharedJson = (request: Request, value: unknown, cacheControl: string): Response =>
  sharedText(request, { body: JSON.stringify(value), contentType: "application/json", cacheControl });
