import * as v from 'valibot';
import type { JsonRpc } from '#lib/chain/json-rpc.ts';
import { ask, query, type Query } from '#lib/chain/rpc-methods.ts';
import type { ReadError } from '#lib/keeper/ports.ts';
import type { Result } from '#lib/result.ts';

const info = v.object({
	auto: v.boolean(),
	ledgerMs: v.number(),
	latestLedger: v.number(),
	latestCloseTime: v.number()
});
export type SandboxInfo = v.InferOutput<typeof info>;
const anything = v.unknown();

/** What only the owner of a sandbox may ask. */
export interface SandboxControls {
	info(): Promise<Result<SandboxInfo, ReadError>>;
	closeLedgers(count: number): Promise<Result<unknown, ReadError>>;
	/** One ledger, that much later. */
	warp(seconds: number): Promise<Result<unknown, ReadError>>;
	/** Ledgers close by the clock, and each adds to ledger time what it took. */
	run(ledgerMs: number): Promise<Result<unknown, ReadError>>;
	halt(): Promise<Result<unknown, ReadError>>;
	/** 10,000 XLM for an account that does not exist; with `close` a ledger closes for it at once. */
	friendbot(address: string, close: boolean): Promise<Result<unknown, ReadError>>;
}

export function sandboxControls(rpc: JsonRpc): SandboxControls {
	const never = new AbortController().signal;
	const must = <T>(question: Query<T>) => ask(rpc, question, never);
	return {
		info: () => must(query('sandbox_info', undefined, info)),
		closeLedgers: (count) => must(query('sandbox_closeLedger', { count }, anything)),
		warp: (seconds) => must(query('sandbox_warp', { seconds }, anything)),
		run: (ledgerMs) =>
			must(query('sandbox_setAuto', { auto: true, ledgerMs, stepMs: ledgerMs }, anything)),
		halt: () => must(query('sandbox_setAuto', { auto: false }, anything)),
		friendbot: (addr, close) => must(query('sandbox_friendbot', { addr, close }, anything))
	};
}
