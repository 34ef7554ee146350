import { expect, test } from 'vitest';
import { parseOutcomes } from './outcomes.ts';

const outcome = (name: string, summary: string) => ({
	scenario: { Mutant: { name, file: 'vault/src/books.rs', genre: 'FnValue' } },
	summary,
	log_path: 'log/x.log'
});

test('what became of each mutant is read, and the baseline is none', () => {
	const report = {
		total_mutants: 4,
		outcomes: [
			{ scenario: 'Baseline', summary: 'Success' },
			outcome('vault/src/books.rs:3:9: replace a::b -> u32 with 0', 'CaughtMutant'),
			outcome('vault/src/books.rs:4:9: replace + with -', 'MissedMutant'),
			outcome('vault/src/books.rs:5:9: replace < with >', 'Timeout'),
			outcome('vault/src/books.rs:6:9: replace f with ()', 'Unviable')
		]
	};
	expect(parseOutcomes(report).map(({ change, fate }) => [change, fate])).toEqual([
		['replace a::b -> u32 with 0', 'killed'],
		['replace + with -', 'survived'],
		['replace < with >', 'killed'],
		['replace f with ()', 'unviable']
	]);
});

test('a summary nobody knows is no success', () => {
	expect(() => parseOutcomes({ outcomes: [outcome('a:1:1: b', 'Success')] })).toThrow();
});
