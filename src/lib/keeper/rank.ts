import type { Opportunity } from './scan.ts';

/** A fill earns, a creation lets earn, a clean-up earns nobody anything. */
const ORDER = { auction: 0, liquidatable: 1, 'bad-debt': 2, unknown: 3 } as const;

/** The order in which to decide: by kind, then by the debt at stake, then by address, so that it never depends on chance. */
export function rank(opportunities: readonly Opportunity[]): readonly Opportunity[] {
	return opportunities.toSorted((a, b) => {
		if (a.kind !== b.kind) return ORDER[a.kind] - ORDER[b.kind];
		const [x, y] = [debtOf(a), debtOf(b)];
		if (x !== y) return x > y ? -1 : 1;
		return a.user < b.user ? -1 : 1;
	});
}

const debtOf = ({ health }: Opportunity): bigint =>
	health.kind === 'priced' ? health.liabilityRaw : 0n;
