/** JSON-RPC 2.0 as far as the host must understand it by itself: when the wasm cannot answer any more. */
export const INTERNAL_ERROR = -32603;

/** What an element of a request names as its id; `undefined` marks a notification, which gets no answer. */
export function requestId(request: unknown): string | number | null | undefined {
	if (typeof request !== 'object' || request === null || !('id' in request)) return undefined;
	const { id } = request;
	return typeof id === 'string' || typeof id === 'number' || id === null ? id : undefined;
}

/** The answer to a request that ended its instance. Empty for a notification. */
export function internalError(request: unknown, detail: string): string {
	const id = requestId(request);
	if (id === undefined) return '';
	const error = { code: INTERNAL_ERROR, message: `internal error: ${detail}` };
	return JSON.stringify({ jsonrpc: '2.0', id, error });
}

/** stellar-rpc's rule: answers in the order they come, and a single one bare, without its array. */
export function joinAnswers(answers: readonly string[]): string {
	const given = answers.filter((answer) => answer !== '');
	return given.length > 1 ? `[${given.join(',')}]` : (given[0] ?? '');
}

export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined; // malformed text is the wasm's to answer; nobody else needs its content
	}
}

/**
 * Whether a request may leave the network in another state. Errs on the side of yes: a method name can hide behind
 * a `\u` escape, and simulations count too, because each draws from the network's generator.
 */
export const mayMutate = (body: string): boolean =>
	/sendTransaction|simulateTransaction|sandbox_|\\u/.test(body);
