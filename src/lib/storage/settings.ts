import * as v from 'valibot';

/** What a visitor chose. No secret, and nothing that the chain knows. */
export interface Settings {
	/** Name in networks.json; `undefined` = its default. */
	readonly network: string | undefined;
	/** RPC endpoints that the visitor added, by network. Asked before those of the file. */
	readonly endpoints: Readonly<Record<string, readonly string[]>>;
	/** Pages of text that were read to the end and acknowledged. */
	readonly acknowledged: readonly string[];
}
export const NO_SETTINGS: Settings = { network: undefined, endpoints: {}, acknowledged: [] };

export type Theme = 'system' | 'light' | 'dark';

/** The part of the browser's storage that is needed; `localStorage` itself may throw when it is named. */
export type TextStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const KEY = 'nectar:settings';
/** static/theme.js reads it before the first paint, so it is a word and no JSON. */
const THEME_KEY = 'theme';

const record = v.object({
	v: v.literal(1),
	network: v.optional(v.string()),
	endpoints: v.record(v.string(), v.array(v.pipe(v.string(), v.url()))),
	acknowledged: v.array(v.string())
});

/** What is stored and can be read; anything else counts as never chosen. */
export function readSettings(storage: TextStorage | undefined): Settings {
	const parsed = v.safeParse(record, json(read(storage, KEY)));
	if (!parsed.success) return NO_SETTINGS;
	const { network, endpoints, acknowledged } = parsed.output;
	return { network, endpoints, acknowledged };
}

/** `false`: the browser does not store; what was chosen lasts as long as the page. */
export function writeSettings(storage: TextStorage | undefined, settings: Settings): boolean {
	return write(storage, KEY, JSON.stringify({ v: 1, ...settings }));
}

export function readTheme(storage: TextStorage | undefined): Theme {
	const theme = read(storage, THEME_KEY);
	return theme === 'light' || theme === 'dark' ? theme : 'system';
}

export function writeTheme(storage: TextStorage | undefined, theme: Theme): boolean {
	return write(storage, THEME_KEY, theme === 'system' ? undefined : theme);
}

function read(storage: TextStorage | undefined, key: string): string | undefined {
	try {
		return storage?.getItem(key) ?? undefined;
	} catch {
		return undefined; // blocked: as if nothing had been stored
	}
}

function write(storage: TextStorage | undefined, key: string, text: string | undefined): boolean {
	try {
		if (text === undefined) storage?.removeItem(key);
		else storage?.setItem(key, text);
		return storage !== undefined;
	} catch {
		return false; // blocked or full: the caller says so
	}
}

function json(text: string | undefined): unknown {
	try {
		return text === undefined ? undefined : JSON.parse(text);
	} catch {
		return undefined; // the schema refuses it
	}
}
