/** Blend's auction kinds; `AUCTION_TYPE` has their numbers. */
export type AuctionKind = 'userLiquidation' | 'badDebt' | 'interest';

/** The number of each kind in `new_auction`, `get_auction`, event topics and storage keys. */
export const AUCTION_TYPE = { userLiquidation: 0, badDebt: 1, interest: 2 } as const;

const KINDS: readonly AuctionKind[] = ['userLiquidation', 'badDebt', 'interest'];

/** The kind with that number; `undefined` for one this code does not know. */
export const auctionKind = (type: number): AuctionKind | undefined => KINDS[type];

/**
 * A Dutch auction as stored: unscaled, by asset. Of a user liquidation `bid` counts dTokens and `lot` bTokens; of a bad debt
 * auction dTokens and backstop LP; of an interest auction backstop LP and underlying.
 */
export interface AuctionData {
	readonly bid: ReadonlyMap<string, bigint>;
	readonly lot: ReadonlyMap<string, bigint>;
	/** Creation ledger + 1 (the contract's `block`). */
	readonly startLedger: number;
}

/** Ledgers since the start; −1 in the ledger that creates the auction, where a fill traps. */
export const auctionAge = (auction: AuctionData, ledger: number): number =>
	ledger - auction.startLedger;

/** From this age on anybody may delete the auction. */
export const DELETABLE_AGE = 500;
/** From this age on the lot is whole; before, it grows by half a percent per ledger. */
export const LOT_WHOLE_AGE = 200;
/** From this age on the bid is nothing. */
export const BID_FREE_AGE = 400;
