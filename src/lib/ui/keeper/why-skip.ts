import { type NameOf } from '#lib/keeper/explain.ts';
import type { SkipReason } from '#lib/keeper/decision.ts';
import type { FillObstacle, FillOutlook } from '#lib/keeper/fill-outlook.ts';
import { highestFloor } from '#lib/vault/profit-floor.ts';
import { countText } from '../number-text.ts';
import { compared, plainAmount, usdcAmount, xlmAmount } from './amounts.ts';
import { SESSION_WORDS } from './session-words.ts';
import type { Why } from './why-outcome.ts';

type Skip = Pick<Why, 'code' | 'sentence'> & Partial<Why>;

/** Why an opportunity is left alone, and what the reader could do about it. */
export function whySkip(who: string, reason: SkipReason, nameOf: NameOf): Skip {
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
			numbers: compared(last.economics.profit, highestFloor(last.economics.floors))
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
