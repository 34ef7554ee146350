import { formatFixed } from '#lib/math/format-decimal.ts';
import { tenTo } from '#lib/math/scale.ts';
import { userOf, type Action } from './action.ts';
import { explainDecision, explainOutcome, shortAddress, type NameOf } from './explain.ts';
import type { FeedItem, Sighting } from './feed.ts';

/** One line of a feed. */
export interface FeedLine {
	readonly ledger: number;
	readonly who: string;
	readonly text: string;
}

/** One line for one event in a keeper's life. */
export function feedLine(who: string, item: FeedItem, nameOf: NameOf): FeedLine {
	return { ledger: item.ledger, who, text: sentence(item, nameOf) };
}

function sentence(item: FeedItem, nameOf: NameOf): string {
	switch (item.kind) {
		case 'saw':
			return `sees ${position(item.sighting)}, ${STATE[item.sighting.state]}${auction(item)}`;
		case 'decided':
			return `${position(item.sighting)} → ${explainDecision(item.decision, nameOf)}`;
		case 'sent':
			return `${shortAddress(userOf(item.action))} → sends ${name(item.action)}, at most ${formatFixed(item.maxFee, 7, 7)} XLM in fees`;
		case 'rehearsed':
			return `${shortAddress(userOf(item.action))} → would send ${name(item.action)}`;
		case 'outcome':
			return `${shortAddress(userOf(item.action))} ← ${name(item.action)}: ${explainOutcome(item.outcome)}`;
		case 'trouble':
			return item.error.kind === 'stale'
				? `sees no ledger after ${item.error.seen}, but ${item.error.found} again and again`
				: `cannot read the chain: ${item.error.kind}`;
		case 'unreadable':
			return `does without ${item.details.length} things it could not read: ${item.details[0] ?? ''}`;
	}
}

const STATE = {
	safe: 'safe',
	liquidatable: 'liquidatable',
	unknown: 'of unknown health'
} as const;

function auction({ ledger, sighting }: Extract<FeedItem, { kind: 'saw' }>): string {
	if (sighting.auctionFrom === undefined) return '';
	const age = ledger - sighting.auctionFrom;
	return age < 0 ? ', auction created' : `, auction at age ${age}`;
}

const name = (action: Action): string => {
	switch (action.kind) {
		case 'create':
			return `new auction of ${action.percent} %`;
		case 'fill':
			return `fill of ${action.order.percent} %`;
		case 'delete-auction':
			return 'deletion of the auction';
		case 'bad-debt':
			return 'transfer of bad debt';
		case 'co-sign':
			return 'co-signer';
		case 'revoke':
			return 'revocation of the session';
		case 'sweep':
			return 'merge of the session account';
	}
};

/** A position by its short address and its health factor. */
function position({ user, health, decimals }: Sighting): string {
	const factor =
		health === undefined
			? 'unknown'
			: health.kind === 'no-debt'
				? 'none (no debt)'
				: formatFixed((health.value * tenTo(4)) / tenTo(decimals), 4, 4);
	return `${shortAddress(user)} HF ${factor}`;
}

/** Ledger, who, and what, in columns. */
export const render = ({ ledger, who, text }: FeedLine): string =>
	`${String(ledger).padStart(6)}  ${who.padEnd(15)}  ${text}`;
