import { AUCTION_TYPE } from '#lib/blend/auction.ts';
import type { Action } from './action.ts';
import type { Decision } from './decision.ts';

/** The action a decision asks for; `undefined` if it asks for none. */
export function plan(decision: Decision, pool: string): Action | undefined {
	switch (decision.kind) {
		case 'create': {
			const { user, legs, percent } = decision;
			return { kind: 'create', pool, user, legs, percent };
		}
		case 'fill': {
			const { user, outlook, minProfit } = decision;
			const { percent, swaps } = outlook;
			return {
				kind: 'fill',
				order: {
					pool,
					auctionType: AUCTION_TYPE.userLiquidation,
					user,
					percent,
					swaps,
					minProfit
				}
			};
		}
		case 'clean-up':
			return { kind: decision.what, pool, user: decision.user };
		case 'wait':
		case 'skip':
			return undefined;
	}
}
