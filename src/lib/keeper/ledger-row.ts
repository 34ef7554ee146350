/** One attempt, won or lost, as the profit ledger keeps it. Integers; 7 decimals. Appended once, completed once. */
export interface LedgerRow {
	readonly hash: string;
	/** The key that signed it. */
	readonly session: string;
	/** Unix seconds: when it was sent. */
	readonly at: number;
	/** The ledger that applied it; until that is known the last one when it was sent. */
	readonly ledger: number;
	/** Empty for what concerns the session alone. */
	readonly pool: string;
	readonly user: string;
	readonly action:
		'create' | 'fill' | 'delete-auction' | 'bad-debt' | 'co-sign' | 'revoke' | 'sweep';
	/** `Outcome['kind']`, or `open` while it is not known. */
	readonly outcome: string;
	readonly percent: number | undefined;
	readonly spent: bigint | undefined;
	readonly profit: bigint | undefined;
	/** 90 %. */
	readonly vaultShare: bigint | undefined;
	/** 10 %. */
	readonly operatorShare: bigint | undefined;
	/** Stroops that the network charged. */
	readonly fee: bigint | undefined;
	/** USDC per XLM (7 decimals) by the pool's oracle when it was booked. */
	readonly xlmPrice: bigint | undefined;
	/** Endpoints that confirmed it. */
	readonly confirmations: number;
}
