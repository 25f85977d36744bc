export type ErrorCode = "not_found" | "forbidden" | "invalid" | "conflict" | "too_many";

/** The caller's mistake, in words fit for the caller. What the world answers is a value, not an error. */
export class DomainError extends Error {
  override readonly name = "DomainError";

  constructor(
    readonly code: ErrorCode,
    message: string,
    /** Field name -> what is wrong with it; with `invalid`, and with `conflict` where a form has to know which. */
    readonly fields: Readonly<Record<string, string>> = {},
    /** When it may be tried again; only with `too_many`. */
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(message);
  }
}

export const notFound = (message: string) => new DomainError("not_found", message);
export const forbidden = (message: string) => new DomainError("forbidden", message);
export const conflict = (message: string) => new DomainError("conflict", message);
export const invalid = (message: string, fields?: Record<string, string>) =>
  new DomainError("invalid", message, fields);
export const tooMany = (message: string, retryAfterSeconds: number) =>
  new DomainError("too_many", message, {}, retryAfterSeconds);
