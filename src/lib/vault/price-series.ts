import { shares, usdc, type SharePrice, type Shares, type Usdc } from '#lib/math/amount.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { sharePriceFloor } from './share-price.ts';
import type { VaultEvent } from './vault-event.ts';
import { unvestedCeil, withProfit, type VestingBucket } from './vesting.ts';

/*
 * The share price of the past, computed from the vault's events as the vault computed it then. Nothing is sampled or smoothed: a
 * series has a point wherever the price can bend, and between two points it is a straight line.
 */

export interface PricePoint {
	/** Unix seconds. */
	readonly at: number;
	readonly price: SharePrice;
}

export interface PriceSeries {
	/** Oldest first; the last is the price now. */
	readonly points: readonly PricePoint[];
	/** What the price will be if nothing else happens: from now until all profit has vested. */
	readonly outlook: readonly PricePoint[];
}

/** The vault as it stands, at the ledger at which the events end. */
export interface PriceAnchor {
	/** Unix seconds. */
	readonly at: number;
	/** Booked less owed: what is the depositors' once it has vested. */
	readonly wealth: Usdc;
	/** Booked and not there: a loss that no call has told yet. */
	readonly missing: Usdc;
	readonly totalShares: Shares;
	readonly vesting: readonly VestingBucket[];
	readonly profitUnlockSecs: number;
}

interface Pot {
	readonly wealth: bigint;
	readonly supply: bigint;
	readonly ring: readonly VestingBucket[];
}

/** A profit may end a twelfth of its time later than asked. */
const latestEnd = (unlockSecs: number) => unlockSecs + Math.ceil(unlockSecs / 12);
/** `set_params` takes no longer time than that. */
const LONGEST_UNLOCK_SECS = 7 * 86_400;

/**
 * `events`: all since `from` (unix seconds), oldest first. Without the vault's beginning among them the series starts when every
 * profit made before `from` has vested, as nobody could say how much of it was left.
 */
export function priceSeries(
	events: readonly VaultEvent[],
	from: number,
	anchor: PriceAnchor
): Result<PriceSeries, string> {
	const isWhole = events.some(({ kind }) => kind === 'seed');
	const start = startingPot(events, anchor);
	if (start.wealth < 0n || start.supply < 0n || (isWhole && start.wealth + start.supply !== 0n)) {
		return err('the events do not add up to what the vault holds');
	}
	const points: PricePoint[] = [];
	let pot = start;
	let unlockSecs = firstUnlock(events) ?? anchor.profitUnlockSecs;
	for (const group of byLedger(events)) {
		const [{ at }] = group;
		points.push(...bends(pot, points.at(-1)?.at ?? from, at));
		for (const event of group) {
			if (event.kind === 'params') unlockSecs = event.profitUnlockSecs;
			pot = after(pot, event, unlockSecs);
		}
		addPoint(points, pot, at);
	}
	points.push(...bends(pot, points.at(-1)?.at ?? from, anchor.at));
	const booked: Pot = { wealth: anchor.wealth, supply: anchor.totalShares, ring: anchor.vesting };
	if (isWhole && priceOf(pot, anchor.at) !== priceOf(booked, anchor.at)) {
		return err('the events do not lead to the share price that the vault has');
	}
	const present = { ...booked, wealth: anchor.wealth - anchor.missing };
	const known = isWhole ? from : from + latestEnd(settleTime(events, anchor));
	const past = points.filter(({ at }) => at >= known);
	addPoint(past, present, anchor.at);
	return ok({
		points: withoutRepeats(past),
		outlook: outlookOf(present, anchor.at)
	});
}

const withoutRepeats = (points: readonly PricePoint[]): readonly PricePoint[] =>
	points.filter(({ at, price }, index) => {
		const last = points[index - 1];
		return last?.at !== at || last.price !== price;
	});

function outlookOf(pot: Pot, now: number): readonly PricePoint[] {
	const last = Math.max(now, ...pot.ring.map(({ end }) => end));
	const points: PricePoint[] = [];
	addPoint(points, pot, now);
	if (last > now) points.push(...bends(pot, now, last));
	return points;
}

/** What there was before the first event: what there is, with every event taken back. */
function startingPot(events: readonly VaultEvent[], anchor: PriceAnchor): Pot {
	let wealth: bigint = anchor.wealth;
	let supply: bigint = anchor.totalShares;
	for (const event of events) {
		wealth -= wealthChange(event);
		supply -= supplyChange(event);
	}
	return { wealth, supply, ring: [] };
}

function after(pot: Pot, event: VaultEvent, unlockSecs: number): Pot {
	const profit = profitOf(event);
	return {
		wealth: pot.wealth + wealthChange(event),
		supply: pot.supply + supplyChange(event),
		ring: profit > 0n ? withProfit(pot.ring, usdc(profit), event.at, unlockSecs) : pot.ring
	};
}

/** What vests from this event on. */
function profitOf(event: VaultEvent): bigint {
	if (event.kind === 'fill') return event.profit - event.fee;
	return event.kind === 'profit' ? event.assets : 0n;
}

function wealthChange(event: VaultEvent): bigint {
	switch (event.kind) {
		case 'fill':
		case 'profit':
			return profitOf(event);
		case 'deposit':
		case 'seed':
			return event.assets;
		case 'withdrawal':
		case 'loss':
			return -1n * event.assets;
		case 'mint':
		case 'burn':
		case 'transfer':
		case 'claim':
		case 'params':
			return 0n;
	}
}

function supplyChange(event: VaultEvent): bigint {
	if (event.kind === 'mint') return event.shares;
	return event.kind === 'burn' ? -1n * event.shares : 0n;
}

/** The vesting time that held before the first change of it in sight is not told: the first one told is taken. */
function firstUnlock(events: readonly VaultEvent[]): number | undefined {
	return events.find((event) => event.kind === 'params')?.profitUnlockSecs;
}

/** How long a profit from before the first event may still have vested. */
function settleTime(events: readonly VaultEvent[], anchor: PriceAnchor): number {
	return firstUnlock(events) === undefined ? anchor.profitUnlockSecs : LONGEST_UNLOCK_SECS;
}

/** Events of one ledger are one step: nobody could act between them at a price of their own. */
function byLedger(events: readonly VaultEvent[]) {
	const groups: [VaultEvent, ...VaultEvent[]][] = [];
	for (const event of events) {
		const last = groups.at(-1);
		if (last?.[0].ledger === event.ledger) last.push(event);
		else groups.push([event]);
	}
	return groups;
}

/** Points after `since` and up to `until`: there, and wherever a profit ends in between. */
function bends(pot: Pot, since: number, until: number): readonly PricePoint[] {
	const ends = pot.ring.map(({ end }) => end).filter((end) => end > since && end < until);
	const points: PricePoint[] = [];
	for (const at of [...new Set(ends)].toSorted((a, b) => a - b)) addPoint(points, pot, at);
	addPoint(points, pot, until);
	return points;
}

function addPoint(points: PricePoint[], pot: Pot, at: number): void {
	const price = priceOf(pot, at);
	if (price !== undefined) points.push({ at, price });
}

/** `undefined` before there are shares. */
function priceOf({ wealth, supply, ring }: Pot, at: number): SharePrice | undefined {
	if (supply <= 0n) return undefined;
	const owned = wealth - unvestedCeil(ring, at);
	return sharePriceFloor({
		totalAssets: usdc(owned > 0n ? owned : 0n),
		totalShares: shares(supply)
	});
}
