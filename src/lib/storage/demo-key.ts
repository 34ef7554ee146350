import * as v from 'valibot';
import { err, ok, type Result } from '#lib/result.ts';
import type { KeyValue, StorageError } from './key-value.ts';
import { STORED_KEY, type StoredKey } from './stored-key.ts';

const NAME = 'demo wallet';

const record = v.object({ v: v.literal(1), ...STORED_KEY });

/** The demo wallet's key in this browser; `undefined` = none, or none of ours. Only demo money can hang on it. */
export async function readDemoKey(
	store: KeyValue
): Promise<Result<StoredKey | undefined, StorageError>> {
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
	key: StoredKey
): Promise<Result<null, StorageError>> {
	const written = await store.set(NAME, { v: 1, ...key });
	if (!written.ok) return written;
	const back = await readDemoKey(store);
	if (!back.ok) return back;
	return back.value?.address === key.address
		? ok(null)
		: err({ kind: 'storage', detail: 'it forgot what it was given' });
}
