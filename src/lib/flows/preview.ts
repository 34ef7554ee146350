import type { Stroops } from '#lib/math/amount.ts';

/** One argument as the wallet prints it, with its name and its readable form beside. */
export interface PreviewArgument {
	readonly name: string;
	/** As the wallet shows it: an integer without decimals, an address, a map. */
	readonly raw: string;
	/** “100.00 USDC”, “in 7 days, 2026-11-29 14:00 UTC”; `undefined` where raw says it all. */
	readonly readable: string | undefined;
}

/** A row of the wallet's list: a call that the signature authorises, or a classic operation. */
export interface PreviewRow {
	/** What it does, for people. */
	readonly title: string;
	/** The function as the wallet names it; `undefined` for a classic operation. */
	readonly fn: string | undefined;
	/** Contract id; `undefined` for a classic operation. */
	readonly contract: string | undefined;
	/** What the contract is called in networks.json: “vault”, “USDC”. */
	readonly contractName: string | undefined;
	readonly arguments: readonly PreviewArgument[];
}

/** What leaves the account by the signature itself, or comes back to it. What a call pays out is no part of this: simulation tells. */
export interface PreviewChange {
	readonly what: string;
	/** “−100.00 USDC” */
	readonly amount: string;
}

/** What is signed, decoded from the assembled envelope and never from a form. Rows in the order in which Freighter lists them. */
export interface Preview {
	readonly rows: readonly PreviewRow[];
	/** Transfers of the account's own tokens, in the order of the rows. */
	readonly changes: readonly PreviewChange[];
	readonly source: string;
	/** Most it can cost: bid and resource fee. */
	readonly maxFee: Stroops;
	readonly sequence: bigint;
	/** Unix seconds after which it can no longer be included. */
	readonly maxTime: number;
	readonly hash: string;
	readonly xdr: string;
}
