import type { ContractFailure } from '#lib/chain/contract-failure.ts';
import type { PrepareError } from '#lib/chain/prepare.ts';
import type { SubmitError } from '#lib/chain/submit.ts';
import type { Shares, Stroops } from '#lib/math/amount.ts';
import type { WalletError } from '#lib/wallet/wallet.ts';

/** Why a wallet-signed transaction did not come about. */
export type FlowError =
	| PrepareError
	| SubmitError
	| { readonly kind: 'no-account'; readonly account: string }
	/** The network has no such thing. */
	| { readonly kind: 'not-here'; readonly what: 'faucet' | 'trustline' }
	/** Beyond the reserve. */
	| { readonly kind: 'short-of-xlm'; readonly have: Stroops; readonly need: Stroops }
	| { readonly kind: 'takes-more-shares'; readonly takes: Shares; readonly most: Shares }
	/** The session key never made the operator its co-signer, or somebody else is. */
	| { readonly kind: 'not-co-signed'; readonly session: string }
	| { readonly kind: 'wallet'; readonly error: WalletError }
	/** What came back from the wallet is not what was handed over. Not sent. */
	| { readonly kind: 'altered'; readonly detail: string }
	/** Applied, and failed: it cost its fee. */
	| {
			readonly kind: 'failed';
			readonly failure: ContractFailure;
			readonly hash: string;
			readonly ledger: number;
	  }
	/** Never applied, and it cannot be any more. */
	| { readonly kind: 'expired'; readonly hash: string }
	/** Nobody remembers far enough back to tell. */
	| { readonly kind: 'unknown'; readonly hash: string }
	/** Nobody waits for it here any more; it may still be applied. */
	| { readonly kind: 'left'; readonly hash: string };
