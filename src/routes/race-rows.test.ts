import { expect, test } from 'vitest';
import { withHappenings } from '#lib/keeper/race.ts';
import { attempt, CREATED, fill, START } from '../../tests/fixtures/race-case.ts';
import { raceRows } from './race-rows.ts';

const rows = (...happenings: Parameters<typeof withHappenings>[1]) =>
	raceRows(withHappenings([], [CREATED, ...happenings]), (address) => address.toLowerCase());

test('a race reads from its end to its beginning', () => {
	const told = rows(
		{ kind: 'created', ledger: START - 1, hash: 'aa', source: 'SESSION' },
		attempt('ANA', 180, 1, { succeeded: true }),
		attempt('BO', 181, 1),
		fill('ANA', 180)
	);
	expect(told.map(({ who, what }) => `${who} ${what}`)).toEqual([
		'bo outcompeted',
		'ana filled 100 %',
		'session opened auction'
	]);
	expect(told[0]?.why).toBe('The auction was gone: one ledger too late. Cost 0.0104 XLM.');
	expect(told[1]?.why).toContain('vault 4.08, keeper 0.45');
});

test('in the ledger of the fill the order decides', () => {
	const told = rows(attempt('BO', 180, 2), fill('ANA', 180));
	expect(told.find(({ who }) => who === 'bo')?.why).toContain('Same ledger');
});

test('a refusal while nobody had won is no lost race', () => {
	expect(rows(attempt('BO', 150, 1))[0]?.what).toBe('refused');
});

test('an auction that nobody filled says so', () => {
	const told = rows({ kind: 'deleted', ledger: START + 500, user: 'BORROWER' });
	expect(told[0]).toMatchObject({ who: 'somebody', what: 'auction deleted' });
});

test('who opened it is unknown until the transaction was read', () => {
	expect(rows()[0]?.who).toBe('somebody');
});

test('rows have names of their own', () => {
	const told = rows(attempt('BO', 180, 2), attempt('BO', 181, 1), fill('ANA', 180));
	expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
});
