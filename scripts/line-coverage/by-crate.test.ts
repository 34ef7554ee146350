import { expect, test } from 'vitest';
import { coverageByCrate, percentage, ranges, reaches, whole } from './by-crate.ts';

const files = new Map([
	[
		'contracts/vault/src/lib.rs',
		new Map([
			[1, 5],
			[2, 0],
			[3, 0]
		])
	],
	['contracts/vault/src/fill/test_money.rs', new Map([[9, 0]])],
	['contracts/vault/src/test/mod.rs', new Map([[1, 0]])],
	['contracts/vault/src/test.rs', new Map([[1, 0]])],
	['contracts/vault-two/src/lib.rs', new Map([[1, 1]])],
	['contracts/tests/src/world.rs', new Map([[1, 0]])]
]);

test('only the source of the crates asked for counts, without their tests', () => {
	const [vault, two] = coverageByCrate(['contracts/vault', 'contracts/vault-two'], files);
	expect(vault).toMatchObject({ covered: 1, total: 4 });
	expect(two).toMatchObject({ covered: 1, total: 1 });
});

test('lines that never ran are named', () => {
	const [vault] = coverageByCrate(['contracts/vault'], files);
	expect([...(vault?.missing ?? [])]).toEqual([
		['contracts/vault/src/lib.rs', [2, 3]],
		['contracts/vault/src/fill/test_money.rs', [9]]
	]);
});

test('the whole is counted in lines, not as the mean of the crates', () => {
	const parts = [
		{ covered: 98, total: 100 },
		{ covered: 0, total: 1 }
	];
	expect(whole(parts)).toEqual({ covered: 98, total: 101 });
});

test('the limit is met exactly or not at all, and never by nothing', () => {
	expect(reaches(95, { covered: 95, total: 100 })).toBe(true);
	expect(reaches(95, { covered: 94_999, total: 100_000 })).toBe(false);
	expect(reaches(95, { covered: 0, total: 0 })).toBe(false);
});

test('percentages are rounded down', () => {
	expect(percentage({ covered: 94_999, total: 100_000 })).toBe('94.99 %');
	expect(percentage({ covered: 3, total: 3 })).toBe('100.00 %');
	expect(percentage({ covered: 0, total: 0 })).toBe('no lines');
});

test('neighbouring lines are one range', () => {
	expect(ranges([1, 3, 4, 5, 9, 10])).toBe('1, 3–5, 9–10');
	expect(ranges([])).toBe('');
});
