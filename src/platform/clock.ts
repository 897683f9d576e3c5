/** Where the time comes from; everything that depends on "now" takes one. */
export interface Clock {
  readonly now: () => Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock that moves only when told, for tests, rehearsals and simulations. */
export class TestClock implements Clock {
  #now: Date

  constructor(start: Date | string) {
    this.#now = new Date(start)
  }

  readonly now = (): Date => new Date(this.#now)

  /** Moves the clock by a span in milliseconds; negative spans set it back. */
  advance(milliseconds: number): void {
    this.#now = new Date(this.#now.getTime() + milliseconds)
  }

  set(moment: Date | string): void {
    this.#now = new Date(moment)
  }
}
