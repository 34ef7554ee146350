import { expect, test } from 'vitest';
import { stroops } from '#lib/math/amount.ts';
import { err, ok } from '#lib/result.ts';
import { Bids, bidFromStats, MIN_BID } from './fees.ts';

const CAP = stroops(100_000n);
const DOWN = err({ kind: 'rpc-error', code: -32603, message: 'no statistics' } as const);
const UNASKED = ok(undefined);

test('a bid lies between the network’s least and the cap', () => {
	const bids = [0n, 60n, 1_000_000n].map((p95) => bidFromStats(p95, 0n, CAP));
	expect(bids).toEqual([100n, 120n, 100_000n]);
});

test('statistics that cannot be read leave the last bid, or the least, never none', () => {
	const bids = new Bids(CAP, 10);
	const trouble = ['fee statistics (rpc-error); the bid is 100 stroops'];
	expect(bids.take(DOWN, 1)).toEqual({ bid: MIN_BID, trouble });
	expect(bids.take(DOWN, 2)).toEqual({ bid: MIN_BID, trouble: [] });
	expect(bids.query()).toBeDefined();
	expect(bids.take(ok(stroops(500n)), 3)).toEqual({ bid: 500n, trouble: [] });
	expect(bids.query()).toBeUndefined();
	expect(bids.take(UNASKED, 12).bid).toBe(500n);
	expect(bids.query()).toBeDefined();
	const again = ['fee statistics (rpc-error); the bid is 500 stroops'];
	expect(bids.take(DOWN, 13)).toEqual({ bid: 500n, trouble: again });
});
