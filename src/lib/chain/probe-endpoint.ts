import type { ReadError } from '#lib/keeper/ports.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { httpTransport } from './http-transport.ts';
import { readAnswer } from './rpc-text.ts';

/** What an endpoint says and does, found out by asking it three times. */
export interface EndpointReport {
	/** Passphrase of the network that it serves; `undefined`: it does not say. */
	readonly passphrase: string | undefined;
	/** Its own words; `undefined`: it says that it is well. */
	readonly illness: string | undefined;
	readonly latestLedger: number | undefined;
	/** Of the second question: the connection was open by then. */
	readonly latencyMs: number;
	/** It answers several questions in one request. */
	readonly takesArrays: boolean;
}

export interface ProbeOptions {
	readonly fetch?: typeof fetch;
	/** Milliseconds of any clock that runs evenly. */
	readonly now?: () => number;
}

const call = (id: number, method: string) => `{"jsonrpc":"2.0","id":${id},"method":"${method}"}`;

export async function probeEndpoint(
	url: string,
	signal: AbortSignal,
	options: ProbeOptions = {}
): Promise<Result<EndpointReport, ReadError>> {
	const { now = () => performance.now() } = options;
	const transport = httpTransport(url, options.fetch ?? fetch);
	const ask = async (body: string) => {
		const answer = await transport.post(body, signal);
		if (!answer.ok) return answer;
		const facts = readAnswer(answer.value);
		return facts === undefined ? err(NO_DATA) : ok(facts);
	};
	const network = await ask(call(1, 'getNetwork'));
	if (!network.ok) return network;
	const from = now();
	const health = await ask(call(2, 'getHealth'));
	const latencyMs = Math.round(now() - from);
	if (!health.ok) return health;
	const both = await ask(`[${call(3, 'getHealth')},${call(4, 'getNetwork')}]`);
	return ok({
		passphrase: network.value.passphrase,
		illness: health.value.error?.message,
		latestLedger: health.value.latestLedger,
		latencyMs,
		takesArrays: both.ok && both.value.isArray && both.value.error === undefined
	});
}

const NO_DATA: ReadError = {
	kind: 'malformed',
	detail: 'it answers with something that is no data'
};
