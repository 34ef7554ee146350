import { stroops, usdc, type Stroops, type Usdc } from '#lib/math/amount.ts';

/** Tunables of a keeper, with their units. */
export interface Policy {
	/** Least profit of a fill worth asking for, beside the vault's own floors and the fees. USDC. */
	readonly minProfit: Usdc;
	/** What a fill is expected to cost until its simulation tells. */
	readonly expectedFillFee: Stroops;
	/** Same for creating or deleting an auction, or handing over bad debt. */
	readonly expectedCreateFee: Stroops;
	/** Resources of an action may cost this many times what it is expected to; first fills write entries that later ones find. */
	readonly feeCapFactor: bigint;
	/** Most to bid for inclusion. */
	readonly maxBid: Stroops;
	/** Ledgers after which a transaction of ours may no longer be included. Frees the session key's only slot. */
	readonly patienceLedgers: number;
	/** Seconds of ledger time likewise; above the 10 s that a node insists on. */
	readonly patienceSecs: number;
	/** What an account must keep: two base reserves. */
	readonly accountReserve: Stroops;
	/** And one more for each of its subentries. */
	readonly subentryReserve: Stroops;
	/** Health factors below this (7 decimals) are read again each ledger. */
	readonly watchBelow: bigint;
	/** Pause between two looks at the chain. Milliseconds. */
	readonly beatMs: number;
	/** Pause after an answer that could not be used. Milliseconds. */
	readonly backOffMs: number;
	/** Most to pause when an endpoint asks for patience. Milliseconds. */
	readonly maxRetryMs: number;
	/** Looks without a newer ledger after which the endpoint is taken to stand still, or the network to have begun anew. */
	readonly staleBeats: number;
	/** Ledgers between two looks at the fee statistics. */
	readonly feeStatsEvery: number;
}

export const DEFAULT_POLICY: Policy = {
	minProfit: usdc(0n),
	expectedFillFee: stroops(400_000n),
	expectedCreateFee: stroops(200_000n),
	feeCapFactor: 10n,
	maxBid: stroops(100_000n),
	patienceLedgers: 3,
	patienceSecs: 60,
	accountReserve: stroops(10_000_000n),
	subentryReserve: stroops(5_000_000n),
	watchBelow: 10_500_000n,
	beatMs: 2_000,
	backOffMs: 5_000,
	maxRetryMs: 60_000,
	staleBeats: 30,
	feeStatsEvery: 10
};
