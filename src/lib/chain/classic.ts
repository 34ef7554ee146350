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
