import type { EndpointState } from '#lib/keeper/endpoint-state.ts';
import type { ReadError } from '#lib/keeper/ports.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { readAnswer, readBody, type AnswerFacts, type BodyFacts } from './rpc-text.ts';
import type { Transport } from './transport.ts';

export interface Reply {
	readonly text: string;
	readonly facts: AnswerFacts;
}

/** Why an endpoint is left alone for a while. */
export interface Rest {
	/** Unix milliseconds. */
	readonly until: number;
	/** In words, for the table of endpoints. */
	readonly reason: string;
	/** What a caller gets who has no other endpoint. */
	readonly error: ReadError;
	/**
	 * `lagging`: works, and is asked when no other one does. `failed`: may be asked when all rest. `barred`: asking would be
	 * rude or useless.
	 */
	readonly kind: 'lagging' | 'failed' | 'barred';
}

const REST_MS = { unreachable: 5_000, longest: 60_000, page: 30_000, wrongNetwork: 600_000 };
const GET_NETWORK = '{"jsonrpc":"2.0","id":1,"method":"getNetwork"}';
export const GET_HEALTH = '{"jsonrpc":"2.0","id":1,"method":"getHealth"}';

/** One RPC server: asks it, judges its answers, and remembers how it did. */
export class Endpoint {
	readonly url: string;
	latestLedger: number | undefined;
	/** Unix milliseconds of the last answer. */
	answeredAt = 0;
	#latencyMs: number | undefined;
	#rest: Rest | undefined;
	#failures = 0;
	/** `undefined`: not found out yet. */
	#takesArrays: boolean | undefined;
	#identity: Promise<Result<null, ReadError>> | undefined;
	readonly #transport: Transport;
	readonly #now: () => number;
	readonly #passphrase: string | undefined;

	constructor(
		url: string,
		transport: Transport,
		{ now, passphrase }: { now: () => number; passphrase: string | undefined }
	) {
		this.url = url;
		this.#transport = transport;
		this.#now = now;
		this.#passphrase = passphrase;
	}

	/** `undefined`: it may be asked. */
	get rest(): Rest | undefined {
		return this.#rest !== undefined && this.#rest.until > this.#now() ? this.#rest : undefined;
	}

	state(inUse: boolean): EndpointState {
		const { rest } = this;
		return {
			url: this.url,
			state: rest !== undefined ? 'resting' : inUse ? 'in-use' : 'standby',
			reason: rest?.reason,
			latencyMs: this.#latencyMs,
			latestLedger: this.latestLedger
		};
	}

