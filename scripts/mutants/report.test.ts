import { expect, test } from 'vitest';
import type { Outcome } from './outcomes.ts';
import { tableRows, unexplained } from './report.ts';

function outcome(file: string, change: string, fate: Outcome['fate']): Outcome {
	return { file, change, fate, name: `${file}:1:1: ${change}` };
}

const same = outcome('a.rs', 'replace < with <=', 'survived');

test('the table counts by file and in all', () => {
	const outcomes = [
		outcome('b.rs', 'x', 'killed'),
		outcome('a.rs', 'y', 'killed'),
		outcome('a.rs', 'z', 'unviable'),
		same
	];
	expect(tableRows(outcomes)).toEqual([
		'| `a.rs` | 3 | 1 | 1 | 1 |',
		'| `b.rs` | 1 | 1 | 0 | 0 |',
		'| all | 4 | 2 | 1 | 1 |'
	]);
});

test('a survivor needs a line of the document that names file and change', () => {
	const line = '- `a.rs`: `replace < with <=` is the same at the only whole number between.';
	expect(unexplained([same], `# Mutants\n\n${line}\n`)).toEqual([]);
	expect(unexplained([same], '- `b.rs`: `replace < with <=`')).toEqual([same]);
	expect(unexplained([same], 'we know replace < with <= of a.rs')).toEqual([same]);
	expect(unexplained([outcome('a.rs', 'x', 'killed')], '')).toEqual([]);
});

test('one line explains one survivor', () => {
	expect(unexplained([same, same], '- `a.rs`: `replace < with <=`')).toHaveLength(1);
});
