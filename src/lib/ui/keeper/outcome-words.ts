import type { Outcome } from '#lib/keeper/outcome.ts';

/** How it reads: losing a race is as plain as any other line (product.md §6.2). */
export type Tone = 'gain' | 'plain' | 'warning';

export interface OutcomeWords {
	/** For a table. */
	readonly label: string;
	readonly tone: Tone;
	/** What it means, and what to do about it if there is anything to do. */
	readonly meaning: string;
}

const WORDS: Readonly<Record<Outcome['kind'] | 'open', OutcomeWords>> = {
	won: { label: 'won', tone: 'gain', meaning: 'It stands on the chain.' },
	outcompeted: {
		label: 'outcompeted',
		tone: 'plain',
		meaning: 'Another keeper was first. This is normal; the fee is the whole cost.'
	},
	'created-by-other': {
		label: 'created by another',
		tone: 'plain',
		meaning: 'Another keeper created the auction first. It can be filled all the same.'
	},
	'not-liquidatable': {
		label: 'safe again',
		tone: 'plain',
		meaning: 'The position recovered before the auction was created.'
	},
	'not-profitable': {
		label: 'below floor',
		tone: 'plain',
		meaning: 'When it was applied the profit was below the vault’s floor, so nothing happened.'
	},
	outbid: {
		label: 'not in this ledger',
		tone: 'plain',
		meaning: 'Others bid more for this ledger. It may still come.'
	},
	expired: {
		label: 'expired',
		tone: 'plain',
		meaning: 'Its ledgers passed without it. It cost nothing and can no longer happen.'
	},
	rejected: {
		label: 'refused',
		tone: 'warning',
		meaning: 'The chain refused it, and nothing but the fee was spent.'
	},
	network: {
		label: 'not sent',
		tone: 'warning',
		meaning: 'No node took it. The next ledger brings another try.'
	},
	'not-signed': {
		label: 'not signed',
		tone: 'warning',
		meaning:
			'A node proposed what was not meant, so nothing was signed. If it goes on, choose another node in Settings.'
	},
	unknown: {
		label: 'unknown',
		tone: 'warning',
		meaning: 'Not found, and not certain to be gone. Look its hash up before you rely on either.'
	},
	open: {
		label: 'on its way',
		tone: 'plain',
		meaning: 'Sent, not confirmed yet.'
	}
};

/** All there are, in the order in which a filter offers them. */
export const OUTCOME_KINDS = Object.keys(WORDS);

/** Words for the outcome of a stored row. A kind this release does not know keeps its own name. */
export function outcomeWords(kind: string): OutcomeWords {
	return Object.hasOwn(WORDS, kind)
		? WORDS[kind as keyof typeof WORDS]
		: { label: kind, tone: 'warning', meaning: 'This release does not know this outcome.' };
}

/** The same for a row: what is no fill was not won, but done. */
export function rowWords(action: string, outcome: string): OutcomeWords {
	const words = outcomeWords(outcome);
	return action === 'fill' || outcome !== 'won'
		? words
		: { ...words, label: 'done', tone: 'plain' };
}