	/** Its ledgers lag behind others': a rest, not a failure. */
	restAsLagging(ledgers: number): void {
		const reason = `${ledgers} ledgers behind the others`;
		this.#rest = {
			until: this.#now() + REST_MS.page,
			reason,
			error: { kind: 'unreachable', detail: `${this.url}: ${reason}` },
			kind: 'lagging'
		};
	}

	/** An answer worth passing on, or the reason why it rests now. An abort of the caller counts for nothing. */
	async ask(body: string, signal: AbortSignal): Promise<Result<Reply, ReadError>> {
		const known = await this.#knowIdentity();
		if (!known.ok) return known;
		const facts = readBody(body);
		const singly = facts.calls !== undefined && this.#takesArrays === false;
		const reply = singly
			? await this.#askSingly(facts, signal)
			: await this.#exchange(body, facts, signal);
		if (singly || facts.calls === undefined) return reply;
		return this.#learnArrays(reply, facts, signal);
	}

	/** An endpoint of another network would be believed in everything else: found out before its first answer counts. */
	async #knowIdentity(): Promise<Result<null, ReadError>> {
		if (this.#passphrase === undefined) return ok(null);
		this.#identity ??= this.#readIdentity();
		const known = await this.#identity;
		if (!known.ok) this.#identity = undefined;
		return known;
	}

	async #readIdentity(): Promise<Result<null, ReadError>> {
		const { signal } = new AbortController(); // several callers wait for it: none of them may end it
		const reply = await this.#exchange(GET_NETWORK, readBody(GET_NETWORK), signal);
		if (!reply.ok) return reply;
		const { passphrase } = reply.value.facts;
		if (passphrase === this.#passphrase) return ok(null);
		return this.#restFor(
			REST_MS.wrongNetwork,
			passphrase === undefined
				? 'does not say which network it serves'
				: `serves another network, “${passphrase}”`,
			'unreachable',
			{ kind: 'barred' }
		);
	}

	async #exchange(
		body: string,
		asked: BodyFacts,
		signal: AbortSignal
	): Promise<Result<Reply, ReadError>> {
		const from = this.#now();
		const answer = await this.#transport.post(body, signal);
		if (signal.aborted) return err({ kind: 'unreachable', detail: 'given up by the caller' });
		if (!answer.ok) return this.#failed(answer.error);
		const facts = readAnswer(answer.value);
		if (facts === undefined) {
			return this.#restFor(REST_MS.page, 'answered with something that is no data', 'malformed');
		}
		if (asked.asksHealth && facts.error !== undefined) {
			return this.#restFor(REST_MS.page, `says of itself: ${facts.error.message}`, 'unreachable');
		}
		const took = this.#now() - from;
		this.#latencyMs =
			this.#latencyMs === undefined ? took : Math.round(0.7 * this.#latencyMs + 0.3 * took);
		this.answeredAt = this.#now();
		this.#failures = 0;
		this.#rest = undefined;
		if (facts.latestLedger !== undefined) this.latestLedger = facts.latestLedger;
		return ok({ text: answer.value, facts });
	}

	/** Some gateways refuse arrays with a text or a single error. A plain question tells them from a broken one. */
	async #learnArrays(
		reply: Result<Reply, ReadError>,
		asked: BodyFacts,
		signal: AbortSignal
	): Promise<Result<Reply, ReadError>> {
		if (this.#takesArrays === true || signal.aborted) return reply;
		if (reply.ok && reply.value.facts.isArray) {
			this.#takesArrays = true;
			return reply;
		}
		if (!reply.ok && reply.error.kind !== 'malformed') return reply;
		const plain = await this.#exchange(GET_HEALTH, readBody(GET_HEALTH), signal);
		if (!plain.ok) return plain;
		this.#takesArrays = false;
		return this.#askSingly(asked, signal);
	}

	async #askSingly(asked: BodyFacts, signal: AbortSignal): Promise<Result<Reply, ReadError>> {
		const replies = await Promise.all(
			(asked.calls ?? []).map((call) => this.#exchange(call, readBody(call), signal))
		);
		const texts: string[] = [];
		for (const reply of replies) {
			if (!reply.ok) return reply;
			texts.push(reply.value.text);
		}
		const text = `[${texts.join(',')}]`;
		const facts = readAnswer(text);
		return facts === undefined
			? this.#restFor(REST_MS.page, 'answered with something that is no data', 'malformed')
			: ok({ text, facts });
	}

	#failed(error: ReadError): Result<never, ReadError> {
		switch (error.kind) {
			case 'rate-limited': {
				const seconds = Math.ceil(error.retryAfterMs / 1_000);
				this.#rest = {
					until: this.#now() + error.retryAfterMs,
					reason: `asked us to slow down, rests ${seconds} s`,
					error,
					kind: 'barred'
				};
				return err(error);
			}
			case 'unreachable': {
				const pause = Math.min(REST_MS.unreachable * 2 ** this.#failures, REST_MS.longest);
				this.#failures += 1;
				return this.#restFor(pause, 'does not answer', 'unreachable', { detail: error.detail });
			}
			case 'malformed':
			case 'rpc-error':
				return err(error);
		}
	}

	#restFor(
		ms: number,
		reason: string,
		error: 'unreachable' | 'malformed',
		more: { readonly kind?: Rest['kind']; readonly detail?: string } = {}
	): Result<never, ReadError> {
		const told: ReadError = { kind: error, detail: `${this.url}: ${more.detail ?? reason}` };
		this.#rest = {
			until: this.#now() + ms,
			reason,
			error: told,
			kind: more.kind ?? 'failed'
		};
		return err(told);
	}
}
