import type { AuctionData } from '#lib/blend/auction.ts';
import type { Stroops, Usdc } from '#lib/math/amount.ts';

/** A fill as the vault's own event tells it. */
export interface FillRecord {
	readonly ledger: number;
	readonly hash: string;
	readonly user: string;
	readonly operator: string;
	readonly session: string;
	/** Of what remained of the auction. */
	readonly percent: number;
	/** Start ledger of the auction. */
	readonly startLedger: number;
	/** Underlying repaid and received, by asset. */
	readonly bid: ReadonlyMap<string, bigint>;
	readonly lot: ReadonlyMap<string, bigint>;
	readonly spent: Usdc;
	readonly profit: Usdc;
	/** The operator's share of the profit. */
	readonly fee: Usdc;
}

/** A transaction to the vault's `fill` that reached a ledger, whatever became of it there. */
export interface Attempt {
	readonly ledger: number;
	/** Place in its ledger, from 1. */
	readonly order: number;
	readonly hash: string;
	readonly operator: string;
	readonly session: string;
	readonly user: string;
	readonly percent: number;
	readonly succeeded: boolean;
	readonly feeCharged: Stroops;
}

/** What the chain tells about the races of one pool, oldest first. */
export type Happening =
	| {
			readonly kind: 'opened';
			readonly ledger: number;
			readonly hash: string;
			readonly user: string;
			readonly percent: number;
			readonly auction: AuctionData;
	  }
	| { readonly kind: 'filled'; readonly fill: FillRecord }
	/** Part or all of the lot went to somebody who did not come through the vault. */
	| {
			readonly kind: 'taken';
			readonly ledger: number;
			readonly user: string;
			readonly filler: string;
			readonly percent: number;
	  }
	| { readonly kind: 'deleted'; readonly ledger: number; readonly user: string }
	| { readonly kind: 'attempted'; readonly attempt: Attempt }
	/** A transaction that created an auction; names its source. */
	| {
			readonly kind: 'created';
			readonly ledger: number;
			readonly hash: string;
			readonly source: string;
	  };

/** How an auction stands: `over` says when and how it went. */
export type RaceEnd =
	| { readonly kind: 'open' }
	| {
			readonly kind: 'over';
			readonly ledger: number;
			readonly how: 'filled' | 'taken' | 'deleted';
	  };

/** One auction and everybody who tried to fill it through the vault. */
export interface Race {
	readonly user: string;
	/** As created: unscaled, whole. */
	readonly auction: AuctionData;
	readonly percent: number;
	readonly openedAt: number;
	/** Source account of the transaction that created it; `undefined` = not known. */
	readonly openedBy: string | undefined;
	readonly openedIn: string;
	/** By ledger and place in it. */
	readonly attempts: readonly Attempt[];
	readonly fills: readonly FillRecord[];
	readonly end: RaceEnd;
}

/** Newest first. */
export type Races = readonly Race[];

/** Names a race: a user has one auction at a time. */
export const raceKey = (race: Race): string => `${race.user}@${race.auction.startLedger}`;

/** The fill that won: the first one, as each later one found less. */
export const winnerOf = (race: Race): FillRecord | undefined => race.fills[0];

/**
 * Races after what happened since, in the order it happened. What belongs to no known auction is left out, and what is told twice
 * counts once.
 */
export function withHappenings(races: Races, happenings: readonly Happening[]): Races {
	return happenings.reduce(withOne, races);
}

function withOne(races: Races, one: Happening): Races {
	switch (one.kind) {
		case 'opened':
			return races.some(({ openedIn }) => openedIn === one.hash) ? races : [opened(one), ...races];
		case 'created':
			return races.map((race) =>
				race.openedIn === one.hash ? { ...race, openedBy: one.source } : race
			);
		case 'attempted': {
			const { attempt } = one;
			return changed(races, attempt.user, attempt.ledger, (race) => ({
				...race,
				attempts: [...without(race.attempts, attempt), attempt].toSorted(byPlace)
			}));
		}
		case 'filled': {
			const { fill } = one;
			return changed(races, fill.user, fill.ledger, (race) => ({
				...race,
				fills: [...without(race.fills, fill), fill],
				end: fill.percent === 100 ? over('filled', fill.ledger) : race.end
			}));
		}
		case 'taken':
			return one.percent === 100
				? changed(races, one.user, one.ledger, (race) => ({
						...race,
						end: over('taken', one.ledger)
					}))
				: races;
		case 'deleted':
			return changed(races, one.user, one.ledger, (race) => ({
				...race,
				end: over('deleted', one.ledger)
			}));
	}
}

const opened = (one: Extract<Happening, { kind: 'opened' }>): Race => ({
	user: one.user,
	auction: one.auction,
	percent: one.percent,
	openedAt: one.ledger,
	openedBy: undefined,
	openedIn: one.hash,
	attempts: [],
	fills: [],
	end: { kind: 'open' }
});

const over = (how: 'filled' | 'taken' | 'deleted', ledger: number): RaceEnd => ({
	kind: 'over',
	ledger,
	how
});

/** Whatever a ledger says about a user concerns the newest auction that was there by then. */
function changed(races: Races, user: string, ledger: number, change: (race: Race) => Race): Races {
	const at = races.findIndex((race) => race.user === user && race.openedAt <= ledger);
	return at === -1 ? races : races.map((race, index) => (index === at ? change(race) : race));
}

const byPlace = (a: Attempt, b: Attempt): number => a.ledger - b.ledger || a.order - b.order;

const without = <T extends { readonly hash: string }>(known: readonly T[], one: T): readonly T[] =>
	known.filter(({ hash }) => hash !== one.hash);
