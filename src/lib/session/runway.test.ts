import { expect, test } from 'vitest';
import { runway } from './runway.ts';

const EXPECTED = 400_000n;

test('an account that was not read has no runway, and not one of 0 fills', () => {
	expect(runway(undefined, 114_000n, EXPECTED)).toEqual({ kind: 'unknown' });
});
test('fills are counted at the average fee so far, rounded down', () => {
	expect(runway(46_800_000n, 1_140_000n, EXPECTED)).toEqual({
		kind: 'fills',
		fills: 41,
		feePerFill: 1_140_000n,
		estimated: false,
		low: false
	});
});
test('before the first fill the expected fee counts, and it is said', () => {
	expect(runway(80_000_000n, undefined, EXPECTED)).toMatchObject({ fills: 200, estimated: true });
	expect(runway(80_000_000n, 0n, EXPECTED)).toMatchObject({ fills: 200, estimated: true });
});
test('fewer than ten fills are low; ten are not', () => {
	expect(runway(3_999_999n, undefined, EXPECTED)).toMatchObject({ fills: 9, low: true });
	expect(runway(4_000_000n, undefined, EXPECTED)).toMatchObject({ fills: 10, low: false });
});
test('an account below its reserve pays for nothing', () => {
	expect(runway(-1n, undefined, EXPECTED)).toMatchObject({ fills: 0, low: true });
	expect(runway(0n, undefined, EXPECTED)).toMatchObject({ fills: 0, low: true });
});
