import { describe, expect, test } from 'vitest';
import { sharePrice } from '#lib/math/amount.ts';
import type { PricePoint } from '#lib/vault/price-series.ts';
import { pricePicture } from './price-geometry.ts';

const BOX = { width: 500, height: 232 };
const at = (seconds: number, price: bigint): PricePoint => ({
	at: seconds,
	price: sharePrice(price)
});
const ONE = 1_000_000_000_000n;
const FLAT = [at(0, ONE), at(100, ONE)];
const RISE = [at(0, ONE), at(40, ONE), at(60, ONE + 2_000_000_000n), at(100, ONE + 2_000_000_000n)];
const coordinates = (path: string) =>
	[...path.matchAll(/[ML]([0-9.]+) ([0-9.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);

test('without a price there is no picture', () => {
	expect(pricePicture({ points: [], outlook: [] }, [], 0, BOX)).toBeUndefined();
});

test('a price that does not move is a flat line on the floor of the scale', () => {
	const picture = pricePicture({ points: FLAT, outlook: FLAT.slice(1) }, [], 0, BOX);
	const ys = coordinates(picture?.line ?? '').map(([, y]) => y);
	expect(new Set(ys)).toEqual(new Set([198]));
	expect(picture?.ahead).toBe('');
	expect(picture?.floor).toBe(ONE);
});

test('the line has the points of the series and no others, in pixels of the box', () => {
	const picture = pricePicture({ points: RISE, outlook: RISE.slice(3) }, [], 0, BOX);
	const points = coordinates(picture?.line ?? '');
	expect(points.map(([x]) => x)).toEqual([1, 198.6, 297.4, 495]);
	expect(points.map(([, y]) => y)).toEqual([198, 198, 34, 34]);
	expect(picture?.now).toEqual({ x: 495, y: 34 });
});

test('what is still vesting goes on from now, on the same scale of time', () => {
	const outlook = [at(100, ONE), at(110, ONE + 1_000_000_000n)];
	const picture = pricePicture({ points: FLAT, outlook }, [], 0, BOX);
	const [now, end] = coordinates(picture?.ahead ?? '');
	expect(now?.[0]).toBe(picture?.now.x);
	const perSecond = ((picture?.now.x ?? 0) - 1) / 100;
	expect((end?.[0] ?? 0) - (now?.[0] ?? 0)).toBeCloseTo(10 * perSecond, 1);
});

test('an outlook longer than its room is cut on its own line', () => {
	const outlook = [at(100, ONE), at(10_100, ONE + 10_000_000_000n)];
	const picture = pricePicture({ points: FLAT, outlook }, [], 0, BOX);
	const end = coordinates(picture?.ahead ?? '').at(-1);
	expect(end?.[0]).toBeLessThanOrEqual(BOX.width + 6);
	expect(end?.[0]).toBeGreaterThan(picture?.now.x ?? 0);
});

test('a range begins on the line between its neighbours', () => {
	const picture = pricePicture({ points: RISE, outlook: RISE.slice(3) }, [], 50, BOX);
	expect(picture?.from).toBe(50);
	const [first] = coordinates(picture?.line ?? '');
	expect(first?.[0]).toBe(1);
	expect(picture?.floor).toBe(ONE + 1_000_000_000n);
});

test('fills are marks at their time, and those out of sight are none', () => {
	const picture = pricePicture({ points: RISE, outlook: RISE.slice(3) }, [40, 400], 0, BOX);
	expect(picture?.fills).toBe('M198.6 198v-7');
});

describe('the grid', () => {
	test.each([
		[3_000_000n, 1_000_000n, 6],
		[2_985_000_000n, 1_000_000_000n, 3],
		[9_000_000_000n, 5_000_000_000n, 3],
		[40_000_000_000n, 20_000_000_000n, 2]
	])('of a range of %d has lines at %d with %d decimals', (range, step, places) => {
		const points = [at(0, ONE), at(100, ONE + range)];
		const picture = pricePicture({ points, outlook: points.slice(1) }, [], 0, BOX);
		const lines = picture?.grid.map(({ price }) => price) ?? [];
		expect(lines.length).toBeLessThanOrEqual(4);
		expect(lines[0]).toBe(ONE + step);
		expect(picture?.places).toBe(places);
	});
});
