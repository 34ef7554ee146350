import { setTimeout as sleep } from 'node:timers/promises';
import { ask, health } from '#lib/chain/rpc-methods.ts';
import type { Chain } from '#lib/chain/transact.ts';
import type { Target } from './target.ts';

/** A public network closes one in five seconds; after so long without any, the caller looks anyway. */
const PATIENCE_MS = 20_000;
const LOOK_EVERY_MS = 1_000;
const LOOK_EVERY_MS_NEARBY = 50;

/** Stroops of a single transaction: more is refused, whatever a server proposes. Uploading the vault is the dearest. */
export const CAPS = { bid: 1_000_000n, resourceFee: 2_000_000_000n };

/** A network as a deployment sees it; a ledger has settled when the next one has closed. */
export function chainOf({ rpc, url, choice }: Target): Chain {
	const { hostname } = new URL(url);
	const nearby = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
	const every = nearby ? LOOK_EVERY_MS_NEARBY : LOOK_EVERY_MS;
	const latest = async (signal: AbortSignal) => {
		const head = await ask(rpc, health(), signal);
		return head.ok ? head.value.latestLedger : undefined;
	};
	return {
		rpc,
		passphrase: choice.passphrase,
		caps: CAPS,
		settle: async (signal) => {
			const before = await latest(signal);
			for (let waited = 0; waited < PATIENCE_MS; waited += every) {
				await sleep(every);
				const now = await latest(signal);
				if (signal.aborted || (now ?? 0) > (before ?? 0)) return;
			}
		}
	};
}
