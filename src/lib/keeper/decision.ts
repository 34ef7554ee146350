import type { LiquidationLegs } from '#lib/blend/liquidation-legs.ts';
import type { Usdc } from '#lib/math/amount.ts';
import type { SessionRefusal } from '#lib/session/usable.ts';
import type { Pause } from '#lib/vault/pause.ts';
import type { FillObstacle, FillOutlook } from './fill-outlook.ts';

export type SkipReason =
	| { readonly kind: 'no-price'; readonly asset: string }
	/** No allowlisted route trades it against USDC. */
	| { readonly kind: 'no-route'; readonly asset: string }
	| { readonly kind: 'unknown-reserve'; readonly index: number }
	/** The pool cannot value a debt in it. */
	| { readonly kind: 'not-borrowable'; readonly asset: string }
	| { readonly kind: 'session'; readonly reason: SessionRefusal | 'not-registered' | 'no-account' }
	/** The session account cannot pay the fee. */
	| { readonly kind: 'out-of-xlm'; readonly needed: bigint; readonly spendable: bigint }
	| { readonly kind: 'vault-not-open' }
	/** The vault gives operators no part of the profit: no fill would pay its fee. */
	| { readonly kind: 'no-share' }
	| { readonly kind: 'pool-not-allowed' }
	/** By the vault's admin; it ends by itself. */
	| { readonly kind: 'paused'; readonly pause: Pause }
	/** Every percent leaves the position outside the pool's band, or the legs cannot be traded. */
	| { readonly kind: 'no-valid-percent' }
	| { readonly kind: 'not-liquidatable' }
	/** Not even at the end of the auction. */
	| { readonly kind: 'never-profitable'; readonly last: FillOutlook | FillObstacle };

export type WaitReason =
	/** Profitable from `ledger` on, if nothing but the age changes. */
	| {
			readonly kind: 'until-profitable';
			readonly ledger: number;
			readonly age: number;
			readonly fairAge: number;
			readonly missing:
				'lot' | 'loss' | 'order' | 'minimum' | 'margin' | 'edge' | 'cap' | 'obstacle';
			/** The fill of now; `undefined` = the vault would refuse it before its profit is known. */
			readonly now: FillOutlook | undefined;
			/** The fill in `ledger`. */
			readonly then: FillOutlook;
	  }
	| { readonly kind: 'not-started' };

/** What to do about one opportunity, always with the reason. */
export type Decision =
	| {
			readonly kind: 'create';
			readonly user: string;
			readonly legs: LiquidationLegs;
			readonly percent: number;
			readonly band: readonly [first: number, last: number];
			/** Age at which the vault could fill it, if nothing but the age changes. */
			readonly fairAge: number;
	  }
	| {
			readonly kind: 'fill';
			readonly user: string;
			readonly outlook: FillOutlook;
			readonly minProfit: Usdc;
	  }
	| {
			readonly kind: 'clean-up';
			readonly user: string;
			readonly what: 'delete-auction' | 'bad-debt';
	  }
	| { readonly kind: 'wait'; readonly user: string; readonly reason: WaitReason }
	| { readonly kind: 'skip'; readonly user: string; readonly reason: SkipReason };
