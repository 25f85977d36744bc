/** The council says no: an HTTP status and one sentence for each thing that is wrong (GeoReport v2, errors). */
export class Refusal extends Error {
  readonly status: number;
  readonly reasons: readonly string[];

  constructor(status: number, ...reasons: string[]) {
    super(reasons.join(" "));
    this.name = "Refusal";
    this.status = status;
    this.reasons = reasons;
  }
}
