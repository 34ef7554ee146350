import { accountEntry, readEntries } from '#lib/chain/ledger-entries.ts';
import type { JsonRpc } from '#lib/chain/json-rpc.ts';
import { accountKey } from '#lib/chain/ledger-keys.ts';
import type { Clock } from '#lib/keeper/ports.ts';
import { err, ok, type Result } from '#lib/result.ts';

/** Looks for an account that was asked for; a ledger must close first. */
const LOOKS = 60;

/** Opens an account on a test network unless it exists: `ask` asks the network's Friendbot. */
export async function fundAccount(
	address: string,
	ports: {
		readonly rpc: JsonRpc;
		readonly clock: Clock;
		readonly pollMs: number;
		ask(signal: AbortSignal): Promise<Result<null, string>>;
	},
	signal: AbortSignal
): Promise<Result<null, string>> {
	const before = await exists(ports.rpc, address, signal);
	if (!before.ok || before.value) return before.ok ? ok(null) : before;
	const asked = await ports.ask(signal);
	if (!asked.ok) return asked;
	for (let look = 0; look < LOOKS && !signal.aborted; look += 1) {
		const there = await exists(ports.rpc, address, signal);
		if (!there.ok) return there;
		if (there.value) return ok(null);
		await ports.clock.sleep(ports.pollMs, signal);
	}
	return err('the account was asked for and is not there yet; look again in a moment');
}

async function exists(
	rpc: JsonRpc,
	address: string,
	signal: AbortSignal
): Promise<Result<boolean, string>> {
	const key = accountKey(address);
	const read = await readEntries(rpc, [key], signal);
	if (!read.ok) return err(`the account cannot be looked up (${read.error.kind})`);
	const entry = accountEntry(read.value, key);
	return entry.ok ? ok(entry.value !== undefined) : err(`the account cannot be read`);
}

/** Friendbot over HTTP: one GET. */
export async function askFriendbot(
	url: string,
	address: string,
	signal: AbortSignal,
	fetcher: typeof fetch = fetch
): Promise<Result<null, string>> {
	try {
		const target = new URL(url);
		target.searchParams.set('addr', address);
		const answer = await fetcher(target, { signal });
		return answer.ok ? ok(null) : err(`Friendbot answered ${answer.status}`);
	} catch (cause) {
		return err(`Friendbot does not answer: ${String(cause)}`);
	}
}
