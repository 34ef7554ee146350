import { Keypair, TransactionBuilder } from '@stellar/stellar-sdk/base';
import { encodeBytes } from '@stellar/stellar-sdk/xdr';
import { err, ok, type Result } from '#lib/result.ts';
import type { Unsigned } from './envelope.ts';

/** Why an envelope that came back from a wallet is not sent. */
export type SignedMismatch =
	/** Another transaction than the one that was handed over. */
	| { readonly kind: 'changed'; readonly found: string }
	/** The same transaction, without a signature of that account. */
	| { readonly kind: 'unsigned' }
	| { readonly kind: 'unreadable'; readonly detail: string };

/**
 * What a wallet gave back must be the transaction it was given, byte for byte but for its signatures: the network's hash of both is
 * the same, and one signature on it is that of `signer`.
 */
export function checkSigned(
	signedXdr: string,
	{ hash, passphrase }: Unsigned,
	signer: string
): Result<null, SignedMismatch> {
	try {
		const signed = TransactionBuilder.fromXdr(signedXdr, passphrase);
		const found = encodeBytes(signed.hash(), 'hex');
		if (found !== hash) return err({ kind: 'changed', found });
		const key = Keypair.fromPublicKey(signer);
		const own = signed.signatures.some(({ signature }) => key.verify(signed.hash(), signature));
		return own ? ok(null) : err({ kind: 'unsigned' });
	} catch (cause) {
		return err({ kind: 'unreadable', detail: String(cause) });
	}
}
