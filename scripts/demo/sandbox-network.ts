import * as v from 'valibot';
import { jsonRpc, type JsonRpc } from '#lib/chain/json-rpc.ts';
import { httpTransport } from '#lib/chain/http-transport.ts';
import { ask, query, type Query } from '#lib/chain/rpc-methods.ts';
import type { Transport } from '#lib/chain/transport.ts';
import type { ReadError } from '#lib/keeper/ports.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { SANDBOX_PASSPHRASE } from '#lib/sandbox/config.ts';
import { SandboxHost } from '#lib/sandbox/host.ts';
import { inProcessTransport } from '#lib/sandbox/transport.ts';
import { loadSandboxModule } from '../sandbox-server/load-module.ts';

/** A sandbox under our control, in this process or behind a URL: one protocol for both. */
export interface SandboxNetwork {
	readonly transport: Transport;
	/** For everybody but the keepers, which have clients of their own. */
	readonly rpc: JsonRpc;
	readonly info: SandboxInfo;
	closeLedger(count: number): Promise<void>;
	/** One ledger, that much later. */
	warp(seconds: number): Promise<void>;
	/** Gives the network back to its own clock. */
	release(): Promise<void>;
}

const info = v.object({
	passphrase: v.string(),
	auto: v.boolean(),
	stepMs: v.number(),
	latestLedger: v.number(),
	latestCloseTime: v.number()
});
export type SandboxInfo = v.InferOutput<typeof info>;
const anything = v.unknown();

/** What a driven ledger adds to ledger time: the target of the public networks. */
const STEP_MS = 5_000;
/** The moment every network in process begins: its ledgers must not depend on when it runs. */
const GENESIS_TIME = 1_795_000_000;

export async function inProcess(seed: string): Promise<Result<SandboxNetwork, string>> {
	const host = await startHost(seed);
	return host.ok ? within(host.value) : host;
}

/** A new network of that seed, for who also wants its snapshots. */
export async function startHost(seed: string): Promise<Result<SandboxHost, string>> {
	const host = SandboxHost.create(await loadSandboxModule(), {
		passphrase: SANDBOX_PASSPHRASE,
		seed,
		closeTime: GENESIS_TIME,
		auto: false
	});
	return host.ok ? host : err(host.error.detail);
}

export const within = (host: SandboxHost): Promise<Result<SandboxNetwork, string>> =>
	control(inProcessTransport(host));

/** Only a sandbox knows `sandbox_info`; whatever else answers at the URL is refused. */
export const behind = (url: string): Promise<Result<SandboxNetwork, string>> =>
	control(httpTransport(url));

async function control(transport: Transport): Promise<Result<SandboxNetwork, string>> {
	const rpc = jsonRpc(transport);
	const never = new AbortController().signal;
	const told = await ask(rpc, query('sandbox_info', undefined, info), never);
	if (!told.ok) return err(`no sandbox answers there: ${describe(told.error)}`);
	if (told.value.passphrase !== SANDBOX_PASSPHRASE) {
		return err(`expected the sandbox's passphrase, found “${told.value.passphrase}”`);
	}
	const must = async <T>(question: Query<T>): Promise<T> => {
		const answer = await ask(rpc, question, never);
		if (!answer.ok) throw new SandboxError(describe(answer.error));
		return answer.value;
	};
	const { auto, stepMs } = told.value;
	await must(query('sandbox_setAuto', { auto: false, stepMs: STEP_MS }, anything));
	return ok({
		transport,
		rpc,
		info: told.value,
		closeLedger: async (count) => {
			await must(query('sandbox_closeLedger', { count }, anything));
		},
		warp: async (seconds) => {
			await must(query('sandbox_warp', { seconds }, anything));
		},
		release: async () => {
			await must(query('sandbox_setAuto', { auto, stepMs }, anything));
		}
	});
}

const describe = (error: ReadError): string => {
	switch (error.kind) {
		case 'unreachable':
		case 'malformed':
			return error.detail;
		case 'rate-limited':
			return 'it limits requests';
		case 'rpc-error':
			return error.message;
	}
};

/** A sandbox stopped obeying in the middle of a run. */
export class SandboxError extends Error {
	override readonly name = 'SandboxError';
	constructor(detail: string) {
		super(`expected the sandbox to obey; found ${detail}`);
	}
}
