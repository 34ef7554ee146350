import type { PoolRead } from '#lib/chain/pool-reader.ts';
import type { FillMarket } from '#lib/keeper/fill-market.ts';
import { accruedReserves, poolPrices, vaultMarket } from '#lib/keeper/market.ts';
import { byFactor, positionFacts, type PositionFact } from '#lib/keeper/position-facts.ts';
import type { Contender, SentAt } from '#lib/keeper/race-lanes.ts';
import { raceKey, type Race } from '#lib/keeper/race.ts';

/** A pool at one ledger, with what follows from it and what is remembered of the ledgers before. */
export interface PoolPicture extends PoolRead {
	/** Lowest health factor first. */
	readonly positions: readonly PositionFact[];
	/** Health factors before the last move of a price, by user. */
	readonly before: ReadonlyMap<string, bigint>;
	/** Oracle prices when this page saw the pool first, by asset. */
	readonly firstPrices: ReadonlyMap<string, bigint>;
	/** What the vault could trade in. */
	readonly market: FillMarket;
	/** Who was there while a race was on, with the last plan of each, by `raceKey`. Of races before this page nobody knows. */
	readonly contenders: ReadonlyMap<string, readonly Contender[]>;
	readonly sent: SentAt;
}

/** What keepers tell of themselves. */
export interface KeeperWords {
	/** Who could take part in the race for a user's auction now. */
	contenders(user: string): readonly Contender[];
	/** Ledgers in which transactions left their keepers, as far as they remember. */
	sent(): SentAt;
}

export function nextPicture(
	last: PoolPicture | undefined,
	read: PoolRead,
	words: KeeperWords
): PoolPicture {
	// a network that began anew has nothing to do with what was seen of the one before
	const known = last !== undefined && read.view.ledger < last.view.ledger ? undefined : last;
	const reserves = accruedReserves(read.view);
	return {
		...read,
		positions: positionFacts(read.book, reserves, poolPrices(read.view)).toSorted(byFactor),
		before: beforeMove(known, read),
		firstPrices:
			known?.firstPrices ??
			new Map([...read.view.pool.prices].map(([asset, { value }]) => [asset, value])),
		market: vaultMarket(read.view, reserves),
		contenders: withOpenRaces(known, read, words),
		sent: new Map([...(known?.sent ?? []), ...words.sent()])
	};
}

function beforeMove(last: PoolPicture | undefined, { view }: PoolRead): PoolPicture['before'] {
	if (last === undefined) return new Map();
	const moved = [...view.pool.prices].some(
		([asset, { value }]) => last.view.pool.prices.get(asset)?.value !== value
	);
	if (!moved) return last.before;
	return new Map(
		last.positions.flatMap(({ user, factor }) =>
			factor === undefined ? [] : [[user, factor] as const]
		)
	);
}

/** A plan that is gone with its auction was the keeper's last word on it. */
function withOpenRaces(
	last: PoolPicture | undefined,
	{ races }: PoolRead,
	words: KeeperWords
): PoolPicture['contenders'] {
	const known = new Map(last?.contenders);
	for (const race of races) {
		const key = raceKey(race);
		const wasOpen = last?.races.some((one) => raceKey(one) === key && isOpen(one));
		if (!isOpen(race) && wasOpen !== true) continue;
		const before = known.get(key) ?? [];
		const present = words.contenders(race.user).map((contender) => ({
			...contender,
			plannedAt:
				contender.plannedAt ??
				before.find(({ operator }) => operator === contender.operator)?.plannedAt
		}));
		const gone = before.filter((one) => present.every(({ operator }) => operator !== one.operator));
		known.set(key, [...present, ...gone]);
	}
	return known;
}

const isOpen = ({ end }: Race): boolean => end.kind === 'open';
