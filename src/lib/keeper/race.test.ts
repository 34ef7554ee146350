import { describe, expect, test } from 'vitest';
import { attempt, CREATED, fill, START } from '../../../tests/fixtures/race-case.ts';
import { raceKey, winnerOf, withHappenings, type Race } from './race.ts';

function only(races: readonly Race[]): Race {
	const [race] = races;
	if (race === undefined || races.length !== 1) throw new Error(`found ${races.length} races`);
	return race;
}

describe('a race', () => {
	test('opens with its auction and ends with a fill of all of it', () => {
		const open = only(withHappenings([], [CREATED]));
		expect(open.end).toEqual({ kind: 'open' });
		expect(winnerOf(open)).toBeUndefined();
		const filled = only(withHappenings([open], [fill('ana', 180)]));
		expect(filled.end).toEqual({ kind: 'over', ledger: START + 180, how: 'filled' });
		expect(winnerOf(filled)?.operator).toBe('ana');
	});

	test('goes on after a fill of a part', () => {
		const race = only(
			withHappenings([], [CREATED, fill('ana', 180, { percent: 40 }), fill('bo', 190)])
		);
		expect(race.fills.map(({ operator }) => operator)).toEqual(['ana', 'bo']);
		expect(race.end).toMatchObject({ ledger: START + 190 });
		expect(winnerOf(race)?.operator).toBe('ana');
	});

	test('has its attempts in the order of the chain, however they are told', () => {
		const race = only(
			withHappenings(
				[],
				[CREATED, attempt('bo', 181, 1), attempt('cy', 180, 2), attempt('ana', 180, 1)]
			)
		);
		expect(race.attempts.map(({ operator }) => operator)).toEqual(['ana', 'cy', 'bo']);
	});

	test('knows who opened it', () => {
		const race = only(
			withHappenings([], [CREATED, { kind: 'created', ledger: START - 1, hash: 'aa', source: 'S' }])
		);
		expect(race.openedBy).toBe('S');
	});

	test.each(['taken', 'deleted'] as const)('may end %s', (how) => {
		const over =
			how === 'taken'
				? ({ kind: how, ledger: START + 9, user: 'BORROWER', filler: 'X', percent: 100 } as const)
				: ({ kind: how, ledger: START + 9, user: 'BORROWER' } as const);
		const race = only(withHappenings([], [CREATED, over]));
		expect(race.end).toEqual({ kind: 'over', ledger: START + 9, how });
		expect(winnerOf(race)).toBeUndefined();
	});
});

test('what comes late for an old auction stays with it, what comes for a new one does not', () => {
	const again = { ...CREATED, ledger: START + 300, hash: 'bb' };
	const [second, first] = withHappenings(
		[],
		[CREATED, fill('ana', 180), again, attempt('bo', 181, 1), attempt('bo', 400, 1)]
	);
	expect(first?.attempts.map(({ ledger }) => ledger - START)).toEqual([181]);
	expect(second?.attempts.map(({ ledger }) => ledger - START)).toEqual([400]);
	expect(second?.end).toEqual({ kind: 'open' });
});

test('what belongs to no known auction is left out', () => {
	expect(withHappenings([], [fill('ana', 180), attempt('bo', 180, 2)])).toEqual([]);
});

test('two auctions of one user have different names', () => {
	const [second, first] = withHappenings(
		[],
		[
			CREATED,
			fill('ana', 180),
			{
				...CREATED,
				ledger: START + 300,
				hash: 'bb',
				auction: { ...CREATED.auction, startLedger: START + 301 }
			}
		]
	);
	expect(first && second && raceKey(first) !== raceKey(second)).toBe(true);
});

test('what is told twice counts once', () => {
	const told = [CREATED, attempt('bo', 180, 2), fill('ana', 180)];
	const race = only(withHappenings([], [...told, ...told]));
	expect(race.attempts).toHaveLength(1);
	expect(race.fills).toHaveLength(1);
});
