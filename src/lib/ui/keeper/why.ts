import { shortAddress, type NameOf } from '#lib/keeper/explain.ts';
import type { Decision, SkipReason, WaitReason } from '#lib/keeper/decision.ts';
import type { FeedItem, Sighting } from '#lib/keeper/feed.ts';
import type { FillObstacle, FillOutlook } from '#lib/keeper/fill-outlook.ts';
import { countText } from '../number-text.ts';
import { healthText, plainAmount, usdcAmount, xlmAmount } from './amounts.ts';
import { whyOutcome, type Why } from './why-outcome.ts';
import { whyTrouble } from './why-trouble.ts';
import { SESSION_WORDS } from './session-words.ts';

/** One line of the why-not log: a code for machines and filters, a sentence, and the numbers that were compared. */
export function why(item: FeedItem, nameOf: NameOf): Why {
	switch (item.kind) {
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
	'bad-debt': 'The hand-over of a bad debt'
} as const;

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
				numbers: compared(economics.profit, floorOf(decision.outlook))
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
				: compared(reason.now.economics.profit, floorOf(reason.now))
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

type Skip = Pick<Why, 'code' | 'sentence'> & Partial<Why>;

function whySkip(who: string, reason: SkipReason, nameOf: NameOf): Skip {
	switch (reason.kind) {
		case 'no-price':
			return {
				code: 'stale_price',
				tone: 'warning',
				sentence: `The oracle has no usable price of ${nameOf(reason.asset)}. Fills wait for it.`
			};
		case 'no-route':
			return {
				code: 'no_route',
				sentence: `No route of the vault trades ${nameOf(reason.asset)}.`
			};
		case 'unknown-reserve':
			return { code: 'unknown_reserve', sentence: `The pool has no reserve ${reason.index}.` };
		case 'not-borrowable':
			return {
				code: 'not_borrowable',
				sentence: `The pool cannot value a debt in ${nameOf(reason.asset)}.`
			};
		case 'session':
			return { tone: 'warning', ...SESSION_WORDS[reason.reason] };
		case 'out-of-xlm':
			return {
				code: 'out_of_xlm',
				tone: 'warning',
				sentence: 'The session key cannot pay the fee. Top it up, or stop and sweep.',
				numbers: `have ${plainAmount(reason.spendable, 4)}, need ${xlmAmount(reason.needed)}`
			};
		case 'vault-not-open':
			return { code: 'vault_closed', sentence: 'The vault is not open for fills.' };
		case 'no-share':
			return {
				code: 'no_share',
				sentence: 'The vault gives operators no part of a profit, so no fill would pay its fee.'
			};
		case 'pool-not-allowed':
			return { code: 'pool_not_allowed', sentence: 'The vault does not allow this pool.' };
		case 'paused':
			return {
				code: 'paused',
				tone: 'warning',
				sentence: `The vault’s admin paused ${scopeText(reason.pause.scope, nameOf)}.`,
				numbers: `until ${new Date(reason.pause.until * 1_000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
			};
		case 'no-valid-percent':
			return {
				code: 'no_valid_percent',
				sentence: `No percent of ${who} brings the position into the pool’s band.`
			};
		case 'not-liquidatable':
			return { code: 'not_liquidatable', sentence: `${who} is safe again.` };
		case 'never-profitable':
			return whyNever(who, reason.last, nameOf);
	}
}

type Scope = Extract<SkipReason, { kind: 'paused' }>['pause']['scope'];
function scopeText(scope: Scope, nameOf: NameOf): string {
	switch (scope.kind) {
		case 'all':
			return 'all fills';
		case 'pool':
			return 'this pool';
		case 'asset':
			return nameOf(scope.asset);
	}
}

function whyNever(who: string, last: FillOutlook | FillObstacle, nameOf: NameOf): Skip {
	const auction = `Auction of ${who}`;
	if (!('kind' in last)) {
		return {
			code: 'never_profitable',
			sentence: `${auction} pays at no age.`,
			numbers: compared(last.economics.profit, floorOf(last))
		};
	}
	switch (last.kind) {
		case 'not-started':
			return { code: 'not_started', sentence: `${auction} starts in the next ledger.` };
		case 'empty-lot':
			return { code: 'empty_lot', sentence: `${auction} has an empty lot.` };
		case 'unknown-reserve':
			return {
				code: 'unknown_reserve',
				sentence: `${auction} names an asset that the pool does not have.`
			};
		case 'no-price':
			return {
				code: 'stale_price',
				tone: 'warning',
				sentence: `The oracle has no usable price of ${nameOf(last.asset)}. Fills wait for it.`
			};
		case 'route-missing':
			return { code: 'no_route', sentence: `No route of the vault buys ${nameOf(last.asset)}.` };
		case 'route-refuses':
			return {
				code: 'venue_refuses',
				sentence: `The venue of ${nameOf(last.asset)} is too thin for ${who} (${last.reason}).`
			};
		case 'too-many-legs':
			return {
				code: 'too_many_legs',
				sentence: `${auction} has more legs than one transaction can report.`,
				numbers: `have ${countText(last.eventBytes)} bytes`
			};
		case 'over-spend-limit':
			return {
				code: last.by.kind === 'means' ? 'over_limit' : 'vault_cap',
				sentence: `One percent of ${who} costs more than a fill may spend.`,
				numbers: `have ${plainAmount(last.limit)}, need ${usdcAmount(last.spent)}`
			};
	}
}

/** The highest of the floors: what the vault asks for at least. */
export function floorOf({ economics }: FillOutlook): bigint {
	const { order, minimum, margin, edge } = economics.floors;
	return [minimum, margin, edge].reduce<bigint>((most, one) => (one > most ? one : most), order);
}

const compared = (have: bigint, need: bigint): string =>
	`have ${plainAmount(have)}, need ${usdcAmount(need)}`;
