import type { JsonRpc } from '#lib/chain/json-rpc.ts';
import { ask, health } from '#lib/chain/rpc-methods.ts';
import type { Network } from '#lib/networks.ts';
import type { Preview } from './preview.ts';
import { previewOf } from './preview-of.ts';

/** What a wallet of ours shows: read from the bytes it was handed and from nothing else. `undefined`: they cannot be read. */
export async function previewFor(
	xdr: string,
	{
		rpc,
		network,
		account
	}: { readonly rpc: JsonRpc; readonly network: Network; readonly account: string },
	signal: AbortSignal
): Promise<Preview | undefined> {
	const head = await ask(rpc, health(), signal);
	const now = head.ok ? head.value.latestLedgerCloseTime : Math.floor(Date.now() / 1_000);
	const preview = previewOf(xdr, { network, account, now });
	return preview.ok ? preview.value : undefined;
}
