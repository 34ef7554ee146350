import { describe, expect, test } from 'vitest';
import type { Lane } from '#lib/keeper/race-lanes.ts';
import { usdc } from '#lib/math/amount.ts';
import { ageX, curveFrame } from './curve-geometry.ts';
import { laneDrawing, lensOf, lensSpan } from './lens-geometry.ts';

const START = 2_161;
const wide = curveFrame(790);
const lens = lensOf(wide, lensSpan(180, false), 4);
const lane = (changes: Partial<Lane>): Lane => ({
	operator: 'ana',
	name: 'ana',
	own: false,
	attempts: [],
	plannedAt: undefined,
	stoppedAt: START + 180,
	result: { kind: 'won', share: usdc(1n), age: 180 },
	...changes
});
const drawn = (changes: Partial<Lane>, age = 181) =>
	laneDrawing(lens, 284, lane(changes), { start: START, now: START + age });

describe('the lens', () => {
	test('is 19 ledgers wide, 11 on a phone, with the fill inside', () => {
		expect(lensSpan(180, false)).toEqual({ from: 172, to: 190 });
		expect(lensSpan(180, true)).toEqual({ from: 174, to: 184 });
	});

	test('begins with the auction when the fill is early', () => {
		expect(lensSpan(3, false).from).toBe(0);
	});

	test('hangs from its own stretch of the ruler', () => {
		expect(lens.area.startsWith(`M${ageX(wide, 172)} `)).toBe(true);
		expect(lens.area).toContain(`H${ageX(wide, 190)}`);
	});

	test('grows by a row for each lane', () => {
		const five = lensOf(wide, lensSpan(180, false), 5);
		expect(five.height - lens.height).toBe(lens.laneY(1) - lens.laneY(0));
	});

	test('fills the width of a phone', () => {
		const phone = lensOf(curveFrame(326), lensSpan(180, true), 4);
		expect([phone.left, phone.right]).toEqual([0, 326]);
		expect(phone.x(184)).toBe(316);
	});
});

describe('a lane', () => {
	test('of the winner: sent, then first', () => {
		const { marks, run } = drawn({
			attempts: [{ ledger: START + 180, sentAt: START + 179, won: true }]
		});
		expect(marks).toEqual([
			{ kind: 'sent', x: lens.x(179) },
			{ kind: 'won', x: lens.x(180) }
		]);
		expect(run.endsWith(`H${lens.x(180)}`)).toBe(true);
	});

	test('of a loser: crossed out where it arrived; without word of its start, no mark for it', () => {
		const { marks } = drawn({
			attempts: [{ ledger: START + 180, sentAt: undefined, won: false }]
		});
		expect(marks).toEqual([{ kind: 'lost', x: lens.x(180) }]);
	});

	test('of somebody who sent nothing: stopped at the fill, the plan dashed', () => {
		const { marks } = drawn({ plannedAt: START + 182 });
		expect(marks).toEqual([
			{ kind: 'planned', x: lens.x(182) },
			{ kind: 'stopped', x: lens.x(180) }
		]);
	});

	test('runs with the ledger while the race is on', () => {
		const open = drawn({ stoppedAt: undefined }, 176);
		expect(open.run.endsWith(`H${lens.x(176)}`)).toBe(true);
		expect(open.steps.match(/M/g)).toHaveLength(4);
		expect(open.rest.startsWith(`M${lens.x(176)} `)).toBe(true);
	});

	test('has not begun before the lens does', () => {
		const before = drawn({ stoppedAt: undefined }, 20);
		expect(before.run).toBe('');
		expect(before.steps).toBe('');
		expect(before.rest.startsWith(`M${lens.x(172)} `)).toBe(true);
	});

	test('marks beyond the lens are left to the table', () => {
		expect(drawn({ plannedAt: START + 260 }).marks).toEqual([{ kind: 'stopped', x: lens.x(180) }]);
	});
});
