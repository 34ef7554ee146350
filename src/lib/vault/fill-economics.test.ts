import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { price, underlying, usdc } from '#lib/math/amount.ts';
import { eventBytes } from './event-bytes.ts';
import { fillEconomics, type FillLegs, type TokenPrice } from './fill-economics.ts';
import { isFreshForVault } from './fresh-price.ts';
import { oracleWorth } from './oracle-worth.ts';
import { profitFloor, profitFloors } from './profit-floor.ts';
import { splitProfitFloor } from './split-profit.ts';

const params = {
	minProfit: usdc(1_000_000n),
	minMarginBps: 200,
	maxSlippageBps: 200,
	edgeShareBps: 7500,
	feeBps: 1000
};
const prices = new Map<string, TokenPrice>([
	['USDC', { price: price(10_000_000n), decimals: 7 }],
	['XLM', { price: price(750_000n), decimals: 7 }]
]);
/** The auction of blend-v2 §14.4 at 69 %, age 200: 207 USDC for 3156.75 XLM. */
const fill = (proceeds: bigint): FillLegs => ({
	bid: [{ asset: 'USDC', amount: underlying(2_070_000_000n), cost: usdc(2_070_000_000n) }],
	lot: [{ asset: 'XLM', amount: underlying(31_567_500_000n), proceeds: usdc(proceeds) }]
});
const economics = (proceeds: bigint, orderMin = 0n) =>
	fillEconomics(fill(proceeds), 'USDC', prices, params, usdc(orderMin));

describe('a fill', () => {
	test('without slippage profits by the edge', () => {
		expect(economics(2_367_562_500n)).toEqual({
			spent: 2_070_000_000n,
			profit: 297_562_500n,
			edge: 297_562_500n,
			otherValue: 2_367_562_500n,
			floors: {
				order: 0n,
				minimum: 1_000_000n,
				margin: 41_400_000n,
				edge: 223_171_875n // three quarters of the edge: less strict than edge − 2 % of the volume
			},
			misses: undefined,
			split: { fee: 29_756_250n, vaultShare: 267_806_250n }
		});
	});
	test('passes at its floor and fails one stroop below', () => {
		const floor = 223_171_875n;
		expect(economics(2_070_000_000n + floor)?.misses).toBeUndefined();
		expect(economics(2_070_000_000n + floor - 1n)?.misses).toBe('edge');
	});
	test('names the first floor it misses, in the order of the vault', () => {
		expect(economics(2_367_562_500n, 297_562_501n)?.misses).toBe('order');
		expect(economics(2_070_999_999n)?.misses).toBe('minimum');
		expect(economics(2_111_399_999n)?.misses).toBe('margin');
		expect(economics(2_000_000_000n)).toMatchObject({
			profit: -70_000_000n,
			misses: 'order',
			split: { fee: 0n, vaultShare: 0n }
		});
	});
	test('needs every price', () => {
		const without = (asset: string) => new Map([...prices].filter(([name]) => name !== asset));
		for (const asset of ['USDC', 'XLM'])
			expect(fillEconomics(fill(1n), 'USDC', without(asset), params, usdc(0n))).toBeUndefined();
	});
	test('counts USDC on both sides at face value, a bought debt at the oracle', () => {
		const legs: FillLegs = {
			bid: [
				{ asset: 'USDC', amount: underlying(100n), cost: usdc(100n) },
				{ asset: 'XLM', amount: underlying(1_000n), cost: usdc(80n) }
			],
			lot: [{ asset: 'USDC', amount: underlying(500n), proceeds: usdc(500n) }]
		};
		expect(fillEconomics(legs, 'USDC', prices, params, usdc(0n))).toMatchObject({
			spent: 180n,
			profit: 320n,
			edge: 325n,
			otherValue: 75n
		});
	});
});

describe('floors', () => {
	const floors = {
		minProfit: usdc(10n),
		orderMinProfit: usdc(0n),
		marginBps: 200,
		spent: usdc(1001n),
		edge: usdc(100n),
		maxSlippageBps: 200,
		otherValue: usdc(999n),
		edgeShareBps: 7500
	};
	test('round up; of slippage budget and share of the edge the lesser binds', () => {
		expect(profitFloors(floors)).toEqual({ order: 0n, minimum: 10n, margin: 21n, edge: 75n });
		expect(profitFloors({ ...floors, otherValue: usdc(2_000n) }).edge).toBe(60n);
		expect(profitFloors({ ...floors, edge: usdc(101n) }).edge).toBe(76n);
	});
	test('of a negative edge ask nothing more', () => {
		const lossy = { ...floors, edge: usdc(-101n), otherValue: usdc(0n) };
		expect(profitFloors(lossy).edge).toBe(-101n);
		expect(profitFloors({ ...lossy, edgeShareBps: 20_000 }).edge).toBe(-202n);
		expect(profitFloor(lossy)).toBe(21n);
	});
	test('the greatest counts', () => {
		expect(profitFloor(floors)).toBe(75n);
		expect(profitFloor({ ...floors, orderMinProfit: usdc(500n) })).toBe(500n);
		expect(profitFloor({ ...floors, minProfit: usdc(600n) })).toBe(600n);
	});
});

test('the split floors the fee and loses nothing', () => {
	expect(splitProfitFloor(usdc(19n), 1000)).toEqual({ fee: 1n, vaultShare: 18n });
	fc.assert(
		fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.nat({ max: 1000 }), (raw, bps) => {
			const { fee, vaultShare } = splitProfitFloor(usdc(raw), bps);
			expect([fee + vaultShare, fee * 10_000n <= raw * BigInt(bps)]).toEqual([raw, true]);
		})
	);
});

test('an oracle value does not depend on the decimals of the oracle', () => {
	const value = (scale: bigint, rounding: 'floor' | 'ceil') =>
		oracleWorth(underlying(3n), price(7n * scale), price(9n * scale), 6, rounding);
	expect([value(1n, 'floor'), value(1n, 'ceil')]).toEqual([23n, 24n]);
	expect(value(10n ** 7n, 'floor')).toBe(23n);
});

test('a price is fresh for the vault up to its age, and a minute ahead', () => {
	const fresh = (at: number) => isFreshForVault(at, 10_000, 900);
	expect([9099, 9100, 10_060, 10_061].map(fresh)).toEqual([false, true, true, false]);
});

test('event bytes of the measured fills are within their estimate', () => {
	expect(eventBytes(1, 1, 0, [472])).toBeGreaterThanOrEqual(2216);
	expect(eventBytes(2, 2, 0, [472, 472, 472])).toBeGreaterThanOrEqual(4284);
	expect(eventBytes(1, 1, 5, [472])).toBe(856 + 556 + 568 + 900 + 472);
});
