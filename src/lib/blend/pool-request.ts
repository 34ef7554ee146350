/** Numbers of Blend's request types, as `submit` takes them. */
export const REQUEST_TYPE = {
	supply: 0,
	withdraw: 1,
	supplyCollateral: 2,
	withdrawCollateral: 3,
	borrow: 4,
	repay: 5,
	fillUserLiquidation: 6,
	fillBadDebt: 7,
	fillInterest: 8,
	deleteLiquidation: 9
} as const;

export type RequestKind = keyof typeof REQUEST_TYPE;

/** One item of `submit`. `amount` is underlying; of a fill a whole percent, 1–100, of what remains, and `address` the auctioned user. */
export interface PoolRequest {
	readonly kind: RequestKind;
	readonly address: string;
	readonly amount: bigint;
}
