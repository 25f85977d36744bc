type Limits<Value> = {
  /** Sum of the weights that is kept; the least recently used go first. */
  capacity: number;
  weigh?: (value: Value) => number;
  /** How long a value is good for. */
  ttlMs: number;
};

/** What was used of late, in this process only: bounded by weight and by age. */
export class Recent<Value> {
  readonly #entries = new Map<string, { value: Value; weight: number; until: number }>();
  #weight = 0;

  constructor(private readonly limits: Limits<Value>) {}

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    if (entry.until <= Date.now()) {
      this.#weight -= entry.weight;
      return undefined;
    }
    // A Map keeps the order of insertion: whoever was used last stands last.
    this.#entries.set(key, entry);
    return entry.value;
  }

  set(key: string, value: Value): void {
    this.delete(key);
    const weight = this.limits.weigh?.(value) ?? 1;
    if (weight > this.limits.capacity) return;
    this.#entries.set(key, { value, weight, until: Date.now() + this.limits.ttlMs });
    this.#weight += weight;
    for (const oldest of this.#entries.keys()) {
      if (this.#weight <= this.limits.capacity) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    this.#weight -= this.#entries.get(key)?.weight ?? 0;
    this.#entries.delete(key);
  }
}
