import { rpc } from '@stellar/stellar-sdk';
import { inProcessTransport } from '#lib/sandbox/transport.ts';
import type { SandboxHost } from '#lib/sandbox/host.ts';
import { fund } from '../../../../scripts/sandbox-server/friendbot.ts';
import type { RunningServer } from '../../../../scripts/sandbox-server/server.ts';

export interface WireReply {
	readonly status: number;
	readonly text: string;
}

/** A way to a network. */
export interface Wire {
	readonly url: string;
	readonly friendbotUrl: string;
	post(body: string): Promise<WireReply>;
	server(): rpc.Server;
	stop(): Promise<void>;
}

export function httpWire(running: RunningServer): Wire {
	return {
		url: `${running.url}/`,
		friendbotUrl: `${running.url}/friendbot`,
		async post(body) {
			const headers = { 'content-type': 'application/json' };
			const reply = await fetch(running.url, { method: 'POST', headers, body });
			return { status: reply.status, text: await reply.text() };
		},
		server: () => new rpc.Server(running.url, { allowHttp: true }),
		stop: () => running.close()
	};
}

const NOWHERE = 'https://sandbox.invalid/';

/** The SDK's own seam for other transports: the adapter of its HTTP client. Everything above it is as published. */
export function inProcessWire(host: SandboxHost): Wire {
	const transport = inProcessTransport(host);
	const post = async (body: string): Promise<WireReply> => {
		const reply = await transport.post(body, new AbortController().signal);
		if (reply.ok) return { status: 200, text: reply.value };
		return { status: 500, text: JSON.stringify(reply.error) };
	};
	return {
		url: NOWHERE,
		friendbotUrl: `${NOWHERE}friendbot`,
		post,
		server() {
			const server = new rpc.Server(NOWHERE);
			server.httpClient.defaults.adapter = async (config) => {
				const url = new URL(config.url ?? NOWHERE);
				const reply =
					url.pathname === '/friendbot'
						? await fund(host, url.searchParams.get('addr'))
						: await post(asText(config.data));
				const text = 'body' in reply ? reply.body : reply.text;
				const data: unknown = text === '' ? undefined : JSON.parse(text);
				if (reply.status === 200) {
					return { data, status: 200, statusText: 'OK', headers: {}, config };
				}
				throw Object.assign(new Error(`status ${reply.status}`), {
					response: { status: reply.status, data }
				});
			};
			return server;
		},
		stop: () => Promise.resolve()
	};
}

const asText = (data: unknown): string => (typeof data === 'string' ? data : JSON.stringify(data));
