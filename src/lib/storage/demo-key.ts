import * as v from 'valibot';
import { err, ok, type Result } from '#lib/result.ts';
import type { KeyValue, StorageError } from './key-value.ts';

const NAME = 'demo wallet';

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
const record = v.object({
	v: v.literal(1),
	address: v.pipe(v.string(), v.regex(/^G[A-Z2-7]{55}$/)),
	pair: v.object({ privateKey: half('private'), publicKey: half('public') })
});

export interface DemoKey {
	/** Of the pair's public half. */
	readonly address: string;
	readonly pair: CryptoKeyPair;
}

/** The demo wallet's key in this browser; `undefined` = none, or none of ours. Only demo money can hang on it. */
export async function readDemoKey(
	store: KeyValue
): Promise<Result<DemoKey | undefined, StorageError>> {
	const raw = await store.get(NAME);
	if (!raw.ok) return raw;
	const parsed = v.safeParse(record, raw.value);
	if (!parsed.success) return ok(undefined);
	const { address, pair } = parsed.output;
	return ok({ address, pair });
}

/** Written and read back: no account is opened for a key that the next reload does not find. */
export async function writeDemoKey(
	store: KeyValue,
	key: DemoKey
): Promise<Result<null, StorageError>> {
	const written = await store.set(NAME, { v: 1, ...key });
	if (!written.ok) return written;
	const back = await readDemoKey(store);
	if (!back.ok) return back;
	return back.value?.address === key.address
		? ok(null)
		: err({ kind: 'storage', detail: 'it forgot what it was given' });
}
