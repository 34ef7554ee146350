import * as v from 'valibot';
import type { Result } from '#lib/result.ts';
import type { KeyValue, StorageError } from './key-value.ts';

/**
 * A signed transaction that is on its way: written before it is sent, so that a page closed at any moment after can tell what became
 * of it. Holds no secret: the envelope is what everybody sees on the chain.
 */
export interface FlowRecord {
	readonly v: 1;
	readonly hash: string;
	/** Signed. To be sent again as it is, as often as needed. */
	readonly xdr: string;
	/** What it was, for whoever takes it up again. */
	readonly kind: string;
	readonly title: string;
	/** Key in networks.json. */
	readonly network: string;
	readonly account: string;
	readonly sequence: bigint;
	/** Unix seconds of ledger time. */
	readonly maxTime: number;
	/** Ledger at which it was assembled: it is in none before. */
	readonly sinceLedger: number;
}

const natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const record = v.strictObject({
	v: v.literal(1),
	hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
	xdr: v.pipe(v.string(), v.base64()),
	kind: v.string(),
	title: v.string(),
	network: v.string(),
	account: v.pipe(v.string(), v.regex(/^G[A-Z2-7]{55}$/)),
	sequence: v.bigint(),
	maxTime: natural,
	sinceLedger: natural
});

/** Reads a stored record; whatever is not one of this version is `undefined`. */
export function parseFlowRecord(stored: unknown): FlowRecord | undefined {
	const parsed = v.safeParse(record, stored);
	return parsed.success ? parsed.output : undefined;
}

export interface FlowRecords {
	put(record: FlowRecord): Promise<Result<null, StorageError>>;
	remove(hash: string): Promise<void>;
	/** Those that can be read; others are removed. */
	all(): Promise<readonly FlowRecord[]>;
}

/** Storage that refuses costs the memory of a page that is closed, and nothing else. */
export function flowRecords(store: KeyValue): FlowRecords {
	const remove = async (hash: string): Promise<void> => {
		await store.delete(hash);
	};
	return {
		put: (entry) => store.set(entry.hash, entry),
		remove,
		async all() {
			const entries = await store.list('');
			if (!entries.ok) return [];
			const found: FlowRecord[] = [];
			for (const [hash, stored] of entries.value) {
				const parsed = parseFlowRecord(stored);
				if (parsed?.hash === hash) found.push(parsed);
				else await remove(hash);
			}
			return found;
		}
	};
}
