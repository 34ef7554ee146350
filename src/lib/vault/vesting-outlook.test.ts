import { expect, test } from 'vitest';
import { shares, usdc } from '#lib/math/amount.ts';
import { vestingOutlook } from './vesting-outlook.ts';

const POT = {
	books: { booked: usdc(1_010_000_000n), owed: usdc(0n) },
	balance: usdc(1_010_000_000n),
	totalShares: shares(1_000_000_000n),
	vesting: [{ amount: usdc(10_000_000n), start: 100, end: 160 }]
};

test('half of the time in, half of the profit counts', () => {
	const { price, before, whenVested, unvested, span } = vestingOutlook(POT, 130);
	expect(before).toBe(1_000_000_000_000n);
	expect(price).toBe(1_005_000_000_000n);
	expect(whenVested).toBe(1_010_000_000_000n);
	expect(unvested).toBe(5_000_000n);
	expect(span).toEqual({ from: 100, to: 160 });
});

test('once it is over nothing vests and the prices are one', () => {
	const { price, before, whenVested, unvested, span } = vestingOutlook(POT, 160);
	expect([price, before]).toEqual([whenVested, whenVested]);
	expect(unvested).toBe(0n);
	expect(span).toBeUndefined();
});

test('several profits vest as one span', () => {
	const more = { ...POT, vesting: [...POT.vesting, { amount: usdc(5n), start: 120, end: 180 }] };
	expect(vestingOutlook(more, 130).span).toEqual({ from: 100, to: 180 });
});
