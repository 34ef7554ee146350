import { AlphaNum12, AlphaNum4, Asset, ChangeTrustAsset } from '@stellar/stellar-sdk/xdr';
import { accountId } from './account-id.ts';

/* Classic assets as XDR has them: a code of up to 4 or 12 characters, filled up with zeros, and who issues it. */

const short = (code: string, issuer: string) =>
	new AlphaNum4({ assetCode: filled(code, 4), issuer: accountId(issuer) });
const long = (code: string, issuer: string) =>
	new AlphaNum12({ assetCode: filled(code, 12), issuer: accountId(issuer) });

export const creditAsset = (code: string, issuer: string): Asset =>
	code.length <= 4
		? Asset.assetTypeCreditAlphanum4(short(code, issuer))
		: Asset.assetTypeCreditAlphanum12(long(code, issuer));

export const trustedAsset = (code: string, issuer: string): ChangeTrustAsset =>
	code.length <= 4
		? ChangeTrustAsset.assetTypeCreditAlphanum4(short(code, issuer))
		: ChangeTrustAsset.assetTypeCreditAlphanum12(long(code, issuer));

function filled(code: string, length: number): Uint8Array {
	if (!/^[A-Za-z0-9]{1,12}$/.test(code)) {
		throw new TypeError(`expected an asset code of 1–12 letters and digits; found ${code}`);
	}
	const name = new TextEncoder().encode(code);
	return Uint8Array.from({ length }, (_, at) => name[at] ?? 0);
}
