import { expect, test } from 'vitest';
import { GapDetector } from './gap-detector.ts';

test('late beats are no sleep, three missed ones are', () => {
	const detector = new GapDetector(1_000, 1_000);
	expect(detector.beat(2_000)).toBeUndefined();
	expect(detector.beat(5_000)).toBeUndefined();
	expect(detector.beat(8_001)).toEqual({ from: 5_000, to: 8_001 });
	expect(detector.naps).toBe(1);
});

test('a sleep is told once, whoever notices it first', () => {
	const detector = new GapDetector(0, 1_000);
	expect(detector.beat(9_000)).toEqual({ from: 0, to: 9_000 });
	expect(detector.beat(9_001)).toBeUndefined();
	expect(detector.naps).toBe(1);
});

test('a clock that is set back is no sleep', () => {
	const detector = new GapDetector(100_000, 1_000);
	expect(detector.beat(10_000)).toBeUndefined();
	expect(detector.beat(11_000)).toBeUndefined();
	expect(detector.naps).toBe(0);
});
