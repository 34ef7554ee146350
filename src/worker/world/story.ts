import type { FeedLine } from '#lib/keeper/feed-line.ts';
import type { WorldLine } from '../sandbox-protocol.ts';

/** More than a feed shows, and little enough to be sent with every state. */
const MOST_LINES = 200;

/** The world's own story: what happened, newest first. */
export class Story {
	#lines: readonly WorldLine[];

	constructor(lines: readonly WorldLine[] = []) {
		this.#lines = lines;
	}

	get lines(): readonly WorldLine[] {
		return this.#lines;
	}

	tell({ ledger, who, text }: FeedLine): void {
		const seq = (this.#lines[0]?.seq ?? 0) + 1;
		this.#lines = [{ seq, ledger, who, text }, ...this.#lines.slice(0, MOST_LINES - 1)];
	}
}
