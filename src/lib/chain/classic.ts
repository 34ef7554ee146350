import { StrKey } from '@stellar/stellar-sdk/base';
import {
	Asset,
	ChangeTrustOp,
	CreateAccountOp,
	OperationBody,
	PaymentOp,
	SetOptionsOp,
	Signer,
	SignerKey,
	Operation as XdrOperation
} from '@stellar/stellar-sdk/xdr';
import { accountId, muxedAccount } from './account-id.ts';
import { creditAsset, trustedAsset } from './asset.ts';
import type { Intent } from './operation.ts';

/* Classic operations. The SDK's own class for them would bring all of their kinds and big decimals into each worker. */

const classic = (body: OperationBody, source?: string): Intent => ({
	kind: 'classic',
	operation: new XdrOperation({
		sourceAccount: source === undefined ? null : muxedAccount(source),
		body
	})
});

export const createAccountIntent = (destination: string, stroops: bigint): Intent =>
	classic(
		OperationBody.createAccount(
			new CreateAccountOp({ destination: accountId(destination), startingBalance: stroops })
		)
	);

/** As much as there can be. */
const NO_LIMIT = (1n << 63n) - 1n;

export const trustIntent = (code: string, issuer: string): Intent =>
	classic(
		OperationBody.changeTrust(
			new ChangeTrustOp({ line: trustedAsset(code, issuer), limit: NO_LIMIT })
		)
	);

/** Makes another account a signer of the source: of weight 1, as much as its own key has. */
export const coSignerIntent = (signer: string): Intent =>
	classic(
		OperationBody.setOptions(
			new SetOptionsOp({
				...NO_OPTION,
				signer: new Signer({
					key: SignerKey.signerKeyTypeEd25519(StrKey.decodeEd25519PublicKey(signer)),
					weight: 1
				})
			})
		)
	);

const NO_OPTION = {
	...{ inflationDest: null, clearFlags: null, setFlags: null, homeDomain: null },
	...{ masterWeight: null, lowThreshold: null, medThreshold: null, highThreshold: null }
};

/** Ends the source account. All of its XLM, reserve included, goes to the other. */
export const mergeIntent = (into: string): Intent =>
	classic(OperationBody.accountMerge(muxedAccount(into)));

/** Paid by the issuer, this issues. */
export const paymentIntent = (
	destination: string,
	code: string,
	issuer: string,
	amount: bigint
): Intent => classic(payment(destination, creditAsset(code, issuer), amount));

export const payNativeIntent = (destination: string, stroops: bigint): Intent =>
	classic(payment(destination, Asset.assetTypeNative(), stroops));

const payment = (destination: string, asset: Asset, amount: bigint): OperationBody =>
	OperationBody.payment(new PaymentOp({ destination: muxedAccount(destination), asset, amount }));

/**
 * Ends the account `from` and hands all its XLM, the reserve included, to `into`. As an operation with a source of its own it can
 * stand in a transaction of whoever co-signs for `from`, who then pays the fee: an account that is out of XLM merges, too.
 */
export const mergeAccountIntent = (from: string, into: string): Intent =>
	classic(OperationBody.accountMerge(muxedAccount(into)), from);
