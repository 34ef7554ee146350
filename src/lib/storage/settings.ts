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

/** What is stored and can be read; anything else counts as never chosen. By hand: every page loads this. */
export function readSettings(storage: TextStorage | undefined): Settings {
	const found = json(read(storage, KEY));
	if (!isRecord(found) || found['v'] !== 1) return NO_SETTINGS;
	const { network, endpoints, acknowledged } = found;
	if (network !== undefined && typeof network !== 'string') return NO_SETTINGS;
	if (!isTexts(acknowledged) || !isRecord(endpoints)) return NO_SETTINGS;
	const lists: Record<string, readonly string[]> = {};
	for (const [name, urls] of Object.entries(endpoints)) {
		if (!isTexts(urls) || !urls.every((url) => URL.canParse(url))) return NO_SETTINGS;
		lists[name] = urls;
	}
	return { network, endpoints: lists, acknowledged };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const isTexts = (value: unknown): value is readonly string[] =>
	Array.isArray(value) && value.every((item) => typeof item === 'string');

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
