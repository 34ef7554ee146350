import type { LiquidationLegs } from '#lib/blend/liquidation-legs.ts';
import type { Order } from '#lib/vault/vault-state.ts';

/** What a keeper can do on chain. Plain data: it may be stored, shown, and sent to another thread. */
export type Action =
	| {
			readonly kind: 'create';
			readonly pool: string;
			readonly user: string;
			readonly legs: LiquidationLegs;
			readonly percent: number;
	  }
	| { readonly kind: 'fill'; readonly order: Order }
	| { readonly kind: 'delete-auction'; readonly pool: string; readonly user: string }
	| { readonly kind: 'bad-debt'; readonly pool: string; readonly user: string }
	| Chore;

/** What a session key does about itself. */
export type Chore =
	/** Makes the operator a signer of the account: he can merge it should the key be lost. */
	| { readonly kind: 'co-sign'; readonly user: string }
	/** Ends its own delegation. */
	| { readonly kind: 'revoke'; readonly user: string }
	/** Merges the account into the operator's, reserve included. */
	| { readonly kind: 'sweep'; readonly user: string };

/** Whom it concerns: the account of the pool, or the session's own. */
export const userOf = (action: Action): string =>
	action.kind === 'fill' ? action.order.user : action.user;

/** The pool it acts in; empty for chores. */
export function poolOf(action: Action): string {
	switch (action.kind) {
		case 'fill':
			return action.order.pool;
		case 'create':
		case 'delete-auction':
		case 'bad-debt':
			return action.pool;
		case 'co-sign':
		case 'revoke':
		case 'sweep':
			return '';
	}
}
