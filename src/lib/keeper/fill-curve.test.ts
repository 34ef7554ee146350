import { expect, test } from 'vitest';
import { usdc } from '#lib/math/amount.ts';
import { fill, START } from '../../../tests/fixtures/race-case.ts';
import { fillCurve } from './fill-curve.ts';

const filled = (age: number, changes = {}) => fillCurve(fill('ana', age, changes).fill);

test('goes through the fill: what it was paid, what it paid', () => {
	const { points } = filled(180);
	expect(points.find(({ age }) => age === 180)).toEqual({
		age: 180,
		lot: 2_115_400_000n,
		bid: 2_070_000_000n
	});
});

test('ends as the rule says: the whole lot, no bid', () => {
	const last = filled(180).points.at(-1);
	expect(last).toMatchObject({ lot: (2_115_400_000n * 1000n) / 900n, bid: 0n });
});

test('breaks even before a fill that paid', () => {
	const { breakEven, firstFill } = filled(180);
	expect(breakEven).toBe(177);
	expect(firstFill).toBe(180);
});

test('in the second half the whole bid is more than what was paid', () => {
	const { points, bid } = filled(300, { spent: usdc(1_000_000_000n) });
	expect(points[0]?.bid).toBe(2_000_000_000n);
	expect(bid[0]?.amount).toBe(4_140_000_000n);
});

test('a free bid leaves nothing to conclude about it', () => {
	const { points } = filled(400, { spent: usdc(0n), bid: new Map() });
	expect(points[0]?.bid).toBe(0n);
	expect(points[0]?.lot).toBe(0n);
});

test('ages count from the start ledger', () => {
	expect(filled(180, { ledger: START + 190 }).firstFill).toBe(190);
});
