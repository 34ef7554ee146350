import { Keypair, StrKey } from '@stellar/stellar-sdk/base';

/* Addresses and secrets as people copy them, checksums included. */

export const isContract = (text: string): boolean => StrKey.isValidContract(text);
export const isAccount = (text: string): boolean => StrKey.isValidEd25519PublicKey(text);

/** The 32 bytes of a secret key (S…); `undefined` for anything else. */
export function seedOfSecret(secret: string): Uint8Array | undefined {
	return StrKey.isValidEd25519SecretSeed(secret)
		? Uint8Array.from(Keypair.fromSecret(secret).rawSecretKey())
		: undefined;
}
