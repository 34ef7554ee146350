import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDecimal, formatFixed } from './format-decimal.ts';
import { parseDecimal } from './parse-decimal.ts';
import { I128_MAX, tenTo, UnsupportedDecimalsError } from './scale.ts';

const parsed = (text: string, decimals = 7) => {
	const result = parseDecimal(text, decimals);
	return result.ok ? result.value : result.error.kind;
};

describe('parseDecimal', () => {
	test.each([
		['0', 0n],
		['1', 10_000_000n],
		['1.25', 12_500_000n],
		['0.0000001', 1n],
		['12345678901234567890.1234567', 123_456_789_012_345_678_901_234_567n]
	])('%s is exact', (text, raw) => {
		expect(parsed(text)).toBe(raw);
	});

	test.each([
		...['-0', '-1', '+1', '1e5', '1E5', '0x10', '1,5', '1,000', '1 000', '1_000', '.5', '5.', '.'],
		...['01', '00', '1.2.3', ' 1', '1 ', '1\n', '٣', '１', 'NaN', 'Infinity', '½']
	])('%j is refused', (text) => {
		expect(parsed(text)).toBe('not-a-plain-number');
	});

	test('nothing typed is its own case', () => {
		expect(parsed('')).toBe('empty');
	});

	test('more decimals than the asset has are refused, zeros too', () => {
		expect(parseDecimal('1.00000000', 7)).toEqual({
			ok: false,
			error: { kind: 'too-many-decimals', allowed: 7 }
		});
		expect(parsed('1.0', 0)).toBe('too-many-decimals');
	});

	test('what no i128 holds is refused', () => {
		expect(parsed(I128_MAX.toString(), 0)).toBe(I128_MAX);
		expect(parsed((I128_MAX + 1n).toString(), 0)).toBe('too-large');
		expect(parsed('9'.repeat(10_000))).toBe('too-large');
	});
});

describe('formatDecimal', () => {
	test.each([
		[0n, 7, '0'],
		[12_500_000n, 7, '1.25'],
		[1n, 7, '0.0000001'],
		[-1n, 7, '-0.0000001'],
		[-20_000_000n, 7, '-2'],
		[42n, 0, '42']
	])('%s with %s decimals is %s', (raw, decimals, text) => {
		expect(formatDecimal(raw, decimals)).toBe(text);
	});

	test('every amount comes back unchanged', () => {
		fc.assert(
			fc.property(
				fc.bigInt({ min: 0n, max: I128_MAX }),
				fc.integer({ min: 0, max: 38 }),
				(raw, decimals) => {
					expect(parsed(formatDecimal(raw, decimals), decimals)).toBe(raw);
				}
			)
		);
	});
});

describe('formatFixed', () => {
	test.each([
		[12_599_999n, 2, '1.25'],
		[-12_599_999n, 2, '-1.25'],
		[-1n, 2, '0.00'],
		[12_500_000n, 0, '1'],
		[10_000_000n, 9, '1.000000000']
	])('%s with %s places is %s', (raw, places, text) => {
		expect(formatFixed(raw, 7, places)).toBe(text);
	});
});

test('powers of ten end where an i128 does', () => {
	expect(tenTo(38)).toBeLessThan(I128_MAX);
	expect(() => tenTo(39)).toThrow(UnsupportedDecimalsError);
	expect(() => tenTo(-1)).toThrow(UnsupportedDecimalsError);
	expect(() => tenTo(1.5)).toThrow(UnsupportedDecimalsError);
});
