import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shares, usdc } from '#lib/math/amount.ts';
import { priceSeries, type PriceAnchor } from './price-series.ts';
import type { VaultEvent } from './vault-event.ts';
import { unvestedCeil, withProfit, type VestingBucket } from './vesting.ts';

const UNLOCK = 600;
const ONE = 1_000_000_000_000n;
const USDC = 10_000_000n;

/** A vault that keeps its books as the contract does, and tells events. */
class Ledger {
	readonly events: VaultEvent[] = [];
	wealth = 0n;
	supply = 0n;
	ring: readonly VestingBucket[] = [];
	at = 1_000;

	#place() {
		return { id: String(this.events.length), hash: '', ledger: this.at, at: this.at };
	}
	seed(amount: bigint) {
		this.wealth += amount;
		this.supply += amount;
		const common = { ...this.#place(), account: 'V' };
		this.events.push({ ...common, kind: 'mint', shares: shares(amount) });
		this.events.push({ ...this.#place(), kind: 'seed', assets: usdc(amount) });
	}
	deposit(amount: bigint) {
		const minted = (amount * this.supply) / this.owned();
		this.wealth += amount;
		this.supply += minted;
		this.events.push({ ...this.#place(), kind: 'mint', account: 'A', shares: shares(minted) });
		const move = { account: 'A', assets: usdc(amount), shares: shares(minted) };
		this.events.push({ ...this.#place(), kind: 'deposit', ...move });
	}
	withdraw(part: bigint) {
		const burned = this.supply / part;
		const paid = (burned * this.owned()) / this.supply;
		this.wealth -= paid;
		this.supply -= burned;
		this.events.push({ ...this.#place(), kind: 'burn', account: 'A', shares: shares(burned) });
		const move = { account: 'A', assets: usdc(paid), shares: shares(burned) };
		this.events.push({ ...this.#place(), kind: 'withdrawal', ...move });
	}
	fill(profit: bigint, fee: bigint) {
		this.wealth += profit - fee;
		this.ring = withProfit(this.ring, usdc(profit - fee), this.at, UNLOCK);
		this.events.push({
			...this.#place(),
			...{ kind: 'fill', pool: '', user: '', operator: '', session: '', auctionType: 0 },
			...{ percent: 100, startLedger: 0, bid: new Map(), lot: new Map() },
			...{ spent: usdc(0n), profit: usdc(profit), fee: usdc(fee) }
		});
	}
	owned = () => this.wealth - unvestedCeil(this.ring, this.at);
	price = () => (this.owned() * ONE) / this.supply;
	anchor = (): PriceAnchor => ({
		at: this.at,
		wealth: usdc(this.wealth),
		missing: usdc(0n),
		totalShares: shares(this.supply),
		vesting: this.ring,
		profitUnlockSecs: UNLOCK
	});
	series = (events: readonly VaultEvent[] = this.events, from = 0) => {
		const series = priceSeries(events, from, this.anchor());
		if (!series.ok) throw new Error(series.error);
		return series.value;
	};
}

function history(): Ledger {
	const vault = new Ledger();
	vault.seed(1_000n * USDC);
	vault.at += 100;
	vault.fill(100n * USDC, 10n * USDC);
	vault.at += 300;
	return vault;
}

test('the price is flat until a profit, then a straight line to its end, then flat', () => {
	const vault = history();
	vault.at += 400;
	expect(vault.series().points).toEqual([
		{ at: 1_000, price: ONE },
		{ at: 1_100, price: ONE },
		{ at: 1_700, price: 1_090_000_000_000n },
		{ at: 1_800, price: 1_090_000_000_000n }
	]);
});

test('what is still vesting is the outlook, and no part of the past', () => {
	const { points, outlook } = history().series();
	expect(points.at(-1)).toEqual({ at: 1_400, price: 1_045_000_000_000n });
	expect(outlook).toEqual([
		{ at: 1_400, price: 1_045_000_000_000n },
		{ at: 1_700, price: 1_090_000_000_000n }
	]);
});

test('a deposit at its price moves it by dust at most, and never down', () => {
	const vault = history();
	vault.at += 400;
	vault.deposit(500n * USDC);
	vault.at += 50;
	const prices = vault.series().points.filter(({ at }) => at >= 1_800);
	const [before, last] = [prices[0]?.price ?? 0n, prices.at(-1)?.price ?? 0n];
	expect(before).toBe(1_090_000_000_000n);
	expect(last - before).toBeGreaterThanOrEqual(0n);
	expect(last - before).toBeLessThan(100n);
});

test('at every point the price is what the vault would have answered then', () => {
	const step = fc.record({
		wait: fc.integer({ min: 1, max: 400 }),
		what: fc.constantFrom('deposit', 'withdraw', 'fill'),
		size: fc.bigInt({ min: 1n, max: 5_000n })
	});
	fc.assert(
		fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
			const vault = new Ledger();
			vault.seed(1_000n * USDC);
			const answered = new Map([[vault.at, vault.price()]]);
			for (const { wait, what, size } of steps) {
				vault.at += wait;
				if (what === 'deposit') vault.deposit(size * USDC);
				else if (what === 'withdraw') vault.withdraw(size + 1n);
				else vault.fill(size * 1_000n, size * 100n);
				answered.set(vault.at, vault.price());
			}
			const { points } = vault.series();
			for (const [at, price] of answered) {
				expect(points.findLast((point) => point.at === at)?.price).toBe(price);
			}
		})
	);
});

describe('a past that does not reach back to the beginning', () => {
	test('starts when every earlier profit has vested, with the price of that time', () => {
		const vault = history();
		const known = vault.events.length;
		vault.at = 3_000;
		vault.fill(50n * USDC, 5n * USDC);
		vault.at = 3_700;
		const { points } = vault.series(vault.events.slice(known), 1_500);
		expect(points).toEqual([
			{ at: 3_000, price: 1_090_000_000_000n },
			{ at: 3_600, price: 1_135_000_000_000n },
			{ at: 3_700, price: 1_135_000_000_000n }
		]);
	});

	test('and is no more than the present, if that has not come', () => {
		const vault = history();
		const { points } = vault.series([], 1_300);
		expect(points).toEqual([{ at: 1_400, price: 1_045_000_000_000n }]);
	});
});

test('events that do not lead to what the vault holds give no series, with the reason', () => {
	const vault = history();
	const missing = vault.events.filter(({ kind }) => kind !== 'fill');
	expect(priceSeries(missing, 0, vault.anchor())).toEqual({
		ok: false,
		error: 'the events do not add up to what the vault holds'
	});
});

test('a loss that no call has told yet shows at the end alone', () => {
	const vault = history();
	vault.at += 400;
	const told = priceSeries(vault.events, 0, { ...vault.anchor(), missing: usdc(90n * USDC) });
	expect(told.ok && told.value.points.slice(-2)).toEqual([
		{ at: 1_800, price: 1_090_000_000_000n },
		{ at: 1_800, price: ONE }
	]);
});
