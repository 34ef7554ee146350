/** A stretch of time in which nothing ran. Unix milliseconds. */
export interface Nap {
	readonly from: number;
	readonly to: number;
}

/** Beats may be that many times late before it counts as sleep: a busy computer is no sleeping one. */
const TOLERANCE = 3;

/** Notices that this computer, or this tab, did nothing for a while. Whoever runs tells the time; nothing is measured in between. */
export class GapDetector {
	readonly #intervalMs: number;
	#last: number;
	#naps = 0;

	constructor(now: number, intervalMs: number) {
		this.#last = now;
		this.#intervalMs = intervalMs;
	}

	/** Sleeps so far. */
	get naps(): number {
		return this.#naps;
	}

	/** Called at least once an interval, and right before anything that must not follow a sleep. */
	beat(now: number): Nap | undefined {
		const from = this.#last;
		this.#last = now;
		if (now - from <= TOLERANCE * this.#intervalMs) return undefined;
		this.#naps += 1;
		return { from, to: now };
	}
}
