import { expect, test } from 'vitest';
import { cadence, secondsFor, seen, type LedgerSeen } from './cadence.ts';

const walk = (...steps: readonly (readonly [ledger: number, at: number])[]) =>
	steps.reduce<readonly LedgerSeen[]>((past, [ledger, at]) => seen(past, ledger, at), []);

test('one ledger tells no pace', () => {
	expect(cadence([])).toBeUndefined();
	expect(cadence(walk([10, 0]))).toBeUndefined();
});
test('the pace is what passed between ledgers, those that were skipped included', () => {
	expect(cadence(walk([10, 0], [11, 5_000], [14, 20_000]))).toBe(5_000);
});
test('a ledger that was heard of before changes nothing', () => {
	expect(walk([10, 0], [11, 5_000], [11, 9_000], [10, 9_500])).toEqual(walk([10, 0], [11, 5_000]));
});
test('a sleep is no pace: counting begins anew after it', () => {
	const past = walk([10, 0], [11, 5_000], [12, 10_000], [13, 400_000]);
	expect(past).toEqual([{ ledger: 13, at: 400_000 }]);
});
test('a network that begins anew is another one', () => {
	expect(walk([500, 0], [501, 5_000], [3, 6_000])).toEqual([{ ledger: 3, at: 6_000 }]);
});
test('only the last ledgers count', () => {
	const slow = Array.from({ length: 30 }, (_, i) => [i, i * 5_000] as const);
	const fast = Array.from({ length: 40 }, (_, i) => [30 + i, 150_000 + i * 1_000] as const);
	expect(cadence(walk(...slow, ...fast))).toBe(1_000);
});
test('ledgers become seconds at the observed pace, and nothing without one', () => {
	expect(secondsFor(12, 5_200)).toBe(62);
	expect(secondsFor(12, undefined)).toBeUndefined();
});
