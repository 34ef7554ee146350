import { expect, test } from 'vitest';
import { usdc } from '#lib/math/amount.ts';
import type { Action } from './action.ts';
import { beyond, type Declared } from './declared.ts';
import { resourceCap } from './resource-cap.ts';

const USER = { pool: 'P', user: 'U' } as const;
const FILL: Action = {
	kind: 'fill',
	order: { ...USER, auctionType: 0, percent: 100, swaps: [], minProfit: usdc(0n) }
};
const CREATE: Action = {
	kind: 'create',
	...USER,
	legs: { bid: ['USDC'], lot: ['XLM'] },
	percent: 70
};

/** As measured: the smallest there is, and the largest. */
const MEASURED: readonly (readonly [Action, Declared, Declared])[] = [
	[FILL, of(15_383_203, 0, 5_236), of(48_290_000, 288, 12_200)],
	[CREATE, of(4_518_427, 0, 384), of(4_518_427, 0, 384)]
];

function of(instructions: number, readBytes: number, writeBytes: number): Declared {
	return { instructions, readBytes, writeBytes };
}

const over = (action: Action, declared: Declared) => {
	const most = resourceCap(action);
	return most && beyond(declared, most);
};

test.each(MEASURED)(
	'the largest action that was measured may be twice as large',
	(action, _, largest) => {
		const { instructions, readBytes, writeBytes } = largest;
		expect(over(action, of(instructions * 2, readBytes * 2, writeBytes * 2))).toBeUndefined();
	}
);

test.each(MEASURED)('ten times the work of the smallest is too much', (action, smallest) => {
	const tenfold = { ...smallest, instructions: smallest.instructions * 10 };
	expect(over(action, tenfold)).toMatch(/instructions, at most/);
});

test('ten times what the smallest fill writes is too much by itself', () => {
	expect(over(FILL, of(15_383_203, 0, 52_360))).toMatch(/bytes to write, at most/);
});

test('a fill that brings back what was archived is not refused for it', () => {
	const entries = 29; // of 800 bytes: more than the cap on its fee pays for
	expect(over(FILL, of(60_000_000, entries * 800, 12_200 + entries * 800))).toBeUndefined();
});

test('what earns nothing and declares little is bound by its fee alone', () => {
	for (const kind of ['delete-auction', 'bad-debt'] as const) {
		expect(resourceCap({ kind, ...USER })).toBeUndefined();
	}
});
