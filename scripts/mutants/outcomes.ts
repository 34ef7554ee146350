import * as v from 'valibot';

const SUMMARIES = ['CaughtMutant', 'MissedMutant', 'Timeout', 'Unviable'] as const;
const Mutant = v.object({ name: v.string(), file: v.string() });
const Report = v.object({
	outcomes: v.array(
		v.union([
			v.object({ scenario: v.literal('Baseline'), summary: v.string() }),
			v.object({ scenario: v.object({ Mutant }), summary: v.picklist(SUMMARIES) })
		])
	)
});

/** One change to a line and what became of it. */
export type Outcome = {
	readonly file: string;
	/** As cargo-mutants words it, without the place: lines move. */
	readonly change: string;
	/** `file:line:column: change`, by which cargo-mutants finds it again. */
	readonly name: string;
	readonly fate: 'killed' | 'survived' | 'unviable';
};

/** From the `outcomes.json` of cargo-mutants. A mutant that never ends is killed: no transaction could. */
export function parseOutcomes(json: unknown): Outcome[] {
	return v.parse(Report, json).outcomes.flatMap((outcome) => {
		if (outcome.scenario === 'Baseline') return [];
		const { name, file } = outcome.scenario.Mutant;
		return [
			{ file, change: name.replace(/^.*?:\d+:\d+: /, ''), name, fate: fate(outcome.summary) }
		];
	});
}

function fate(summary: string): Outcome['fate'] {
	if (summary === 'MissedMutant') return 'survived';
	return summary === 'Unviable' ? 'unviable' : 'killed';
}
