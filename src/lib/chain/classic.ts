import { Asset, Operation } from '@stellar/stellar-sdk/base';
import { formatDecimal } from '#lib/math/format-decimal.ts';
import type { Intent } from './operation.ts';

/* Classic operations. The SDK takes amounts as decimal strings. */

const decimal = (amount: bigint): string => formatDecimal(amount, 7);

export const createAccountIntent = (destination: string, stroops: bigint): Intent => ({
	kind: 'classic',
	operation: Operation.createAccount({ destination, startingBalance: decimal(stroops) })
});

export const trustIntent = (code: string, issuer: string): Intent => ({
	kind: 'classic',
	operation: Operation.changeTrust({ asset: new Asset(code, issuer) })
});

/** Makes another account a signer of the source: of weight 1, as much as its own key has. */
export const coSignerIntent = (signer: string): Intent => ({
	kind: 'classic',
	operation: Operation.setOptions({ signer: { ed25519PublicKey: signer, weight: 1 } })
});

/** Ends the source account. All of its XLM, reserve included, goes to the other. */
export const mergeIntent = (into: string): Intent => ({
	kind: 'classic',
	operation: Operation.accountMerge({ destination: into })
});

/** Paid by the issuer, this issues. */
export const paymentIntent = (
	destination: string,
	code: string,
	issuer: string,
	amount: bigint
): Intent => ({
	kind: 'classic',
	operation: Operation.payment({
		destination,
		asset: new Asset(code, issuer),
		amount: decimal(amount)
	})
});

export const payNativeIntent = (destination: string, stroops: bigint): Intent => ({
	kind: 'classic',
	operation: Operation.payment({
		destination,
		asset: Asset.native(),
		amount: decimal(stroops)
	})
});

/**
 * Ends the account `from` and hands all its XLM, the reserve included, to `into`. As an operation with a source of its own it can
 * stand in a transaction of whoever co-signs for `from`, who then pays the fee: an account that is out of XLM merges, too.
 */
export const mergeAccountIntent = (from: string, into: string): Intent => ({
	kind: 'classic',
	operation: Operation.accountMerge({ source: from, destination: into })
});
