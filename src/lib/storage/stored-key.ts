import * as v from 'valibot';

/** A key as this browser keeps it: the private half cannot be read out, not even by us. */
export interface StoredKey {
	/** Of the pair's public half. */
	readonly address: string;
	readonly pair: CryptoKeyPair;
}

const half = (type: 'private' | 'public') =>
	v.custom<CryptoKey>(
		(input) =>
			input instanceof CryptoKey &&
			input.type === type &&
			input.algorithm.name === 'Ed25519' &&
			// an extractable one was not made here
			(type === 'public' || !input.extractable),
		`expected a ${type} Ed25519 key`
	);

/** The entries of a stored key, as IndexedDB gives them back. */
export const STORED_KEY = {
	address: v.pipe(v.string(), v.regex(/^G[A-Z2-7]{55}$/)),
	pair: v.object({ privateKey: half('private'), publicKey: half('public') })
};
