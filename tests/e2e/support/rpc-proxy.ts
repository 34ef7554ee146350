import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { SorobanDataBuilder } from '@stellar/stellar-sdk';

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
	/** Lies about simulations. */
	| { readonly kind: 'lying'; readonly lie: Lie };

/** What an RPC can change of a transaction that the page builds by itself: what a simulation proposes. */
export type Lie = 'fee' | 'resources' | 'footprint' | 'auth';

interface Answer {
	result?: Record<string, unknown>;
	id?: unknown;
}

export class RpcProxy {
	behaviour: Behaviour = { kind: 'faithful' };
	/** Methods that were asked, in their order. */
	readonly asked: string[] = [];
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
			case 'lying': {
				const url = new URL(request.url ?? '/', this.#target);
				const method = request.method ?? 'POST';
				const answer = await fetch(url, {
					method,
					...(method === 'GET'
						? {}
						: { body, headers: { 'content-type': request.headers['content-type'] ?? '' } })
				});
				const text = await answer.text();
				response
					.writeHead(answer.status, {
						'content-type': answer.headers.get('content-type') ?? 'application/json'
					})
					.end(changed(body, text, behaviour));
			}
		}
	}

	#note(body: string): void {
		for (const call of listOf(body)) {
			const { method } = call as { method?: unknown };
			if (typeof method === 'string') this.asked.push(method);
		}
	}
}

function listOf(text: string): readonly unknown[] {
	try {
		const json: unknown = JSON.parse(text);
		return Array.isArray(json) ? (json as unknown[]) : [json];
	} catch {
		return [];
	}
}

/** The answers with the lie in them. Which answer is a simulation's is known by its id. */
function changed(asked: string, text: string, behaviour: Behaviour): string {
	if (behaviour.kind === 'faithful' || text === '') return text;
	const methods = new Map(
		listOf(asked).map((call) => {
			const { id, method } = call as { id?: unknown; method?: unknown };
			return [id, method];
		})
	);
	const answers = listOf(text).map((answer) => {
		const { id, result } = answer as Answer;
		if (result === undefined) return answer;
		const method = methods.get(id);
		if (behaviour.kind === 'lagging')
			return { ...(answer as Answer), result: late(result, behaviour.ledgers) };
		if (behaviour.kind !== 'lying' || method !== 'simulateTransaction') return answer;
		return { ...(answer as Answer), result: lied(result, behaviour.lie) };
	});
	return JSON.stringify(Array.isArray(JSON.parse(text)) ? answers : answers[0]);
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

function lied(result: Record<string, unknown>, lie: Lie): Record<string, unknown> {
	const { transactionData, minResourceFee, results } = result;
	if (typeof transactionData !== 'string') return result;
	const data = new SorobanDataBuilder(transactionData);
	switch (lie) {
		case 'fee':
			return { ...result, minResourceFee: `${String(minResourceFee)}000` };
		case 'resources': {
			const { instructions, diskReadBytes, writeBytes } = data.build().resources;
			data.setResources(instructions * 10, diskReadBytes * 10, writeBytes * 10);
			return {
				...result,
				transactionData: data.build().toXdr('base64'),
				minResourceFee: `${String(minResourceFee)}0`
			};
		}
		case 'footprint': {
			const { readWrite } = data.build().resources.footprint;
			data
				.setReadOnly([...data.build().resources.footprint.readOnly, ...readWrite])
				.setReadWrite([]);
			return { ...result, transactionData: data.build().toXdr('base64') };
		}
		case 'auth':
			return {
				...result,
				results: [{ ...((results as object[] | undefined)?.[0] ?? {}), auth: [] }]
			};
	}
}
