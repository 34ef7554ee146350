import { countText } from '#lib/ui/number-text.ts';
import { unbroken } from '#lib/ui/unbroken.ts';
import type { FeedRow } from '#lib/ui/feed-row.ts';
import type { WorldLine } from '#worker/sandbox-protocol.ts';

/** A line of what just happened. */
export interface NowLine {
	readonly id: string;
	readonly ledger: number;
	readonly who: string;
	readonly text: string;
}

/** The world writes amounts as the chain does; people read them in groups. */
const grouped = (text: string): string =>
	text.replace(/\b\d{4,15}(?=\.\d)/g, (whole) => countText(Number(whole)));

/**
 * Newest first: what the chain says about races, and what the world tells of everybody but the keepers, whose own words are longer
 * than what came of them.
 */
export function justNow(
	rows: readonly FeedRow[],
	lines: readonly WorldLine[],
	keepers: ReadonlySet<string>
): readonly NowLine[] {
	const races = rows.map(({ id, ledger, who, what, why }) => ({
		id,
		ledger,
		who,
		text: unbroken(`${what}. ${why}`)
	}));
	const others = lines
		.filter(({ who, seq }, at) => !keepers.has(who) && lines[at - 1]?.seq !== seq)
		.map(({ seq, ledger, who, text }) => ({
			id: `line ${seq}`,
			ledger,
			who,
			text: unbroken(`${grouped(text)}.`)
		}));
	return [...races, ...others].toSorted((a, b) => b.ledger - a.ledger);
}
