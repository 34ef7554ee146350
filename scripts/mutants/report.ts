import type { Outcome } from './outcomes.ts';

export const TABLE_HEAD =
	'| File | Mutants | Killed | Survive | Do not compile |\n|---|--:|--:|--:|--:|';

/** Rows for `TABLE_HEAD`: one for each file, and the sum. */
export function tableRows(outcomes: readonly Outcome[]): string[] {
	const files = [...new Set(outcomes.map(({ file }) => file))].sort();
	return [
		...files.map((file) =>
			row(
				`\`${file}\``,
				outcomes.filter((outcome) => outcome.file === file)
			)
		),
		row('all', outcomes)
	];
}

function row(name: string, outcomes: readonly Outcome[]): string {
	const count = (fate: Outcome['fate']) =>
		outcomes.filter((outcome) => outcome.fate === fate).length;
	const cells = [outcomes.length, count('killed'), count('survived'), count('unviable')];
	return `| ${[name, ...cells].join(' | ')} |`;
}

/**
 * Survivors for which the document has no line of its own: `` - `FILE`: `CHANGE` `` and the reason. One line explains
 * one survivor, or it would hide the next that is worded alike.
 */
export function unexplained(outcomes: readonly Outcome[], document: string): Outcome[] {
	const left = new Map<string, number>();
	for (const [, file = '', change = ''] of document.matchAll(/^- `([^`]+)`: `([^`]+)`/gm))
		left.set(`${file} ${change}`, (left.get(`${file} ${change}`) ?? 0) + 1);
	return outcomes.filter(({ fate, file, change }) => {
		if (fate !== 'survived') return false;
		const lines = left.get(`${file} ${change}`) ?? 0;
		left.set(`${file} ${change}`, lines - 1);
		return lines <= 0;
	});
}
