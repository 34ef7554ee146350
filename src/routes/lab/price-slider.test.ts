import { expect, test } from 'vitest';
import { changeText, fromSlider, sliderOf } from './price-slider.ts';

test('a slider stands at the percent of the first price', () => {
	expect(sliderOf(750_000n, 1_000_000n).value).toBe(75);
});

test('beyond its ends it stands at them', () => {
	expect(sliderOf(1n, 1_000_000n).value).toBe(20);
	expect(sliderOf(9_000_000n, 1_000_000n).value).toBe(150);
});

test('what is read from it is a price', () => {
	expect(fromSlider(75, 1_000_000n)).toBe(750_000n);
});

test.each([
	[750_000n, ', −25 %'],
	[675_000n, ', −32.5 %'],
	[1_100_000n, ', +10 %'],
	[1_000_000n, '']
])('%s after 1,000,000 reads “%s”', (price, text) => {
	expect(changeText(price, 1_000_000n)).toBe(text);
});
