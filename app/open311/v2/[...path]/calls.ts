import type { Call } from "@/app/open311/v2/[...path]/answer-call";
import { pushUpdate } from "@/app/open311/v2/[...path]/push-update";

/** The calls of this site's Open311 server, by their paths without suffix; a file each. */
export const calls: readonly Call[] = [{ path: /^servicerequestupdates$/, methods: { POST: pushUpdate } }];
