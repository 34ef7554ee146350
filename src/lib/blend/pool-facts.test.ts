import { expect, test } from 'vitest';
import { poolErrorKind } from './pool-errors.ts';
import { touchedAccounts } from './pool-event.ts';
import { poolStatus } from './pool-status.ts';
import { usablePrice } from './usable-price.ts';

test('a code of the pool has a meaning, a foreign one has none', () => {
	expect([1205, 1211, 1212, 1213, 1214].map(poolErrorKind)).toEqual([
		'unhealthy-filler',
		'not-liquidatable',
		'auction-in-progress',
		'liquidation-too-large',
		'liquidation-too-small'
	]);
	expect([8, 1225, 2163].map(poolErrorKind)).toEqual([undefined, undefined, undefined]);
});

test('a fill touches user and filler', () => {
	const data = { bid: new Map(), lot: new Map(), startLedger: 1 };
	const auction = { auction: 'userLiquidation', user: 'U', data, percent: 100 } as const;
	expect(touchedAccounts({ kind: 'fill-auction', filler: 'F', ...auction })).toEqual(['U', 'F']);
	expect(touchedAccounts({ kind: 'new-auction', ...auction })).toEqual(['U']);
	expect(touchedAccounts({ kind: 'bad-debt', user: 'U', asset: 'A' })).toEqual(['U']);
});

test('an unknown status is unknown', () => {
	expect([poolStatus(1), poolStatus(7)]).toEqual(['active', undefined]);
});

test('the pool takes a price for a day, and a positive one only', () => {
	const now = 1_790_000_000;
	expect(usablePrice(7n, now - 86_400, now)).toBe(7n);
	expect(usablePrice(7n, now - 86_401, now)).toBeUndefined();
	expect([usablePrice(0n, now, now), usablePrice(-1n, now, now)]).toEqual([undefined, undefined]);
});
