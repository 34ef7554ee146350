import type { Page } from '@playwright/test';
import { httpTransport } from '#lib/chain/http-transport.ts';
import { jsonRpc, type JsonRpc } from '#lib/chain/json-rpc.ts';
import { readEntries } from '#lib/chain/ledger-entries.ts';
import { accountKey } from '#lib/chain/ledger-keys.ts';
import { readAccount, type AccountState } from '#lib/chain/token-entries.ts';
import { NETWORK_NAME, type Told } from '#worker/world/tab-messages.ts';

/* What is true, as a network says it and not as a page shows it. */

const never = new AbortController().signal;

/** `undefined`: no such account exists. */
export async function accountOn(rpc: JsonRpc, address: string): Promise<AccountState | undefined> {
	const entries = await readEntries(rpc, [accountKey(address)], never);
	const account = entries.ok ? readAccount(entries.value, address) : entries;
	if (!account.ok) throw new Error(`${address} cannot be read: ${account.error.kind}`);
	return account.value;
}

export const rpcAt = (url: string): JsonRpc => jsonRpc(httpTransport(url));

/** The network inside a page, asked as another tab of its browser asks: over the channel of its owner. */
export const rpcOf = (page: Page): JsonRpc =>
	jsonRpc({ post: (body) => page.evaluate(askOwner, { channel: NETWORK_NAME, body }) });

type Posted = Extract<Told['message'], { kind: 'posted' }>;

/** Runs in the page, on its own: nothing of this module reaches it. */
function askOwner({ channel, body }: { channel: string; body: string }): Promise<Posted['answer']> {
	const line = new BroadcastChannel(channel);
	const id = `reader ${crypto.randomUUID()}`;
	return new Promise((resolve) => {
		line.addEventListener('message', ({ data }: MessageEvent<Told>) => {
			if (data.message.kind !== 'posted' || data.message.to !== id) return;
			line.close();
			resolve(data.message.answer);
		});
		line.postMessage({ from: id, message: { kind: 'post', n: 1, body } });
	});
}
