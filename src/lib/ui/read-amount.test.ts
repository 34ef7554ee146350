import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDecimal } from '#lib/math/format-decimal.ts';
import { readAmount } from './read-amount.ts';

const read = (text: string) => readAmount(text, 7, 'USDC');

describe('what is not read, and what to type instead', () => {
	test.each([
		['-0', 'Write the amount without a sign.'],
		['-5', 'Write the amount without a sign.'],
		['+5', 'Write the amount without a sign.'],
		['−5', 'Write the amount without a sign.'],
		['1e5', 'Write the amount out, without an exponent: 100000'],
		['1E-2', 'Write the amount out, without an exponent: 100000'],
		['1,5', 'Use a point for decimals and no commas: 1234.5'],
		['1,234.56', 'Use a point for decimals and no commas: 1234.5'],
		['1 234', 'Write the digits without gaps: 1234.5'],
		['1.12345678', 'USDC has 7 decimals, this has 8. Leave the last ones out.'],
		['.5', 'A point needs digits on both sides: 0.5'],
		['5.', 'A point needs digits on both sides: 0.5'],
		['007', 'Leave out the zeros in front.'],
		['0', 'The amount must be more than 0.'],
		['0.0000000', 'The amount must be more than 0.'],
		['0x10', 'Write an amount in digits, with a point for decimals: 1234.5'],
		['１２', 'Write an amount in digits, with a point for decimals: 1234.5'],
		['NaN', 'Write an amount in digits, with a point for decimals: 1234.5'],
		['9'.repeat(40), 'No account can hold that much.']
	])('%s', (text, sentence) => {
		expect(read(text)).toEqual({ kind: 'bad', sentence });
	});
});

test('nothing typed is nothing wrong', () => {
	expect(read('')).toEqual({ kind: 'empty' });
	expect(read('  ')).toEqual({ kind: 'empty' });
});

test('20 digits are read to the last one', () => {
	expect(read('12345678901234567890.1234567')).toEqual({
		kind: 'amount',
		raw: 123_456_789_012_345_678_901_234_567n
	});
});

test('whatever is written in full is read exactly', () => {
	fc.assert(
		fc.property(fc.bigInt({ min: 1n, max: 2n ** 127n - 1n }), (raw) => {
			expect(read(formatDecimal(raw, 7))).toEqual({ kind: 'amount', raw });
		})
	);
});

test('no text is read as anything but what it says', () => {
	const pieces = fc.constantFrom('0', '1', '9', '.', ',', '-', '+', 'e', ' ', '_', '٣', '０');
	fc.assert(
		fc.property(fc.string({ unit: pieces, maxLength: 12 }), (text) => {
			const typed = read(text);
			if (typed.kind !== 'amount') return;
			const [whole = '', fraction = ''] = text.trim().split('.');
			expect(typed.raw.toString()).toBe(
				(whole + fraction.padEnd(7, '0')).replace(/^0+(?=[0-9])/, '')
			);
		}),
		{ numRuns: 2_000 }
	);
});
