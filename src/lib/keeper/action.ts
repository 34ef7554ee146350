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
	| { readonly kind: 'bad-debt'; readonly pool: string; readonly user: string };

export const userOf = (action: Action): string =>
	action.kind === 'fill' ? action.order.user : action.user;
