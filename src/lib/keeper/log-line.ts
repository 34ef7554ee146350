import type { FeedItem } from './feed.ts';

/** A line of the why-not log. Equal ones in a row are one with a count. */
export interface LogLine {
	readonly seq: number;
	readonly item: FeedItem;
	readonly repeated: number;
}
