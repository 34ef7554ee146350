import { mulDiv } from '#lib/math/mul-div.ts';
import { auctionAge, BID_FREE_AGE, LOT_WHOLE_AGE, type AuctionData } from './auction.ts';

/** What filling part of an auction moves, and what it leaves. */
export interface ScaledAuction {
	readonly age: number;
	/** What the filler takes over; empty from age 400. */
	readonly bid: ReadonlyMap<string, bigint>;
	/** What the filler receives; empty at age 0. */
	readonly lot: ReadonlyMap<string, bigint>;
	/** What stays open for others, unscaled and on the same clock; `undefined` = the auction is filled and gone. */
	readonly remaining: AuctionData | undefined;
}

/**
 * A fill of `percent` (1–100, of what remains) in `ledger` (blend-v2.md §3.1). Bids round up, lots down, twice: by the percent,
 * then by the age. What rounds to nothing leaves the maps.
 */
export function scaleAuction(auction: AuctionData, percent: number, ledger: number): ScaledAuction {
	const age = auctionAge(auction, ledger);
	if (age < 0 || !Number.isInteger(percent) || percent < 1 || percent > 100)
		throw new ImpossibleFillError(age, percent);
	const { bidPermille, lotPermille } = curve(age);
	const share = BigInt(percent);
	const bid = new Map<string, bigint>();
	const lot = new Map<string, bigint>();
	const restBid = new Map<string, bigint>();
	const restLot = new Map<string, bigint>();
	for (const [asset, amount] of auction.bid) {
		const part = mulDiv(amount, share, 100n, 'ceil');
		keep(restBid, asset, amount - part);
		keep(bid, asset, mulDiv(part, bidPermille, 1000n, 'ceil'));
	}
	for (const [asset, amount] of auction.lot) {
		const part = mulDiv(amount, share, 100n, 'floor');
		keep(restLot, asset, amount - part);
		keep(lot, asset, mulDiv(part, lotPermille, 1000n, 'floor'));
	}
	const gone = restBid.size === 0 && restLot.size === 0;
	const remaining = gone
		? undefined
		: { bid: restBid, lot: restLot, startLedger: auction.startLedger };
	return { age, bid, lot, remaining };
}

/** Parts of the bid and of the lot at an age, in thousandths. */
export function curve(age: number): { readonly bidPermille: bigint; readonly lotPermille: bigint } {
	const paid = Math.min(Math.max(age - LOT_WHOLE_AGE, 0), BID_FREE_AGE - LOT_WHOLE_AGE);
	return {
		bidPermille: 1000n - 5n * BigInt(paid),
		lotPermille: 5n * BigInt(Math.min(age, LOT_WHOLE_AGE))
	};
}

function keep(into: Map<string, bigint>, asset: string, amount: bigint): void {
	if (amount > 0n) into.set(asset, amount);
}

/** A fill before the start ledger or of an impossible percent, which the pool would refuse: check the age first. */
export class ImpossibleFillError extends Error {
	override readonly name = 'ImpossibleFillError';
	constructor(age: number, percent: number) {
		super(`expected age ≥ 0 and a whole percent of 1–100; found age ${age}, percent ${percent}`);
	}
}
