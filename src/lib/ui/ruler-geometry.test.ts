import { expect, test } from 'vitest';
import { rulerOf } from './ruler-geometry.ts';

const ticks = (width: number, total: number) =>
	rulerOf(width, { passed: 0, total }).ticks.match(/M/g)?.length;

test('has a tick for each unit while they can be told apart', () => {
	expect(ticks(300, 24)).toBe(25);
	expect(ticks(300, 60)).toBe(61);
});

test('has eleven when there are too many', () => {
	expect(ticks(300, 100)).toBe(11);
	expect(ticks(3_000, 86_400)).toBe(11);
});

test('now stands at its part of the whole, and never beyond an end', () => {
	expect(rulerOf(202, { passed: 12, total: 24 }).now).toBe(101);
	expect(rulerOf(202, { passed: 99, total: 24 }).now).toBe(201);
	expect(rulerOf(202, { passed: -1, total: 24 }).now).toBe(1);
});

test('a duration of nothing is over', () => {
	expect(rulerOf(202, { passed: 1, total: 0 }).now).toBe(201);
});
