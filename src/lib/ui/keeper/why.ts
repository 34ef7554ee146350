import { userOf } from '#lib/keeper/action.ts';
import type { Decision, WaitReason } from '#lib/keeper/decision.ts';
import { shortAddress, type NameOf } from '#lib/keeper/explain.ts';
import type { Sighting } from '#lib/keeper/feed.ts';
import type { Gap } from '#lib/keeper/gap.ts';
import type { LogItem } from '#lib/keeper/log-line.ts';
import { formatDuration } from '#lib/math/duration.ts';
import { highestFloor } from '#lib/vault/profit-floor.ts';
import { countText } from '../number-text.ts';
import { compared, counted, healthText, usdcAmount, xlmAmount } from './amounts.ts';
import { whyOutcome, type Why } from './why-outcome.ts';
import { whySkip } from './why-skip.ts';
import { whyTrouble } from './why-trouble.ts';

/** One line of the why-not log: a code for machines and filters, a sentence, and the numbers that were compared. */
export function why(item: LogItem, nameOf: NameOf): Why {
	switch (item.kind) {
		case 'checked':
			return {
				code: 'no_action',
				tone: 'plain',
				sentence: `${counted(item.positions, 'position')} checked, nobody needs a liquidation.`,
				numbers: undefined
			};
		case 'slept':
			return whySlept(item.gap);
		case 'storage':
			return {
				code: 'storage',
				tone: 'warning',
				sentence:
					'A record could not be kept in this browser. Free some space, or leave private browsing.',
				numbers: item.detail
			};
		case 'rehearsed':
			return {
				code: 'rehearsed',
				tone: 'plain',
				sentence: `Dry run: ${WOULD[item.action.kind]} ${shortAddress(userOf(item.action))} now, and sent nothing.`,
				numbers:
					item.receipt === undefined
						? `fee at most ${xlmAmount(item.maxFee)}`
						: `profit ${usdcAmount(item.receipt.profit)}, fee at most ${xlmAmount(item.maxFee)}`
			};
		case 'saw':
			return whySaw(item.sighting);
		case 'decided':
			return whyDecided(item.decision, nameOf);
		case 'sent':
			return {
				code: 'sent',
				tone: 'plain',
				sentence: `${ACTION[item.action.kind]} is on its way.`,
				numbers: `fee at most ${xlmAmount(item.maxFee)}`
			};
		case 'outcome':
			return whyOutcome(item.action, item.outcome);
		case 'trouble':
			return whyTrouble(item.error);
		case 'unreadable':
			return {
				code: 'unreadable',
				tone: 'warning',
				sentence: 'A part of the answer could not be read and was done without.',
				numbers: item.details.join('; ')
			};
	}
}

const ACTION = {
	fill: 'A fill',
	create: 'A new auction',
	'delete-auction': 'The deletion of a stale auction',
	'bad-debt': 'The hand-over of a bad debt',
	'co-sign': 'The operator’s co-signature',
	revoke: 'The key’s own revocation',
	sweep: 'The sweep of the key’s account'
} as const;
const WOULD = {
	fill: 'would fill',
	create: 'would auction',
	'delete-auction': 'would delete the auction of',
	'bad-debt': 'would hand over the debt of',
	'co-sign': 'would add the operator as co-signer of',
	revoke: 'would revoke',
	sweep: 'would sweep'
} as const;

function whySlept({ from, to, missedLedgers }: Gap): Why {
	const time = formatDuration((to - from) / 1_000);
	return {
		code: 'slept',
		tone: 'warning',
		sentence: `This tab slept ${time} and missed ${counted(missedLedgers, 'ledger')}. Synced again before acting.`,
		numbers: undefined
	};
}

function whySaw({ user, state, health, decimals, auctionFrom }: Sighting): Why {
	const who = shortAddress(user);
	const numbers =
		health?.kind === 'ratio' ? `health factor ${healthText(health, decimals)}` : undefined;
	if (state === 'unknown') {
		return {
			code: 'no_price',
			tone: 'warning',
			sentence: `${who} cannot be valued: one leg has no price.`,
			numbers: undefined
		};
	}
	if (auctionFrom !== undefined) {
		const sentence = `Auction of ${who} is open since ledger ${countText(auctionFrom)}.`;
		return { code: 'auction', tone: 'plain', sentence, numbers };
	}
	return state === 'safe'
		? { code: 'safe', tone: 'plain', sentence: `${who} is safe.`, numbers }
		: {
				code: 'liquidatable',
				tone: 'plain',
				sentence: `${who} owes more than the collateral covers.`,
				numbers
			};
}

function whyDecided(decision: Decision, nameOf: NameOf): Why {
	const who = shortAddress(decision.user);
	switch (decision.kind) {
		case 'create': {
			const [first, last] = decision.band;
			return {
				code: 'create',
				tone: 'plain',
				sentence: `Auctions ${decision.percent} % of ${who}; it pays from age ${decision.fairAge} on.`,
				numbers: `percents ${first}–${last} pass`
			};
		}
		case 'fill': {
			const { percent, age, economics } = decision.outlook;
			return {
				code: 'fill',
				tone: 'plain',
				sentence: `Fills ${percent} % of ${who} at age ${age}.`,
				numbers: compared(economics.profit, highestFloor(economics.floors))
			};
		}
		case 'clean-up': {
			const sentence =
				decision.what === 'bad-debt'
					? `Hands the debt of ${who} to the backstop: no collateral stands behind it.`
					: `Deletes the auction of ${who}: it is stale and pays nobody.`;
			return { code: 'clean_up', tone: 'plain', sentence, numbers: undefined };
		}
		case 'wait':
			return whyWait(who, decision.reason);
		case 'skip':
			return { tone: 'plain', numbers: undefined, ...whySkip(who, decision.reason, nameOf) };
	}
}

function whyWait(who: string, reason: WaitReason): Why {
	if (reason.kind === 'not-started') {
		return {
			code: 'not_started',
			tone: 'plain',
			sentence: `Auction of ${who} starts in the next ledger.`,
			numbers: undefined
		};
	}
	const { code, sentence } = WAITS[reason.missing];
	return {
		code,
		tone: 'plain',
		sentence: `Auction of ${who} ${sentence} It pays from age ${reason.fairAge} on.`,
		numbers:
			reason.now === undefined
				? `age ${reason.age}, need ${reason.fairAge}`
				: compared(reason.now.economics.profit, highestFloor(reason.now.economics.floors))
	};
}

const WAITS = {
	lot: { code: 'no_lot_yet', sentence: 'offers nothing yet.' },
	loss: { code: 'below_cost', sentence: 'would lose money now.' },
	order: { code: 'below_fee', sentence: 'does not pay the network fee yet.' },
	minimum: { code: 'below_floor', sentence: 'does not pay the vault enough yet.' },
	margin: { code: 'below_floor', sentence: 'does not pay the vault enough yet.' },
	edge: { code: 'below_floor', sentence: 'does not pay the vault enough yet.' },
	cap: { code: 'vault_cap', sentence: 'costs more than a cap of the vault’s admin.' },
	obstacle: { code: 'obstacle', sentence: 'would be refused by the vault now.' }
} as const;
