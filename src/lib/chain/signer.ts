import { Keypair, StrKey } from '@stellar/stellar-sdk/base';

/** Signs for one account. Where the key lives is its own business; it never leaves through here. */
export interface Signer {
	readonly address: string;
	/** A 64-byte Ed25519 signature of a transaction hash. */
	sign(hash: Uint8Array): Promise<Uint8Array>;
}

/** PKCS #8 frame of an Ed25519 seed (RFC 8410): the only form in which WebCrypto imports one. */
const PKCS8_PREFIX = Uint8Array.from([
	0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20
]);

/** A key that cannot be read out, not even by us. `undefined`: this browser's WebCrypto has no Ed25519. */
export async function generatePair(): Promise<CryptoKeyPair | undefined> {
	try {
		const pair = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
		return 'privateKey' in pair ? pair : undefined;
	} catch {
		return undefined;
	}
}

/** The signer of a pair, whose halves belong together, or undefined: a stored record may be anything. */
export async function pairSigner(pair: CryptoKeyPair): Promise<Signer | undefined> {
	const raw = await crypto.subtle.exportKey('raw', pair.publicKey);
	const address = StrKey.encodeEd25519PublicKey(new Uint8Array(raw));
	const signature = await crypto.subtle.sign('Ed25519', pair.privateKey, PROBE);
	const fits = await crypto.subtle.verify('Ed25519', pair.publicKey, signature, PROBE);
	return fits ? webCryptoSigner(pair.privateKey, address) : undefined;
}

/** Not the hash of any transaction: hashes have 32 bytes. */
const PROBE = new TextEncoder().encode('nectar: do these two halves belong together?');

/** For repeatable runs only: a key derived from a seed. Held non-extractable from here on. */
export async function importSigner(seed: Uint8Array): Promise<Signer> {
	const pkcs8 = new Uint8Array([...PKCS8_PREFIX, ...seed]);
	const key = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign']);
	return webCryptoSigner(key, Keypair.fromRawEd25519Seed(seed).publicKey());
}

function webCryptoSigner(key: CryptoKey, address: string): Signer {
	return {
		address,
		sign: async (hash) =>
			new Uint8Array(await crypto.subtle.sign('Ed25519', key, new Uint8Array(hash)))
	};
}
