import type { LogLine } from '#lib/keeper/log-line.ts';

/** What a reader asks of the log. */
export type LogFilter = 'all' | 'decisions' | 'actions' | 'trouble';

export const FILTERS = [
	{ value: 'all', label: 'All' },
	{ value: 'decisions', label: 'Decisions' },
	{ value: 'actions', label: 'Actions' },
	{ value: 'trouble', label: 'Trouble' }
] as const satisfies readonly { value: LogFilter; label: string }[];

const BELONGS: Readonly<Record<LogLine['item']['kind'], Exclude<LogFilter, 'all'>>> = {
	saw: 'decisions',
	decided: 'decisions',
	checked: 'decisions',
	sent: 'actions',
	rehearsed: 'actions',
	outcome: 'actions',
	trouble: 'trouble',
	unreadable: 'trouble',
	slept: 'trouble',
	storage: 'trouble'
};

/** Those of a filter, newest ledger first: a line that was told again stands where it was told last. */
export const shown = (lines: readonly LogLine[], filter: LogFilter): readonly LogLine[] =>
	lines
		.filter(({ item }) => filter === 'all' || BELONGS[item.kind] === filter)
		.toSorted((a, b) => b.item.ledger - a.item.ledger);

/** What weighs most for somebody who only listens. */
const WEIGHT: Readonly<Record<LogLine['item']['kind'], number>> = {
	outcome: 5,
	trouble: 4,
	slept: 4,
	storage: 4,
	sent: 3,
	rehearsed: 3,
	decided: 2,
	unreadable: 1,
	saw: 1,
	checked: 0
};

/** The one line of the newest ledger that is read out; a ledger in which nothing happened says nothing. */
export function announcement(lines: readonly LogLine[]): LogLine | undefined {
	const newest = lines.reduce((most, { item }) => Math.max(most, item.ledger), 0);
	let said: LogLine | undefined;
	for (const line of lines) {
		if (line.item.ledger !== newest) continue;
		const weight = WEIGHT[line.item.kind];
		if (weight > (said === undefined ? 0 : WEIGHT[said.item.kind])) said = line;
	}
	return said;
}
