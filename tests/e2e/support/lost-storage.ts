import type { Page } from '@playwright/test';
import { FLOW_DATABASE, KEEPER_DATABASE, KEY_DATABASE } from '#lib/storage/key-value.ts';

/**
 * What a browser under pressure may do: keys, journal and settings are gone. The page must hold none of them open; the wallet and
 * the network, which are another program's and another computer's outside of the demo, stay.
 */
export async function loseStorage(page: Page): Promise<void> {
	await page.evaluate(deleteAll, [FLOW_DATABASE, KEEPER_DATABASE, KEY_DATABASE]);
}

/** Runs in the page, on its own: nothing of this module reaches it. */
async function deleteAll(databases: readonly string[]): Promise<void> {
	for (const name of databases) {
		await new Promise<void>((resolve, reject) => {
			const gone = indexedDB.deleteDatabase(name);
			gone.onsuccess = () => {
				resolve();
			};
			gone.onblocked = () => {
				reject(new Error(`${name} is open`));
			};
			gone.onerror = () => {
				reject(gone.error ?? new Error('no answer'));
			};
		});
	}
	localStorage.clear();
}
