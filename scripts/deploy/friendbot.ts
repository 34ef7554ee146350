import { setTimeout as sleep } from 'node:timers/promises';
import { readEntries } from '#lib/chain/ledger-entries.ts';
import { accountKey } from '#lib/chain/ledger-keys.ts';
import type { JsonRpc } from '#lib/chain/json-rpc.ts';
import { readAccount } from '#lib/chain/token-entries.ts';
import { err, ok, type Result } from '#lib/result.ts';

const LOOKS = 30;
const LOOK_EVERY_MS = 1_000;

/** Has a test network give an account its first XLM, and waits until it stands. */
export async function askFriendbot(
	friendbot: string,
	rpc: JsonRpc,
	account: string,
	signal: AbortSignal
): Promise<Result<null, string>> {
	const url = new URL(friendbot);
	url.searchParams.set('addr', account);
	const refusal = await ask(url, signal);
	for (let look = 0; look < LOOKS; look += 1) {
		const entries = await readEntries(rpc, [accountKey(account)], signal);
		const found = entries.ok ? readAccount(entries.value, account) : entries;
		if (found.ok && found.value !== undefined) return ok(null);
		if (refusal !== undefined) return err(`Friendbot: ${refusal}`);
		await sleep(LOOK_EVERY_MS);
	}
	return err(`Friendbot took the request, and ${account} still does not exist: try again later`);
}

/** Why not; an account that exists already is found by the look after it. */
async function ask(url: URL, signal: AbortSignal): Promise<string | undefined> {
	try {
		const answer = await fetch(url, { signal });
		return answer.ok ? undefined : `HTTP ${answer.status}: ${(await answer.text()).slice(0, 200)}`;
	} catch (cause) {
		return cause instanceof Error ? cause.message : String(cause);
	}
}
