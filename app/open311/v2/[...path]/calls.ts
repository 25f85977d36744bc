import type { Call } from "@/app/open311/v2/[...path]/answer-call";
import { getDefinition } from "@/app/open311/v2/[...path]/definition";
import { getDiscovery } from "@/app/open311/v2/[...path]/discovery";
import { getRequest, leadToPage } from "@/app/open311/v2/[...path]/get-request";
import { getToken } from "@/app/open311/v2/[...path]/get-token";
import { listRequests } from "@/app/open311/v2/[...path]/list-requests";
import { listUpdates } from "@/app/open311/v2/[...path]/list-updates";
import { getOpenapi } from "@/app/open311/v2/[...path]/openapi";
import { postRequest } from "@/app/open311/v2/[...path]/post-request";
import { getUpdateToken, pushUpdate } from "@/app/open311/v2/[...path]/push-update";
import { leadToFeed } from "@/app/open311/v2/[...path]/requests-feed";
import { getServices } from "@/app/open311/v2/[...path]/services";

/** The calls of this site's Open311 server, by their paths without suffix; a file each. */
export const calls: readonly Call[] = [
  { path: /^discovery$/, methods: { GET: getDiscovery }, uncounted: true },
  { path: /^services$/, methods: { GET: getServices }, uncounted: true },
  { path: /^services\/(.+)$/, methods: { GET: getDefinition } },
  { path: /^openapi$/, methods: { GET: getOpenapi }, uncounted: true },
  { path: /^requests$/, methods: { GET: listRequests, POST: postRequest } },
  { path: /^requests\.rss$/i, methods: { GET: leadToFeed } },
  { path: /^requests\/([^/]+)\.html?$/i, methods: { GET: leadToPage } },
  { path: /^requests\/([^/]+)$/, methods: { GET: getRequest } },
  { path: /^tokens\/([^/]+)$/, methods: { GET: getToken } },
  { path: /^update_tokens\/([^/]+)$/, methods: { GET: getUpdateToken } },
  { path: /^servicerequestupdates$/, methods: { GET: listUpdates, POST: pushUpdate } },
];
