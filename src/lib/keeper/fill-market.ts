import type { Reserves } from '#lib/blend/reserve.ts';
import type { Usdc } from '#lib/math/amount.ts';
import type { TokenPrice } from '#lib/vault/fill-economics.ts';
import type { Route, VaultParams } from '#lib/vault/vault-state.ts';
import type { Pairs } from '#lib/venues/pair.ts';

/** What a fill through the vault depends on besides the auction: facts of one ledger. */
export interface FillMarket {
	/** The pool's reserves, accrued to the ledger's close time. */
	readonly reserves: Reserves;
	/** Most collaterals and debts together that the pool lets a user open. */
	readonly maxPositions: number;
	/** Contract id of USDC. */
	readonly usdc: string;
	/**
	 * Allowlisted tokens (and USDC) whose price the vault would accept now: `lastprice` of the pool's oracle, fresh by the vault's
	 * parameter, with the decimals of the vault's allowlist. A token left out makes a fill that needs it impossible.
	 */
	readonly prices: ReadonlyMap<string, TokenPrice>;
	/** The vault's allowlisted routes whose venue's pair is known, and is the token against USDC. */
	readonly routes: readonly Route[];
	readonly pairs: Pairs;
	readonly params: VaultParams;
	/** Most USDC the fill may spend: the least of the vault's balance, its cap per fill, and the session's limit. */
	readonly spendLimit: Usdc;
	readonly caps: FillCaps;
}

/** Most USDC one fill may spend in the pool, or with an asset in its bid or lot; nothing = no cap. */
export interface FillCaps {
	readonly pool: Usdc | undefined;
	readonly assets: ReadonlyMap<string, Usdc>;
}
