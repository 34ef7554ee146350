import { expect, test } from 'vitest';
import { usdc } from '#lib/math/amount.ts';
import type { Action } from './action.ts';
import { feeCap } from './fee-cap.ts';
import { DEFAULT_POLICY } from './policy.ts';

const USER = { pool: 'P', user: 'U' } as const;
const ACTIONS: readonly Action[] = [
	{ kind: 'create', ...USER, legs: { bid: ['USDC'], lot: ['XLM'] }, percent: 70 },
	{ kind: 'delete-auction', ...USER },
	{ kind: 'bad-debt', ...USER },
	{ kind: 'fill', order: { ...USER, auctionType: 0, percent: 100, swaps: [], minProfit: usdc(0n) } }
];

test('no action may cost 1.9 XLM', () => {
	for (const action of ACTIONS) expect(feeCap(action, DEFAULT_POLICY)).toBeLessThan(19_000_000n);
});

test('what earns nothing may cost a fifth of an XLM, a fill twice as much', () => {
	const caps = ACTIONS.map((action) => feeCap(action, DEFAULT_POLICY));
	expect(caps).toEqual([2_000_000n, 2_000_000n, 2_000_000n, 4_000_000n]);
});
