import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { lied, type Lie } from '../../fixtures/lies.ts';
import { callsOf, carriedBy, type Carried } from './calls.ts';

/** How a server in front of the real one behaves. */
export type Behaviour =
	| { readonly kind: 'faithful' }
	/** Connections are cut. */
	| { readonly kind: 'dead' }
	/** HTTP 429. */
	| { readonly kind: 'limited' }
	/** A page of a proxy in place of JSON. */
	| { readonly kind: 'html' }
	/** Takes the request and never answers. */
	| { readonly kind: 'silent' }
	/** Its head stays so many ledgers behind. */
	| { readonly kind: 'lagging'; readonly ledgers: number }
	/** Lies about simulations: all, or those of one function. */
	| { readonly kind: 'lying'; readonly lie: Lie; readonly about?: string };

/** When a transaction that is sent is caught. */
export type Moment =
	/** The network never hears of it. */
	| 'before'
	/** The network has it, and nobody hears the answer. */
	| 'after'
	/** The network has it, and the answer is out. */
	| 'answered';

interface Snare {
	readonly what: string;
	readonly moment: Moment;
	readonly caught: (sent: Carried) => void;
}

interface Answer {
	result?: Record<string, unknown>;
	id?: unknown;
}

export class RpcProxy {
	/** Methods that were asked, in their order. */
	readonly asked: string[] = [];
	/** Transactions that reached the network, in their order; one that was sent again is there again. */
	readonly sent: Carried[] = [];
	/** Lies told since the behaviour was set. */
	liesTold = 0;
	#behaviour: Behaviour = { kind: 'faithful' };
	#snare: Snare | undefined;
	readonly #target: string;
	#close: () => Promise<void> = () => Promise.resolve();
	url = '';

	private constructor(target: string) {
		this.#target = target;
	}

	static async open(target: string): Promise<RpcProxy> {
		const proxy = new RpcProxy(target);
		const server = createServer((request, response) => {
			proxy.#serve(request, response).catch(() => {
				response.destroy();
			});
		});
		await new Promise<void>((resolve) => {
			server.listen(0, '127.0.0.1', resolve);
		});
		const address = server.address();
		if (typeof address !== 'object' || address === null) throw new Error('no port was given');
		proxy.url = `http://127.0.0.1:${address.port}/`;
		proxy.#close = () =>
			new Promise((resolve) => {
				server.close(() => {
					resolve();
				});
				server.closeAllConnections();
			});
		return proxy;
	}

	get behaviour(): Behaviour {
		return this.#behaviour;
	}
	set behaviour(behaviour: Behaviour) {
		this.#behaviour = behaviour;
		this.liesTold = 0;
	}

	/** Waits for the next transaction that calls this function to be sent, and tells which it is at that moment. */
	catchNext(what: string, moment: Moment): Promise<Carried> {
		return new Promise((caught) => {
			this.#snare = { what, moment, caught };
		});
	}

	close(): Promise<void> {
		return this.#close();
	}

	async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		response.setHeader('access-control-allow-origin', '*');
		response.setHeader('access-control-allow-headers', '*');
		if (request.method === 'OPTIONS') {
			response.writeHead(204).end();
			return;
		}
		const chunks: Buffer[] = [];
		for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
		const body = Buffer.concat(chunks).toString('utf8');
		this.#note(body);
		const { behaviour } = this;
		switch (behaviour.kind) {
			case 'dead':
				response.destroy();
				return;
			case 'silent':
				return;
			case 'limited':
				response.writeHead(429, { 'retry-after': '30' }).end('Too Many Requests');
				return;
			case 'html':
				response
					.writeHead(200, { 'content-type': 'text/html' })
					.end('<!doctype html><title>Bad gateway</title>');
				return;
			case 'faithful':
			case 'lagging':
			case 'lying':
				await this.#pass(request, body, response);
		}
	}

	/** To the network and back, unless it is a transaction that is to be stopped on its way. */
	async #pass(request: IncomingMessage, body: string, response: ServerResponse): Promise<void> {
		const sending = carriedBy(body, 'sendTransaction');
		const snare = sending?.what === this.#snare?.what ? this.#snare : undefined;
		if (snare !== undefined) this.#snare = undefined;
		const caught = () => {
			if (sending !== undefined) snare?.caught(sending);
		};
		if (snare?.moment === 'before') {
			caught();
			return;
		}
		const answer = await this.#ask(request, body);
		if (sending !== undefined) this.sent.push(sending);
		if (snare?.moment === 'after') {
			caught();
			return;
		}
		const type = answer.headers.get('content-type') ?? 'application/json';
		const text = this.#changed(body, await answer.text());
		response.writeHead(answer.status, { 'content-type': type }).end(text, caught);
	}

	#ask(request: IncomingMessage, body: string): Promise<Response> {
		const url = new URL(request.url ?? '/', this.#target);
		const method = request.method ?? 'POST';
		const headers = { 'content-type': request.headers['content-type'] ?? '' };
		return fetch(url, { method, ...(method === 'GET' ? {} : { body, headers }) });
	}

	/** The answers with the lie in them. Which answer is a simulation's is known by its id. */
	#changed(asked: string, text: string): string {
		const { behaviour } = this;
		if (behaviour.kind === 'faithful' || text === '') return text;
		const methods = new Map(callsOf(asked).map(({ id, method }) => [id, method]));
		const about = carriedBy(asked, 'simulateTransaction')?.what;
		const json = JSON.parse(text) as Answer | readonly Answer[];
		const change = (answer: Answer): Answer => {
			const { id, result } = answer;
			if (result === undefined) return answer;
			if (behaviour.kind === 'lagging')
				return { ...answer, result: late(result, behaviour.ledgers) };
			if (behaviour.kind !== 'lying' || methods.get(id) !== 'simulateTransaction') return answer;
			if (about !== (behaviour.about ?? about) || 'error' in result) return answer;
			this.liesTold += 1;
			return { ...answer, result: lied(result, behaviour.lie) };
		};
		return JSON.stringify('map' in json ? json.map(change) : change(json));
	}

	#note(body: string): void {
		for (const { method } of callsOf(body)) {
			if (typeof method === 'string') this.asked.push(method);
		}
	}
}

const SECONDS_PER_LEDGER = 5;

function late(result: Record<string, unknown>, ledgers: number): Record<string, unknown> {
	const { latestLedger, latestLedgerCloseTime } = result;
	const time = Number(latestLedgerCloseTime) - ledgers * SECONDS_PER_LEDGER;
	return {
		...result,
		...(typeof latestLedger === 'number' ? { latestLedger: latestLedger - ledgers } : {}),
		...(latestLedgerCloseTime === undefined
			? {}
			: {
					latestLedgerCloseTime: typeof latestLedgerCloseTime === 'string' ? String(time) : time
				})
	};
}
