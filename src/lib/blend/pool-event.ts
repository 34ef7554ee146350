import type { AuctionData, AuctionKind } from './auction.ts';

/** Events that change the position of the account in topic 2 (topics: symbol, asset, from). */
export const POSITION_TOPICS = [
	'supply',
	'withdraw',
	'supply_collateral',
	'withdraw_collateral',
	'borrow',
	'repay',
	'flash_loan'
] as const;

/** Events of auctions (topics: symbol, u32 kind, user). */
export const AUCTION_TOPICS = ['new_auction', 'fill_auction', 'delete_auction'] as const;

/** Debt without collateral moves to the backstop (topics: symbol, **user**, asset). */
export const BAD_DEBT_TOPIC = 'bad_debt';

export type PositionTopic = (typeof POSITION_TOPICS)[number];

/**
 * What a keeper learns from a pool's events (blend-v2.md §7): whom to look at. Amounts are deltas; a position is always read again
 * from its entry. A fill makes its filler a position holder without any supply or borrow event.
 */
export type PoolEvent =
	| {
			readonly kind: 'position';
			readonly topic: PositionTopic;
			readonly asset: string;
			readonly user: string;
	  }
	| {
			readonly kind: 'new-auction';
			readonly auction: AuctionKind;
			readonly user: string;
			readonly percent: number;
			readonly data: AuctionData;
	  }
	| {
			readonly kind: 'fill-auction';
			readonly auction: AuctionKind;
			readonly user: string;
			readonly filler: string;
			readonly percent: number;
			/** Scaled: what this fill moved. The bid may be empty. */
			readonly data: AuctionData;
	  }
	| { readonly kind: 'delete-auction'; readonly auction: AuctionKind; readonly user: string }
	| { readonly kind: 'bad-debt'; readonly user: string; readonly asset: string };

/** The accounts whose positions an event may have changed. */
export function touchedAccounts(event: PoolEvent): readonly string[] {
	switch (event.kind) {
		case 'position':
		case 'new-auction':
		case 'delete-auction':
		case 'bad-debt':
			return [event.user];
		case 'fill-auction':
			return [event.user, event.filler];
	}
}
