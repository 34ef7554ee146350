import { expect, test } from 'vitest';
import { parseSeed } from './config.ts';

test('a seed is 64 hex digits, or a number that stands for itself', () => {
	expect(parseSeed('AB'.repeat(32))).toBe('ab'.repeat(32));
	expect(parseSeed('7')).toBe('7'.padStart(64, '0'));
	expect(parseSeed('255')).toBe('ff'.padStart(64, '0'));
});

test.each(['', 'seven', '-1', '0x10', '1.5', 'ab'.repeat(31), '1'.repeat(19)])(
	'%j is no seed',
	(text) => {
		expect(parseSeed(text)).toBeUndefined();
	}
);
