import { healthFactor, isLiquidatable, type HealthFactor } from '#lib/blend/health-factor.ts';
import { positionHealth } from '#lib/blend/position-health.ts';
import type { Stroops } from '#lib/math/amount.ts';
import type { FillReceipt } from '#lib/vault/vault-state.ts';
import type { Action } from './action.ts';
import type { Account } from './book.ts';
import type { Decision } from './decision.ts';
import type { Outcome } from './outcome.ts';
import type { Trouble } from './ports.ts';
import type { Situation } from './situation.ts';

/** What a keeper saw of an account in one ledger. */
export interface Sighting {
	readonly user: string;
	/** `unknown`: a leg has no price. */
	readonly state: 'safe' | 'liquidatable' | 'unknown';
	readonly health: HealthFactor | undefined;
	/** Of the health factor. */
	readonly decimals: number;
	/** Start ledger of the open auction. */
	readonly auctionFrom: number | undefined;
}

/** One event in a keeper's life, in the ledger it belongs to. */
export type FeedItem =
	| { readonly kind: 'saw'; readonly ledger: number; readonly sighting: Sighting }
	| {
			readonly kind: 'decided';
			readonly ledger: number;
			readonly sighting: Sighting;
			readonly decision: Decision;
	  }
	| {
			readonly kind: 'sent';
			readonly ledger: number;
			readonly action: Action;
			readonly hash: string;
			readonly maxFee: Stroops;
	  }
	/** A dry run: it would be sent now. */
	| {
			readonly kind: 'rehearsed';
			readonly ledger: number;
			readonly action: Action;
			readonly maxFee: Stroops;
			/** What the vault answered in simulation, of a fill. */
			readonly receipt: FillReceipt | undefined;
	  }
	| {
			readonly kind: 'outcome';
			readonly ledger: number;
			readonly action: Action;
			/** `undefined` = it was never sent. */
			readonly hash: string | undefined;
			readonly outcome: Outcome;
	  }
	| { readonly kind: 'trouble'; readonly ledger: number; readonly error: Trouble }
	/** What could not be read and was done without. */
	| { readonly kind: 'unreadable'; readonly ledger: number; readonly details: readonly string[] };

export function sightingOf(user: string, account: Account, situation: Situation): Sighting {
	const { reserves, prices } = situation;
	const health = positionHealth(account.positions, reserves, prices);
	const auctionFrom = account.auction?.startLedger;
	if (health.kind !== 'priced') {
		return { user, state: 'unknown', health: undefined, decimals: prices.decimals, auctionFrom };
	}
	return {
		user,
		state: isLiquidatable(health) ? 'liquidatable' : 'safe',
		health: healthFactor(health, prices.decimals),
		decimals: prices.decimals,
		auctionFrom
	};
}

/** Remembers what was told, so that the feed has one line per change and not one per ledger. */
export class Told {
	readonly #last = new Map<string, string>();

	/** True the first time, and whenever it differs from what was told last about the topic. */
	isNews(topic: string, text: string): boolean {
		if (this.#last.get(topic) === text) return false;
		this.#last.set(topic, text);
		return true;
	}

	/** Of what is over: whatever is told about the topic next is news, and it takes no room until then. */
	forget(topic: string): void {
		this.#last.delete(topic);
	}
}

/** What makes a decision differ from the last one for a reader: its kind and reason, not its moving numbers. */
export function gist(decision: Decision): string {
	switch (decision.kind) {
		case 'create':
		case 'fill':
			return decision.kind;
		case 'clean-up':
			return `${decision.kind} ${decision.what}`;
		case 'wait':
			return `${decision.kind} ${decision.reason.kind}`;
		case 'skip':
			return `${decision.kind} ${decision.reason.kind}`;
	}
}
