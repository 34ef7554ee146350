import type { AuctionData } from '#lib/blend/auction.ts';
import { touchedAccounts, type PoolEvent } from '#lib/blend/pool-event.ts';
import type { Positions } from '#lib/blend/reserve.ts';
import type { UserFacts } from './ports.ts';

/** What the keeper remembers of one account of the pool. */
export interface Account {
	readonly positions: Positions;
	readonly auction: AuctionData | undefined;
}

/** Everybody who matters: accounts with debt or with an open auction. */
export type Book = ReadonlyMap<string, Account>;

export const EMPTY_BOOK: Book = new Map();
const NOTHING: Positions = { collateral: new Map(), liabilities: new Map(), supply: new Map() };

/** Accounts that events name: their entries must be read again, as events tell whom to look at, not what there is. */
export const namedBy = (events: readonly PoolEvent[]): readonly string[] => [
	...new Set(events.flatMap(touchedAccounts))
];

/** The book after new facts. Accounts without debt and without an auction leave it. */
export function withFacts(book: Book, facts: readonly UserFacts[]): Book {
	if (facts.length === 0) return book;
	const next = new Map(book);
	for (const { user, positions, auction } of facts) {
		const account = { positions: positions ?? NOTHING, auction };
		const matters = account.positions.liabilities.size > 0 || auction !== undefined;
		if (matters) next.set(user, account);
		else next.delete(user);
	}
	return next;
}
