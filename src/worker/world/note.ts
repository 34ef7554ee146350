import * as v from 'valibot';
import type { Person, WorldLine } from '../sandbox-protocol.ts';

/** What a successor must know of a world besides its ledger. */
export interface WorldNote {
	readonly people: readonly Person[];
	/** Names of the house keepers that are switched on. */
	readonly house: readonly string[];
	readonly arbitrage: boolean;
	/** Newest first. */
	readonly lines: readonly WorldLine[];
}

const note = v.object({
	people: v.array(
		v.object({
			name: v.string(),
			role: v.picklist(['lp', 'borrower', 'operator', 'trader']),
			address: v.string()
		})
	),
	house: v.array(v.string()),
	arbitrage: v.boolean(),
	lines: v.array(
		v.object({ seq: v.number(), ledger: v.number(), who: v.string(), text: v.string() })
	)
});

/** `undefined`: it is not of this build. */
export function parseNote(found: unknown): WorldNote | undefined {
	const parsed = v.safeParse(note, found);
	return parsed.success ? parsed.output : undefined;
}
