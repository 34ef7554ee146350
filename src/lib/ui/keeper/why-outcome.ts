import { userOf, type Action } from '#lib/keeper/action.ts';
import { shortAddress } from '#lib/keeper/explain.ts';
import type { Outcome } from '#lib/keeper/outcome.ts';
import { outcomeWords, type Tone } from './outcome-words.ts';
import { usdcAmount, xlmAmount } from './amounts.ts';
import { SESSION_WORDS } from './session-words.ts';
import type { Refusal, RefusalKind } from '#lib/keeper/refusal.ts';

/** A line of the why-not log, in words. */
export interface Why {
	/** For machines and for the filter. */
	readonly code: string;
	readonly tone: Tone;
	readonly sentence: string;
	/** What was compared; `undefined` where nothing was. */
	readonly numbers: string | undefined;
}

/** What came of an action. A lost race is an ordinary line. */
export function whyOutcome(action: Action, outcome: Outcome): Why {
	const who = shortAddress(userOf(action));
	const { tone, meaning } = outcomeWords(outcome.kind);
	switch (outcome.kind) {
		case 'won': {
			const { kind } = action;
			const own = kind === 'fill' ? ({ code: 'won', tone } as const) : DONE_PLAINLY;
			return { ...own, ...wonText(who, action, outcome) };
		}
		case 'outcompeted':
			return line('outcompeted', tone, `${who}: ${meaning}`, outcome.fee);
		case 'created-by-other':
			return line('created_by_other', tone, `${who}: ${meaning}`, outcome.fee);
		case 'not-liquidatable':
			return line('not_liquidatable', tone, `${who}: ${meaning}`, outcome.fee);
		case 'not-profitable':
			return line('not_profitable', tone, `${who}: ${meaning}`, outcome.fee);
		case 'outbid':
			return line('outbid', tone, `${who}: ${meaning}`, undefined);
		case 'expired':
			return line('expired', tone, `${who}: ${meaning}`, undefined);
		case 'rejected':
			return { ...refusalText(who, outcome.refusal), tone, numbers: feeText(outcome.fee) };
		case 'network':
			return { code: 'not_sent', tone, sentence: `${who}: ${meaning}`, numbers: outcome.detail };
		case 'not-signed':
			return { code: 'not_signed', tone, sentence: `${who}: ${meaning}`, numbers: outcome.detail };
		case 'unknown':
			return line('unknown', tone, `${who}: ${meaning}`, undefined);
	}
}

const feeText = (fee: bigint): string =>
	fee === 0n ? 'it cost nothing' : `it cost ${xlmAmount(fee)}`;

const line = (code: string, tone: Tone, sentence: string, fee: bigint | undefined): Why => ({
	code,
	tone,
	sentence,
	numbers: fee === undefined ? undefined : feeText(fee)
});

function wonText(who: string, action: Action, { fee, receipt }: Extract<Outcome, { kind: 'won' }>) {
	if (action.kind !== 'fill') return { sentence: DONE[action.kind](who), numbers: feeText(fee) };
	if (receipt === undefined) return { sentence: `Filled ${who}.`, numbers: feeText(fee) };
	const { profit, fee: share } = receipt;
	return {
		sentence: `Filled ${who}. Vault +${usdcAmount(profit - share)}, you +${usdcAmount(share)}.`,
		numbers: feeText(fee)
	};
}

const DONE_PLAINLY = { code: 'done', tone: 'plain' } as const;
const DONE = {
	create: (who: string) => `Created the auction of ${who}.`,
	'delete-auction': (who: string) => `Deleted the stale auction of ${who}.`,
	'bad-debt': (who: string) => `Handed the debt of ${who} to the backstop.`,
	'co-sign': (who: string) =>
		`The operator is co-signer of ${who}: it can be emptied without this browser.`,
	revoke: (who: string) => `The delegation of ${who} is revoked.`,
	sweep: (who: string) => `The account of ${who} is merged: its XLM is back with the operator.`
} as const;

type Told = Pick<Why, 'code' | 'sentence'>;

const PRICE = (who: string): Told => ({
	code: 'stale_price',
	sentence: `A price for ${who} is too old or missing. Fills wait for the oracle.`
});
const PERCENT = (who: string): Told => ({
	code: 'percent_moved',
	sentence: `The pool found the percent of ${who} wrong by now. It is chosen again.`
});

/** Refusals that a keeper can meet often. The rest is told by its name and the chain's own text. */
const REFUSALS: Partial<Record<RefusalKind, (who: string) => Told>> = {
	'no-session': () => SESSION_WORDS['no-session'],
	revoked: () => SESSION_WORDS.revoked,
	expired: () => SESSION_WORDS.expired,
	'pool-not-allowed': () => SESSION_WORDS['pool-not-allowed'],
	'over-usdc-limit': () => SESSION_WORDS['over-usdc-limit'],
	'over-fill-limit': () => SESSION_WORDS['over-fill-limit'],
	'stale-price': PRICE,
	'price-stale': PRICE,
	'price-missing': PRICE,
	'liquidation-too-large': PERCENT,
	'liquidation-too-small': PERCENT,
	'fills-paused': () => ({
		code: 'paused',
		sentence: 'The vault’s admin paused these fills. The pause ends by itself.'
	})
};

function refusalText(who: string, { kind, detail }: Refusal): Told {
	const told = REFUSALS[kind]?.(who);
	const sentence = `The chain refused the transaction for ${who}: ${detail}.`;
	return told ?? { code: kind.replaceAll('-', '_'), sentence };
}
