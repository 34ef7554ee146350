import type { Result } from '#lib/result.ts';
import type { KeyOnRecord } from '#lib/storage/browser-data.ts';
import type { Settings } from '#lib/storage/settings.ts';

/** What this site keeps in this browser, for the settings page. The database's library is loaded when it is asked. */
export async function storedKeys(): Promise<Result<readonly KeyOnRecord[], string>> {
	const data = await import('#lib/storage/browser-data.ts');
	const keys = await data.storedKeys();
	return keys.ok ? keys : { ok: false, error: keys.error.detail };
}

/** Text of a file with choices and profit rows. There is no key and nothing signed in it. */
export async function exportText(settings: Settings, now: Date): Promise<Result<string, string>> {
	const data = await import('#lib/storage/browser-data.ts');
	const rows = await data.exportRows();
	if (!rows.ok) return { ok: false, error: rows.error.detail };
	const file = { v: 1, exportedAt: now.toISOString(), settings, rows: rows.value };
	return { ok: true, value: `${JSON.stringify(file, undefined, '\t')}\n` };
}

export async function wipeAll(): Promise<Result<null, string>> {
	const data = await import('#lib/storage/browser-data.ts');
	return data.wipeAll();
}
