import { createStore, del, entries, get, set, type UseStore } from 'idb-keyval';
import { err, ok, type Result } from '#lib/result.ts';

/** What a browser refused, in its own words. */
export interface StorageError {
	readonly kind: 'storage';
	readonly detail: string;
}

/** Records by name. What comes out is untrusted: each reader checks it. */
export interface KeyValue {
	get(key: string): Promise<Result<unknown, StorageError>>;
	set(key: string, value: unknown): Promise<Result<null, StorageError>>;
	delete(key: string): Promise<Result<null, StorageError>>;
	/** All whose name begins so. */
	list(prefix: string): Promise<Result<readonly (readonly [string, unknown])[], StorageError>>;
}

/** Names of the databases: what “wipe” deletes. */
export const KEY_DATABASE = 'nectar-keys';
export const KEEPER_DATABASE = 'nectar-keeper';
export const FLOW_DATABASE = 'nectar-flows';
export const DEMO_WALLET_DATABASE = 'nectar-demo-wallet';

/** A database of this origin. Opened with the first use: nothing happens where there is no IndexedDB. */
export function browserStore(database: string): KeyValue {
	let opened: UseStore | undefined;
	const store = () => (opened ??= createStore(database, 'records'));
	return {
		get: (key) => attempt(() => get<unknown>(key, store())),
		set: (key, value) =>
			attempt(async () => {
				await set(key, value, store());
				return null;
			}),
		delete: (key) =>
			attempt(async () => {
				await del(key, store());
				return null;
			}),
		list: (prefix) =>
			attempt(async () =>
				(await entries<IDBValidKey, unknown>(store())).flatMap(([key, value]) =>
					typeof key === 'string' && key.startsWith(prefix) ? [[key, value] as const] : []
				)
			)
	};
}

async function attempt<T>(run: () => Promise<T>): Promise<Result<T, StorageError>> {
	try {
		return ok(await run());
	} catch (cause) {
		return err({ kind: 'storage', detail: String(cause) });
	}
}
