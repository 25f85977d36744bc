import { answerCall } from "@/app/open311/v2/[...path]/answer-call";

// Every method is answered in the protocol's own words, also those that no call has.
export const GET = answerCall;
export const HEAD = answerCall;
export const OPTIONS = answerCall;
export const POST = answerCall;
export const PUT = answerCall;
export const PATCH = answerCall;
export const DELETE = answerCall;
