/** A line of a feed: when, who, what in a word, and why with its numbers. */
export interface FeedRow {
	readonly id: string;
	readonly ledger: number;
	readonly who: string;
	/** Empty = the line says it all. */
	readonly what: string;
	readonly why: string;
}

export const rowSentence = ({ ledger, who, what, why }: FeedRow): string =>
	`Ledger ${ledger}: ${[who, what, why].filter(Boolean).join(', ')}`;
