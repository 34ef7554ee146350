import type { LedgerRow } from './ledger-row.ts';
import { isSettled, rowEarned, rowNet } from './row-net.ts';

/** A keeper's record in this browser, from its profit ledger. */
export interface Tally {
	/** USDC after fees; `undefined` = a row's part is not known, so neither is the sum. */
	readonly net: bigint | undefined;
	/** The operator's shares, USDC. */
	readonly earned: bigint | undefined;
	/** Stroops. */
	readonly fees: bigint | undefined;
	/** Fills that reached their end. */
	readonly races: number;
	readonly won: number;
	readonly outcompeted: number;
	/** Whole percent, rounded down; `undefined` before the first race. */
	readonly winPercent: number | undefined;
	/** Attempts whose end is not known yet: no part of the sums. */
	readonly open: number;
}

export function tally(rows: readonly LedgerRow[]): Tally {
	const settled = rows.filter(isSettled);
	const races = settled.filter((row) => row.action === 'fill' && row.outcome !== 'network');
	const won = races.filter((row) => row.outcome === 'won').length;
	return {
		net: sum(settled.map(rowNet)),
		earned: sum(settled.map(rowEarned)),
		fees: sum(settled.map(({ fee }) => fee)),
		races: races.length,
		won,
		outcompeted: races.filter((row) => row.outcome === 'outcompeted').length,
		winPercent: races.length === 0 ? undefined : Math.floor((100 * won) / races.length),
		open: rows.length - settled.length
	};
}

/** One unknown makes the sum unknown: a part of it is not the sum. */
const sum = (amounts: readonly (bigint | undefined)[]): bigint | undefined =>
	amounts.reduce<bigint | undefined>(
		(total, amount) => (total === undefined || amount === undefined ? undefined : total + amount),
		0n
	);
