import type { EndpointState } from '#lib/keeper/endpoint-state.ts';
import type { ReadError } from '#lib/keeper/ports.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { Endpoint, GET_HEALTH, type Reply } from './endpoint.ts';
import { httpTransport } from './http-transport.ts';
import { readBody } from './rpc-text.ts';
import type { Transport } from './transport.ts';

export interface FailoverTransport extends Transport {
	/** In the order of preference. At most one is in use; none while all rest. */
	states(): readonly EndpointState[];
}

export interface FailoverOptions {
	readonly fetch?: typeof fetch;
	/** Unix milliseconds. */
	readonly now?: () => number;
	/** An endpoint of another network is not used. Left out only by who asks for the passphrase himself. */
	readonly passphrase?: string | undefined;
	/** After each answer: `states()` may differ. */
	readonly onchange?: () => void;
}

/** Half a minute on a public network; two honest nodes are one ledger apart. */
const MAX_LAG_LEDGERS = 6;
/** How often those not in use say where they are: without it nobody would notice that the one in use lags. */
const STANDBY_PROBE_MS = 30_000;

/**
 * Several endpoints as one. Reads go to the first that works and stay there; a dead, limited, lagging or foreign one, or one
 * that answers with a web page, rests and the next takes over within the same call. Transactions go to all of them.
 */
export function failoverTransport(
	urls: readonly string[],
	options: FailoverOptions = {}
): FailoverTransport {
	const { now = () => Date.now(), passphrase, onchange } = options;
	const endpoints = [...new Set(urls)].map(
		(url) => new Endpoint(url, httpTransport(url, options.fetch ?? fetch), { now, passphrase })
	);
	let current = endpoints[0];
	let probedAt = 0;

	const probeStandbys = () => {
		if (endpoints.length < 2 || now() - probedAt < STANDBY_PROBE_MS) return;
		probedAt = now();
		const probe = AbortSignal.timeout(STANDBY_PROBE_MS);
		for (const endpoint of endpoints) {
			if (endpoint === current || endpoint.rest !== undefined) continue;
			void endpoint.ask(GET_HEALTH, probe).then(onchange);
		}
	};
	const lagOf = (endpoint: Endpoint): number => {
		const ledgers = endpoints.map((one) => one.latestLedger ?? 0);
		return Math.max(...ledgers) - (endpoint.latestLedger ?? Number.POSITIVE_INFINITY);
	};
	/** The one in use first, then the others in the order of the list, then those that lag. If all rest, one that may be tried. */
	const candidates = (): readonly Endpoint[] => {
		const awake = endpoints.filter((endpoint) => endpoint.rest === undefined);
		const lagging = endpoints.filter((endpoint) => endpoint.rest?.kind === 'lagging');
		if (awake.length + lagging.length > 0) {
			const inOrder = awake.toSorted((a, b) => Number(b === current) - Number(a === current));
			return [...inOrder, ...lagging];
		}
		return endpoints
			.filter((endpoint) => endpoint.rest?.kind === 'failed')
			.toSorted((a, b) => (a.rest?.until ?? 0) - (b.rest?.until ?? 0))
			.slice(0, 1);
	};

	const read = async (body: string, signal: AbortSignal): Promise<Result<string, ReadError>> => {
		let late: string | undefined;
		for (const endpoint of candidates()) {
			const reply = await endpoint.ask(body, signal);
			if (signal.aborted) return err({ kind: 'unreachable', detail: 'given up by the caller' });
			if (!reply.ok) continue;
			const lag = lagOf(endpoint);
			if (lag > MAX_LAG_LEDGERS) {
				endpoint.restAsLagging(lag);
				late ??= reply.value.text;
				continue;
			}
			current = endpoint;
			return ok(reply.value.text);
		}
		// Old facts of the right network are better than none: their ledger says how old they are.
		return late === undefined ? err(worst(endpoints, now())) : ok(late);
	};

	const broadcast = async (
		body: string,
		signal: AbortSignal
	): Promise<Result<string, ReadError>> => {
		const replies = candidates().map((endpoint) => endpoint.ask(body, signal));
		const accepted = await firstAccepted(replies);
		if (accepted !== undefined) return ok(accepted.text);
		const answers = await Promise.all(replies);
		const answer = answers.find((reply) => reply.ok);
		return answer?.ok === true ? ok(answer.value.text) : err(worst(endpoints, now()));
	};

	return {
		states: () => endpoints.map((endpoint) => endpoint.state(endpoint === current)),
		async post(body, signal) {
			if (endpoints.length === 0) {
				return err({ kind: 'unreachable', detail: 'no RPC endpoint is configured' });
			}
			probeStandbys();
			const answer = await (readBody(body).sends ? broadcast(body, signal) : read(body, signal));
			onchange?.();
			return answer;
		}
	};
}

/** The first reply by which the network has the transaction. The others go on and are not waited for. */
function firstAccepted(
	replies: readonly Promise<Result<Reply, ReadError>>[]
): Promise<Reply | undefined> {
	const accepted = replies.map(async (pending) => {
		const reply = await pending;
		if (reply.ok && /^(PENDING|DUPLICATE)$/.test(reply.value.facts.sent ?? '')) return reply.value;
		throw new NotAccepted();
	});
	return Promise.any(accepted).catch(() => undefined);
}

class NotAccepted extends Error {}

/** What to tell a caller whom nobody answered. If waiting helps, how long. */
function worst(endpoints: readonly Endpoint[], now: number): ReadError {
	const rests = endpoints.flatMap((endpoint) => endpoint.rest ?? []);
	const limited = rests.filter((rest) => rest.error.kind === 'rate-limited');
	if (limited.length > 0 && limited.length === rests.length) {
		const until = Math.min(...limited.map((rest) => rest.until));
		return { kind: 'rate-limited', retryAfterMs: Math.max(0, until - now) };
	}
	const [first] = rests.filter((rest) => rest.error.kind !== 'rate-limited');
	return first?.error ?? { kind: 'unreachable', detail: 'no endpoint answers' };
}
