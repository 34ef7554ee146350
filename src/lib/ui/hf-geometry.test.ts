import { expect, test } from 'vitest';
import { HF_ONE, hfBar, hfPlace } from './hf-geometry.ts';

test('the scale runs from 0.7 to 1.8', () => {
	expect(hfPlace(7_000_000n)).toBe(0);
	expect(hfPlace(18_000_000n)).toBe(100);
	expect(HF_ONE).toBeCloseTo(27.27, 2);
});

test('a bar begins or ends at 1.0', () => {
	const low = hfBar(8_400_000n);
	expect(low.x + low.width).toBeCloseTo(HF_ONE, 5);
	const high = hfBar(12_200_000n);
	expect(high.x).toBe(HF_ONE);
	expect(high.clipped).toBeUndefined();
});

test('exactly 1.0 has no bar', () => {
	expect(hfBar(10_000_000n).width).toBe(0);
});

test('what lies beyond the scale is cut there and says so', () => {
	expect(hfBar(1_000_000n)).toMatchObject({ x: 0, clipped: 'low' });
	const high = hfBar(99_000_000_000n);
	expect(high.x + high.width).toBe(100);
	expect(high.clipped).toBe('high');
});
