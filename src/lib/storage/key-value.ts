import { createStore, del, entries, get, set } from 'idb-keyval';

/** Values under text keys. May reject: private windows, full disks, blocked storage. */
export interface KeyValue {
	get(key: string): Promise<unknown>;
	set(key: string, value: unknown): Promise<void>;
	remove(key: string): Promise<void>;
	entries(): Promise<readonly (readonly [string, unknown])[]>;
}

/** A database of this origin. What it holds was written by whoever had this origin before: parse it. */
export function indexedDbStore(database: string): KeyValue {
	let opened: ReturnType<typeof createStore> | undefined;
	const store = () => (opened ??= createStore(database, 'entries'));
	return {
		get: async (key) => get<unknown>(key, store()),
		set: async (key, value) => set(key, value, store()),
		remove: async (key) => del(key, store()),
		entries: async () => (await entries(store())).map(([key, value]) => [String(key), value])
	};
}

/** Lasts as long as the page. */
export function memoryStore(): KeyValue {
	const held = new Map<string, unknown>();
	return {
		get: (key) => Promise.resolve(held.get(key)),
		set: (key, value) => {
			held.set(key, value);
			return Promise.resolve();
		},
		remove: (key) => {
			held.delete(key);
			return Promise.resolve();
		},
		entries: () => Promise.resolve([...held])
	};
}
