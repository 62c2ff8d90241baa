/** A small seeded generator (mulberry32): the same seed makes the same cases on every machine. */
export class Prng {
  #state: number;

  constructor(readonly seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  pick<T>(items: readonly T[]): T {
    const [item] = items.slice(this.int(0, items.length - 1)) as [T, ...T[]];
    if (items.length === 0) throw new Error("Nothing to pick from");
    return item;
  }

  /** Each item with the given probability, order kept. */
  some<T>(items: readonly T[], probability = 0.5): T[] {
    return items.filter(() => this.chance(probability));
  }

  /** At least one item. */
  atLeastOne<T>(items: readonly T[], probability = 0.5): T[] {
    const chosen = this.some(items, probability);
    return chosen.length > 0 ? chosen : [this.pick(items)];
  }
}
