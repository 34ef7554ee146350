import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applySwap } from './apply-swap.ts';
import type { Pair, Pairs } from './pair.ts';
import { quoteExactIn } from './quote-exact-in.ts';
import { quoteExactOut } from './quote-exact-out.ts';
import { splitByWeight } from './split-by-weight.ts';
import { buyExactOut, sellExactIn, type VenueLeg } from './trade.ts';

const pair = (reserveA: bigint, reserveB: bigint): Pair => ({
	tokenA: 'XLM',
	tokenB: 'USDC',
	reserveA,
	reserveB
});
const deep = pair(10_000_000_000n, 1_000_000_000n);
const reserve = fc.bigInt({ min: 1n, max: 10n ** 18n });
const amount = fc.bigInt({ min: 1n, max: 10n ** 18n });

describe('a quote for an exact input', () => {
	test.each([
		[1_000_000n, 99_690n], // fee 3,000; ⌊997,000·1e9/10,000,997,000⌋
		[1_000n, 99n],
		[1n, 0n], // the fee takes it all
		[0n, 0n],
		[-5n, 0n]
	])('of %s XLM', (amountIn, out) => {
		expect(quoteExactIn(deep, 'XLM', amountIn)).toBe(out);
	});
	test('an empty pair or a foreign token trades nothing', () => {
		expect(quoteExactIn(pair(0n, 0n), 'XLM', 100n)).toBe(0n);
		expect(quoteExactIn(deep, 'EURC', 100n)).toBe(0n);
	});
});

describe('a quote for an exact output', () => {
	test.each([
		[1n, 12n], // ⌈1e10·1·1000/((1e9 − 1)·997)⌉ + 1
		[99_690n, 1_000_001n],
		[1_000_000_000n, undefined],
		[0n, undefined]
	])('of %s USDC', (amountOut, paid) => {
		expect(quoteExactOut(deep, 'XLM', amountOut)).toBe(paid);
	});
	test('a foreign token buys nothing', () => {
		expect(quoteExactOut(deep, 'EURC', 100n)).toBeUndefined();
	});
	test('paying the quote really pays that much out', () => {
		fc.assert(
			fc.property(reserve, reserve, amount, (a, b, out) => {
				const paid = quoteExactOut(pair(a, b), 'XLM', out);
				if (paid === undefined) expect(out).toBeGreaterThanOrEqual(b);
				else expect(quoteExactIn(pair(a, b), 'XLM', paid)).toBeGreaterThanOrEqual(out);
			})
		);
	});
});

test('no swap makes the pair poorer: the product of the reserves never falls', () => {
	fc.assert(
		fc.property(reserve, reserve, amount, fc.boolean(), (a, b, paid, sellsA) => {
			const before = pair(a, b);
			const token = sellsA ? 'XLM' : 'USDC';
			const out = quoteExactIn(before, token, paid);
			const after = applySwap(before, token, paid, out);
			expect(after.reserveA * after.reserveB).toBeGreaterThanOrEqual(a * b);
			expect(after.reserveA > 0n && after.reserveB > 0n).toBe(true);
		})
	);
});

describe('splitting', () => {
	const legs = (...weights: readonly number[]): readonly VenueLeg[] =>
		weights.map((weightBps, i) => ({ venue: `V${i}`, weightBps }));
	test('floors each part; the last leg takes the rest', () => {
		const parts = splitByWeight(100n, legs(3333, 3333, 3334))?.map(({ part }) => part);
		expect(parts).toEqual([33n, 33n, 34n]);
		expect(splitByWeight(1n, legs(9999, 1))?.map(({ part }) => part)).toEqual([0n, 1n]);
	});
	test('refuses weights that do not sum to all, or are not positive', () => {
		for (const weights of [[], [9999], [5000, 5001], [10_000, 0], [10_001, -1]])
			expect(splitByWeight(100n, legs(...weights))).toBeUndefined();
	});
	test('hands out every unit', () => {
		fc.assert(
			fc.property(amount, fc.integer({ min: 1, max: 9998 }), (whole, first) => {
				const parts = splitByWeight(whole, legs(first, 9999 - first, 1)) ?? [];
				const given = parts.reduce((sum, { part }) => sum + part, 0n);
				expect([parts.length === 3 || first === 9999, given]).toEqual([true, whole]);
			})
		);
	});
});

describe('trades over several legs', () => {
	const pairs: Pairs = new Map([
		['V0', deep],
		['V1', pair(5_000_000_000n, 500_000_000n)]
	]);
	test('each leg meets the reserves its predecessors left', () => {
		const twice = [
			{ venue: 'V0', weightBps: 5000 },
			{ venue: 'V0', weightBps: 5000 }
		];
		const first = quoteExactIn(deep, 'XLM', 500_000_000n);
		const second = quoteExactIn(applySwap(deep, 'XLM', 500_000_000n, first), 'XLM', 500_000_000n);
		const trade = sellExactIn(pairs, twice, 'XLM', 1_000_000_000n);
		expect(trade).toMatchObject({ kind: 'traded', amountOut: first + second });
		expect(second).toBeLessThan(first);
	});
	test('a purchase receives exactly what was asked', () => {
		const legs = [
			{ venue: 'V0', weightBps: 6000 },
			{ venue: 'V1', weightBps: 4000 }
		];
		const trade = buyExactOut(pairs, legs, 'XLM', 1_000_001n);
		if (trade.kind !== 'traded') throw new Error(`expected a trade, found ${trade.reason}`);
		expect(trade.amountOut).toBe(1_000_001n);
		const [v0, v1] = [trade.pairs.get('V0'), trade.pairs.get('V1')];
		expect([v0?.reserveA, v1?.reserveA]).toEqual([
			10_000_000_000n - 600_000n,
			5_000_000_000n - 400_001n
		]);
		expect((v0?.reserveB ?? 0n) + (v1?.reserveB ?? 0n)).toBe(1_500_000_000n + trade.amountIn);
	});
	test('parts of nothing are passed over', () => {
		const legs = [
			{ venue: 'none', weightBps: 1 },
			{ venue: 'V0', weightBps: 9999 }
		];
		expect(sellExactIn(pairs, legs, 'XLM', 5000n)).toMatchObject({ kind: 'traded' });
	});
	test.each([
		['unknown-venue', sellExactIn(pairs, [{ venue: 'none', weightBps: 10_000 }], 'XLM', 5000n)],
		['unknown-token', sellExactIn(pairs, [{ venue: 'V0', weightBps: 10_000 }], 'EURC', 5000n)],
		['zero-output', sellExactIn(pairs, [{ venue: 'V0', weightBps: 10_000 }], 'XLM', 1n)],
		['no-liquidity', buyExactOut(pairs, [{ venue: 'V0', weightBps: 10_000 }], 'XLM', 10n ** 12n)],
		['bad-weights', buyExactOut(pairs, [{ venue: 'V0', weightBps: 9000 }], 'XLM', 5000n)]
	])('%s is a reason', (reason, trade) => {
		expect(trade).toMatchObject({ kind: 'refused', reason });
	});
});
