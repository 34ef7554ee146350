import { err, ok, type Result } from '#lib/result.ts';
import { browserStore, KEEPER_DATABASE, KEY_DATABASE, type StorageError } from './key-value.ts';

/** A session key that this browser keeps, by what its record is named. The key itself is not read. */
export interface KeyOnRecord {
	readonly operator: string;
	readonly passphrase: string;
}

/** All our databases and entries begin so. */
const OURS = 'nectar';
const THEME = 'theme';

/** Whose session keys are in this browser, on whichever network. */
export async function storedKeys(): Promise<Result<readonly KeyOnRecord[], StorageError>> {
	const records = await browserStore(KEY_DATABASE).list('session ');
	if (!records.ok) return records;
	return ok(
		records.value.flatMap(([name]) => {
			const [, operator, passphrase] = /^session (G[A-Z2-7]{55}) (.+)$/.exec(name) ?? [];
			return operator === undefined || passphrase === undefined ? [] : [{ operator, passphrase }];
		})
	);
}

/** Rows of all profit ledgers, as plain JSON: amounts as decimal strings of their smallest units. No keys, nothing signed. */
export async function exportRows(): Promise<Result<readonly unknown[], StorageError>> {
	const rows = await browserStore(KEEPER_DATABASE).list('row ');
	if (!rows.ok) return rows;
	return ok(rows.value.map(([name, row]) => ({ name, row: plain(row) })));
}

/** Empties everything that this site keeps in this browser, keys included. Nothing can bring it back. */
export async function wipeAll(): Promise<Result<null, string>> {
	try {
		for (const { name } of await indexedDB.databases()) {
			if (name?.startsWith(OURS) === true) await empty(name);
		}
		for (const storage of [localStorage, sessionStorage]) {
			for (const key of Object.keys(storage)) {
				if (key.startsWith(OURS) || key === THEME) storage.removeItem(key);
			}
		}
		return ok(null);
	} catch (cause) {
		return err(String(cause));
	}
}

/** Its stores, not the database itself: deleting it would wait for every tab that has it open. */
async function empty(name: string): Promise<void> {
	const database = await settled(indexedDB.open(name));
	try {
		const stores = [...database.objectStoreNames];
		if (stores.length === 0) return;
		const transaction = database.transaction(stores, 'readwrite');
		await Promise.all(stores.map((store) => settled(transaction.objectStore(store).clear())));
	} finally {
		database.close();
	}
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => {
			resolve(request.result);
		};
		request.onerror = () => {
			reject(request.error ?? new Error('the database refused'));
		};
	});
}

function plain(value: unknown): unknown {
	return JSON.parse(
		JSON.stringify(value, (_key, item: unknown) =>
			typeof item === 'bigint' ? item.toString() : item
		)
	);
}
