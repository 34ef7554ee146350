import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shares, usdc } from '#lib/math/amount.ts';
import { depositRoom } from './deposit-room.ts';
import { fillCapFloor } from './fill-cap.ts';
import {
	previewDepositFloor,
	previewMintCeil,
	previewRedeemFloor,
	previewWithdrawCeil,
	sharePriceFloor,
	type Pot
} from './share-price.ts';
import { totalAssets } from './total-assets.ts';
import { trancheView } from './tranche.ts';
import { unvestedCeil, withProfit, type VestingBucket } from './vesting.ts';

const pot = (assets: bigint, supply: bigint): Pot => ({
	totalAssets: usdc(assets),
	totalShares: shares(supply)
});
const amount = fc.bigInt({ min: 1n, max: 10n ** 18n });

describe('shares', () => {
	test('the price has 12 decimals, floored', () => {
		expect(sharePriceFloor(pot(10n, 3n))).toBe(3_333_333_333_333n);
		expect(sharePriceFloor(pot(0n, 0n))).toBe(1_000_000_000_000n);
	});
	test('before the seed one share is one stroop', () => {
		expect(previewDepositFloor(pot(0n, 0n), usdc(7n))).toBe(7n);
		expect(previewRedeemFloor(pot(0n, 0n), shares(7n))).toBe(7n);
	});
	test('shares of nothing redeem for nothing, and nobody can buy in', () => {
		const empty = pot(0n, 100n);
		expect(previewRedeemFloor(empty, shares(7n))).toBe(0n);
		expect(previewMintCeil(empty, shares(7n))).toBe(0n);
		expect(previewDepositFloor(empty, usdc(7n))).toBeUndefined();
		expect(previewWithdrawCeil(empty, usdc(7n))).toBeUndefined();
	});
	test('no way in and out at once gains anything, and none lowers the price for those who stay', () => {
		fc.assert(
			fc.property(amount, amount, amount, (assets, supply, x) => {
				const before = pot(assets, supply);
				const minted = previewDepositFloor(before, usdc(x)) ?? shares(0n);
				const joined = pot(assets + x, supply + minted);
				expect(joined.totalAssets * supply).toBeGreaterThanOrEqual(assets * joined.totalShares);
				expect(previewRedeemFloor(joined, minted)).toBeLessThanOrEqual(x);
				expect(previewMintCeil(before, minted)).toBeLessThanOrEqual(x);
				const burned = previewWithdrawCeil(before, usdc(x)) ?? shares(0n);
				expect(previewRedeemFloor(before, burned)).toBeGreaterThanOrEqual(x);
			})
		);
	});
	test('deposits have room below the cap, once the vault is open', () => {
		const vault = { totalAssets: usdc(40n) };
		expect(depositRoom(vault, usdc(100n), true)).toBe(60n);
		expect(depositRoom(vault, usdc(30n), true)).toBe(0n);
		expect(depositRoom(vault, usdc(100n), false)).toBe(0n);
		expect(depositRoom({ totalAssets: usdc(0n) }, usdc(100n), true)).toBe(0n);
	});
	test('a fill may spend a floored part of all assets', () => {
		expect(fillCapFloor(usdc(99_999n), 1000)).toBe(9999n);
		expect(fillCapFloor(usdc(99_999n), 10_000)).toBe(99_999n);
	});
});

describe('total assets', () => {
	const books = { booked: usdc(1000n), owed: usdc(30n) };
	test('a donation adds nothing, what is gone counts at once', () => {
		expect(totalAssets(books, usdc(5000n), usdc(20n))).toBe(950n);
		expect(totalAssets(books, usdc(900n), usdc(20n))).toBe(850n);
	});
	test('never fall below nothing', () => {
		expect(totalAssets(books, usdc(10n), usdc(20n))).toBe(0n);
	});
});

describe('a tranche', () => {
	const tranche = { lockedShares: shares(40n), unlockAt: 100 };
	test('locks until its second, then no more', () => {
		expect(trancheView(tranche, shares(100n), 99)).toEqual({
			locked: 40n,
			unlocked: 60n,
			secondsLeft: 1
		});
		expect(trancheView(tranche, shares(100n), 100)).toEqual({
			locked: 0n,
			unlocked: 100n,
			secondsLeft: 0
		});
	});
	test('an account without one is free', () => {
		expect(trancheView(undefined, shares(5n), 0).unlocked).toBe(5n);
	});
});

describe('vesting', () => {
	const DAY = 86_400;
	const WHOLE = 10_000_000n;
	test('is linear, and rounds what is left up', () => {
		const ring = withProfit([], usdc(100n), 1000, 60);
		expect(ring).toEqual([{ amount: 100n, start: 1000, end: 1060 }]);
		expect([1000, 1001, 1030, 1059, 1060, 2000].map((now) => unvestedCeil(ring, now))).toEqual([
			100n,
			99n,
			50n,
			2n,
			0n,
			0n
		]);
	});
	test('of the twelfth profit off the grid ends on it, and later ones join it', () => {
		let ring: readonly VestingBucket[] = [];
		const seconds = [1, 2, 3, 4, 6, 7, 8, 9, 11, 12, 13];
		for (const second of seconds) ring = withProfit(ring, usdc(WHOLE), 1000 + second, 60);
		expect(ring.map((bucket) => bucket.end)).toEqual(seconds.map((second) => 1060 + second));
		ring = withProfit(ring, usdc(WHOLE), 1014, 60);
		expect(ring.at(-1)).toEqual({ amount: WHOLE, start: 1014, end: 1075 });
		const joined = withProfit(ring, usdc(10n), 1015, 60);
		expect(joined).toHaveLength(12);
		expect(joined.at(-1)).toEqual({ amount: 9_836_075n, start: 1015, end: 1075 });
	});
	test('of less than 1 USDC always ends on the grid', () => {
		const small = withProfit([], usdc(WHOLE - 1n), 1001, 60);
		expect(small).toEqual([{ amount: WHOLE - 1n, start: 1001, end: 1065 }]);
		expect(withProfit(small, usdc(WHOLE), 1001, 60).at(-1)?.end).toBe(1061);
	});
	test('no profit, no bucket; and what has vested goes', () => {
		const ring = withProfit([], usdc(100n), 1000, 60);
		expect(withProfit(ring, usdc(0n), 1010, 60)).toEqual(ring);
		expect(withProfit(ring, usdc(5n), 1060, 60)).toEqual([{ amount: 5n, start: 1060, end: 1120 }]);
	});
	test('a later profit never lowers what is vested at any later time, and 24 buckets are enough', () => {
		const profits = fc.array(
			fc.tuple(fc.integer({ min: 0, max: DAY / 6 }), fc.bigInt({ min: 1n, max: 10n ** 12n })),
			{ minLength: 1, maxLength: 60 }
		);
		fc.assert(
			fc.property(profits, fc.integer({ min: 0, max: 2 * DAY }), (list, later) => {
				let now = 1_790_000_000;
				let ring: readonly VestingBucket[] = [];
				for (const [wait, profit] of list) {
					now += wait;
					const grown = withProfit(ring, usdc(profit), now, DAY);
					const at = now + later;
					const vestedOfNew = unvestedCeil(grown, at) - unvestedCeil(ring, at);
					expect(vestedOfNew).toBeLessThanOrEqual(profit);
					expect(vestedOfNew).toBeGreaterThanOrEqual(-1n);
					expect(grown.length).toBeLessThanOrEqual(24);
					ring = grown;
				}
			})
		);
	});
});
