import { err, ok, type Result } from '#lib/result.ts';
import type { KeyValue } from './key-value.ts';

/** A key pair that signs in this browser and cannot leave it. */
export interface StoredPair {
	readonly privateKey: CryptoKey;
	readonly publicKey: CryptoKey;
}

const KEY = 'key-1';

/**
 * The demo wallet's key: made once per browser and address of the site. Written and read back before it is used, so that an account
 * is never opened for a key that the next reload does not find.
 */
export async function demoPair(store: KeyValue): Promise<Result<StoredPair, string>> {
	try {
		const found = asPair(await store.get(KEY));
		if (found !== undefined) return ok(found);
		const made = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
		await store.set(KEY, made);
		const back = asPair(await store.get(KEY));
		return back === undefined ? err('the key was written, and is not there') : ok(back);
	} catch (cause) {
		return err(String(cause));
	}
}

/** Whether there is one already. */
export async function hasDemoPair(store: KeyValue): Promise<boolean> {
	try {
		return asPair(await store.get(KEY)) !== undefined;
	} catch {
		return false; // storage that refuses holds no key
	}
}

/** A key that could be read out is none of ours: somebody planted it. */
function asPair(stored: unknown): StoredPair | undefined {
	if (typeof stored !== 'object' || stored === null) return undefined;
	const { privateKey, publicKey } = stored as Partial<Record<keyof StoredPair, unknown>>;
	if (!(privateKey instanceof CryptoKey) || !(publicKey instanceof CryptoKey)) return undefined;
	const usable =
		privateKey.type === 'private' &&
		!privateKey.extractable &&
		privateKey.algorithm.name === 'Ed25519' &&
		publicKey.type === 'public';
	return usable ? { privateKey, publicKey } : undefined;
}
