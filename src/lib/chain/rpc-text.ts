/** What a body asks for, as far as it decides where the body goes. */
export interface BodyFacts {
	/** Each call on its own, to be sent singly where arrays are refused; `undefined` = the body is one call. */
	readonly calls: readonly string[] | undefined;
	/** It carries a transaction: goes to every endpoint. */
	readonly sends: boolean;
	/** It asks how the endpoint is; an error in its answer speaks against the endpoint. */
	readonly asksHealth: boolean;
}

/** What an answer says about the endpoint that gave it. */
export interface AnswerFacts {
	/** Highest `latestLedger` in it. */
	readonly latestLedger: number | undefined;
	/** Status of a `sendTransaction` in it. */
	readonly sent: string | undefined;
	/** The first error of any call in it. */
	readonly error: { readonly code: number; readonly message: string } | undefined;
	readonly passphrase: string | undefined;
	readonly isArray: boolean;
}

export function readBody(body: string): BodyFacts {
	const json = parse(body);
	const calls = (Array.isArray(json) ? (json as readonly unknown[]) : [json]).map(record);
	return {
		calls: Array.isArray(json) ? json.map((call) => JSON.stringify(call)) : undefined,
		sends: calls.some((call) => call?.['method'] === 'sendTransaction'),
		asksHealth: calls.some((call) => call?.['method'] === 'getHealth')
	};
}

/** `undefined`: not JSON-RPC at all, a web page for example. */
export function readAnswer(text: string): AnswerFacts | undefined {
	const json = parse(text);
	const items = (Array.isArray(json) ? (json as readonly unknown[]) : [json]).map(record);
	const replies = items.filter((item) => item !== undefined && isReply(item));
	if (replies.length === 0 || replies.length < items.length) return undefined;
	const results = replies.map((reply) => record(reply?.['result']) ?? {});
	const ledgers = results.map((result) => result['latestLedger']).map(wholeNumber);
	const known = ledgers.filter((ledger) => ledger !== undefined);
	return {
		latestLedger: known.length === 0 ? undefined : Math.max(...known),
		sent: results.map((result) => result['status']).find(isText),
		error: replies.map((reply) => errorOf(reply?.['error'])).find((error) => error !== undefined),
		passphrase: results.map((result) => result['passphrase']).find(isText),
		isArray: Array.isArray(json)
	};
}

const isText = (value: unknown): value is string => typeof value === 'string';

function isReply(item: Readonly<Record<string, unknown>>): boolean {
	return 'result' in item || errorOf(item['error']) !== undefined;
}

function errorOf(value: unknown): AnswerFacts['error'] {
	const error = record(value);
	const code = error?.['code'];
	const message = error?.['message'];
	return typeof code === 'number' && typeof message === 'string' ? { code, message } : undefined;
}

/** Ledgers come as numbers or as decimal strings, by method and release. */
function wholeNumber(value: unknown): number | undefined {
	const ledger = typeof value === 'string' && /^[0-9]{1,15}$/.test(value) ? Number(value) : value;
	return typeof ledger === 'number' && Number.isSafeInteger(ledger) ? ledger : undefined;
}

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Readonly<Record<string, unknown>>)
		: undefined;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined; // judged by the caller: no reply in it
	}
}
