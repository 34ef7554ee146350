import type { FeedLine } from '#lib/keeper/feed-line.ts';

/** Hands lines on ledger by ledger: in each first what happened on the network, then the keepers in their order. */
export class LineFeed {
	readonly #hand: (line: FeedLine) => void;
	readonly #keepers: readonly string[];
	#open: FeedLine[] = [];

	constructor(keepers: readonly string[], hand: (line: FeedLine) => void) {
		this.#keepers = keepers;
		this.#hand = hand;
	}

	/** A line of a later ledger closes the ones before. */
	add(line: FeedLine): void {
		if (this.#open.some(({ ledger }) => ledger < line.ledger)) this.flush();
		this.#open.push(line);
	}

	flush(): void {
		const lines = this.#open.toSorted(
			(a, b) => a.ledger - b.ledger || this.#rank(a) - this.#rank(b)
		);
		this.#open = [];
		for (const line of lines) this.#hand(line);
	}

	/** −1 for everybody who is no keeper. */
	#rank({ who }: FeedLine): number {
		return this.#keepers.indexOf(who);
	}
}
