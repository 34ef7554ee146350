import type { FeedItem } from './feed.ts';
import type { Gap } from './gap.ts';

/** What a log tells besides the keeper's feed. */
export type LogItem =
	| FeedItem
	/** There was nothing to decide: so many positions with debt are safe. */
	| { readonly kind: 'checked'; readonly ledger: number; readonly positions: number }
	| { readonly kind: 'slept'; readonly ledger: number; readonly gap: Gap }
	/** A record of this browser that could not be kept or read. */
	| { readonly kind: 'storage'; readonly ledger: number; readonly detail: string };

/** A line of the why-not log. What is told of one account ledger after ledger is one line with a count. */
export interface LogLine {
	readonly seq: number;
	readonly item: LogItem;
	/** Times it was told; the item is the last one. */
	readonly repeated: number;
}
