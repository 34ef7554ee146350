import { expect, test } from 'vitest';
import { amountText, countText, sharePriceText, shortText, signedText } from './number-text.ts';

test('an amount keeps every digit it is asked for, however large', () => {
	expect(amountText(602_143_812_345n, 7, 2)).toBe('60,214.38');
	expect(amountText(602_143_812_345n, 7, 7)).toBe('60,214.3812345');
	expect(amountText(123_456_789_012_345_678_901_234_567n, 7, 7)).toBe(
		'12,345,678,901,234,567,890.1234567'
	);
	expect(amountText(5n, 0, 0)).toBe('5');
});

test('a negative amount has a real minus, and nothing is ever −0', () => {
	expect(amountText(-12_345_678n, 7, 2)).toBe('\u22121.23');
	expect(amountText(-1n, 7, 2)).toBe('0.00');
});

test('a gain has its sign, zero has none', () => {
	expect(signedText(40_900_000n, 7, 2)).toBe('+4.09');
	expect(signedText(-8_000n, 7, 4)).toBe('\u22120.0008');
	expect(signedText(0n, 7, 2)).toBe('0.00');
	expect(signedText(1n, 7, 2)).toBe('0.00');
});

test('a share price has six decimals in two groups', () => {
	expect(sharePriceText(1_002_985_999_999n)).toBe('1.002\u2009985');
	expect(sharePriceText(1_000_000_000_000n)).toBe('1.000\u2009000');
});

test('ledgers are grouped, long ids shortened', () => {
	expect(countText(51_204_491)).toBe('51,204,491');
	expect(shortText(`GBQX${'A'.repeat(48)}7T2K`)).toBe('GBQX…7T2K');
	expect(shortText('ana-laptop')).toBe('ana-laptop');
});
