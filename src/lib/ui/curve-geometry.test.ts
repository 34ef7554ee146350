import { describe, expect, test } from 'vitest';
import { usdc } from '#lib/math/amount.ts';
import { ageX, curveFrame, curveOf, markLabels, rulerTicks } from './curve-geometry.ts';

/** 207 USDC to repay for a lot of 237, whole after 200 ledgers. */
const POINTS = Array.from({ length: 41 }, (_, index) => {
	const age = index * 10;
	return {
		age,
		lot: usdc(BigInt(Math.min(age, 200)) * 11_850_000n),
		bid: usdc(BigInt(200 - Math.max(0, age - 200)) * 10_350_000n)
	};
});
const wide = curveFrame(790);
const curve = (now?: number) => curveOf(wide, POINTS, { now, breakEven: 175 });
const ends = (path: string) => {
	const spots = [...path.matchAll(/([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
	return { first: spots.at(0), last: spots.at(-1) };
};

describe('a frame', () => {
	test('spans 400 ledgers from side to side', () => {
		expect(ageX(wide, 0)).toBe(wide.left);
		expect(ageX(wide, 400)).toBe(wide.right);
		expect(ageX(wide, 200)).toBe((wide.left + wide.right) / 2);
	});

	test('keeps ages beyond it at its ends', () => {
		expect(ageX(wide, 450)).toBe(wide.right);
		expect(ageX(wide, -1)).toBe(wide.left);
	});

	test('uses the whole width of a phone', () => {
		const phone = curveFrame(326);
		expect(phone.narrow).toBe(true);
		expect(phone.right - phone.left).toBe(324);
	});
});

describe('the lines', () => {
	test('cross where the lot is worth its bid', () => {
		const { lotAt } = curve();
		const bidHeight = curve().bidWhole.y;
		expect(lotAt(170).y).toBeGreaterThan(bidHeight);
		expect(lotAt(180).y).toBeLessThan(bidHeight);
		expect(lotAt(175).y).toBeCloseTo(bidHeight, 0);
	});

	test('are cut at now, without a gap', () => {
		const { lot, bid } = curve(142);
		expect(ends(lot.past).last).toEqual(ends(lot.future).first);
		expect(ends(bid.past).last?.[0]).toBe(ageX(wide, 142));
		expect(ends(bid.future).last?.[0]).toBe(wide.right);
	});

	test('are whole without a now', () => {
		expect(curve().lot.future).toBe('');
	});

	test('the area of profit begins at break-even and ends where the bid is nothing', () => {
		const area = curve().profit ?? '';
		expect(ends(area).first?.[0]).toBe(ageX(wide, 175));
		expect(area).toContain(`${wide.right} ${wide.base}`);
	});

	test('without break-even there is no area', () => {
		expect(curveOf(wide, POINTS, { now: 1, breakEven: undefined }).profit).toBeUndefined();
	});

	test('words along a line lean as it does', () => {
		expect(curve().lotRises.degrees).toBeLessThan(0);
		expect(curve().bidFalls.degrees).toBeGreaterThan(0);
	});

	test('a lot of next to nothing leaves no room for words, and divides by nothing', () => {
		const flat = POINTS.map(({ age }) => ({ age, lot: usdc(0n), bid: usdc(0n) }));
		const drawn = curveOf(wide, flat, { now: 3, breakEven: undefined });
		expect(drawn.onOffer).toBeUndefined();
		expect(drawn.lotAt(100).y).toBe(wide.base);
	});
});

describe('labels of marks', () => {
	const { lotAt } = curve();
	const labelsAt = (marks: Parameters<typeof markLabels>[1]) => markLabels(wide, marks, lotAt);

	test('before break-even now stands left of its line, the others right of theirs in two rows', () => {
		const { now, breakEven, firstFill } = labelsAt({
			now: 142,
			breakEven: 175,
			firstFill: 180
		});
		expect([now?.anchor, breakEven?.anchor, firstFill?.anchor]).toEqual(['end', 'start', 'start']);
		expect(breakEven?.y).toBeLessThan(firstFill?.y ?? 0);
		expect(breakEven?.x).toBe(firstFill?.x);
	});

	test('a first fill far from break-even leaves it its own place', () => {
		const { breakEven } = labelsAt({ now: 100, breakEven: 175, firstFill: 300 });
		expect(breakEven?.x).toBeLessThan(ageX(wide, 200));
	});

	test('after it they change sides', () => {
		const { now, breakEven } = labelsAt({ now: 181, breakEven: 175, firstFill: undefined });
		expect([now?.anchor, breakEven?.anchor]).toEqual(['start', 'end']);
	});

	test('at the edges they turn inwards', () => {
		expect(labelsAt({ now: 2, breakEven: 175, firstFill: 180 }).now?.anchor).toBe('start');
		expect(labelsAt({ now: 399, breakEven: 175, firstFill: undefined }).now?.anchor).toBe('end');
	});

	test.each([0, 1, 5, 20, 40, 57, 60, 80])('the lot’s line does not cross “now %i”', (age) => {
		const label = labelsAt({ now: age, breakEven: 175, firstFill: 180 }).now;
		if (label === undefined) throw new Error('expected a label');
		const from = label.anchor === 'end' ? label.x - 50 : label.x;
		const perAge = ageX(wide, 1) - ageX(wide, 0);
		for (let x = from; x <= from + 50; x += 1) {
			const { y } = lotAt((x - wide.left) / perAge);
			expect(y < label.y - 10 || y > label.y).toBe(true);
		}
	});
});

test('the ruler has a mark each 10 ledgers, each 20 where it is narrow', () => {
	expect(rulerTicks(wide).match(/M/g)).toHaveLength(41);
	expect(rulerTicks(curveFrame(326)).match(/M/g)).toHaveLength(21);
});
