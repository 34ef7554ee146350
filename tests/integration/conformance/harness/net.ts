import { rpc } from '@stellar/stellar-sdk';
import { afterAll, beforeAll, describe } from 'vitest';
import { SANDBOX_PASSPHRASE, type SandboxConfig } from '#lib/sandbox/config.ts';
import { SandboxHost } from '#lib/sandbox/host.ts';
import { loadSandboxModule } from '../../../../scripts/sandbox-server/load-module.ts';
import { serve } from '../../../../scripts/sandbox-server/server.ts';
import { httpWire, inProcessWire, type Wire } from './wire.ts';

export const CLOSE_TIME = 1_700_000_000;
export const SEED = '01'.repeat(32);

export interface Closed {
	readonly closed: number;
	readonly latestLedger: number;
	readonly latestCloseTime: number;
	readonly transactions: readonly {
		readonly hash: string;
		readonly ledger: number;
		readonly status: 'SUCCESS' | 'FAILED';
	}[];
	readonly dropped: readonly string[];
}

/** What a request came to: `result` or `error`, as the wire gave it. */
export interface Answer<T> {
	readonly jsonrpc: string;
	readonly id: unknown;
	readonly result?: T;
	readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

/** One network of its own, reached over one wire. Manual unless told otherwise. */
export class Net {
	readonly host: SandboxHost;
	readonly wire: Wire;
	/** The unmodified client of the SDK: the oracle. */
	readonly server: rpc.Server;

	constructor(host: SandboxHost, wire: Wire) {
		this.host = host;
		this.wire = wire;
		this.server = wire.server();
	}

	async ask<T>(method: string, params?: unknown): Promise<Answer<T>> {
		const body = JSON.stringify({ jsonrpc: '2.0', id: 7, method, params });
		const { text } = await this.wire.post(body);
		return JSON.parse(text) as Answer<T>;
	}

	/** The result, for requests that must not fail. */
	async call<T>(method: string, params: unknown = {}): Promise<T> {
		const answer = await this.ask<T>(method, params);
		if (answer.result === undefined) throw new Error(`${method}: ${JSON.stringify(answer)}`);
		return answer.result;
	}

	close(count = 1): Promise<Closed> {
		return this.call('sandbox_closeLedger', { count });
	}

	warp(by: { seconds?: number; ledgers?: number }): Promise<Closed> {
		return this.call('sandbox_warp', by);
	}

	/** For the SDK's `onSubmitted`, which waits for nobody. */
	closeNow(): void {
		const body = { jsonrpc: '2.0', id: 1, method: 'sandbox_closeLedger', params: {} };
		this.host.dispatch(JSON.stringify(body));
	}

	async latestLedger(): Promise<number> {
		return (await this.server.getHealth()).latestLedger;
	}
}

export type WireKind = 'over HTTP' | 'in process';
const KINDS: readonly WireKind[] = ['over HTTP', 'in process'];

export const networkConfig = (overrides: Partial<SandboxConfig> = {}): SandboxConfig => ({
	passphrase: SANDBOX_PASSPHRASE,
	seed: SEED,
	closeTime: CLOSE_TIME,
	auto: false,
	...overrides
});

export async function startHost(overrides?: Partial<SandboxConfig>): Promise<SandboxHost> {
	const host = SandboxHost.create(await loadSandboxModule(), networkConfig(overrides));
	if (!host.ok) throw new Error(host.error.detail);
	return host.value;
}

export async function openNet(kind: WireKind, overrides?: Partial<SandboxConfig>): Promise<Net> {
	const host = await startHost(overrides);
	if (kind === 'in process') return new Net(host, inProcessWire(host));
	const server = await serve(host, 0);
	if (!server.ok) throw new Error(server.error);
	return new Net(host, httpWire(server.value));
}

/** Runs the same tests over both wires, each with a network of its own that `prepare` makes ready. */
export function overBothWires<T = undefined>(
	suite: (context: () => { net: Net; ready: T }) => void,
	prepare?: (net: Net) => Promise<T>,
	overrides?: Partial<SandboxConfig>
): void {
	describe.each(KINDS)('%s', (kind) => {
		let context: { net: Net; ready: T } | undefined;
		beforeAll(async () => {
			const net = await openNet(kind, overrides);
			context = { net, ready: (await prepare?.(net)) as T };
		});
		afterAll(async () => {
			await context?.net.wire.stop();
		});
		suite(() => {
			if (context === undefined) throw new Error('the network did not start');
			return context;
		});
	});
}
