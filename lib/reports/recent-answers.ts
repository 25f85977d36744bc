/**
 * Answers of the last seconds, by key: neighbours who look at the same map are asked for once. Whoever asks while an answer is
 * being made waits for that one; a failure is not remembered. The least recently used go first.
 */
export class RecentAnswers<Answer> {
  readonly #kept = new Map<string, { until: number; answer: Promise<Answer> }>();

  constructor(private readonly limits: { entries: number; milliseconds: number }) {}

  get(key: string, make: () => Promise<Answer>, now = Date.now()): Promise<Answer> {
    const known = this.#kept.get(key);
    this.#kept.delete(key);
    if (known && known.until > now) {
      this.#kept.set(key, known);
      return known.answer;
    }
    const answer = make();
    const entry = { until: now + this.limits.milliseconds, answer };
    this.#kept.set(key, entry);
    answer.catch(() => {
      if (this.#kept.get(key) === entry) this.#kept.delete(key);
    });
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.limits.entries) break;
      this.#kept.delete(oldest);
    }
    return answer;
  }
}
