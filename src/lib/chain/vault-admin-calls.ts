import type { Intent, Invocation } from './operation.ts';
import { address, bytes, i128, struct, u32 } from './scval.ts';
import { transferCall } from './token-calls.ts';

/* What the vault's admin does before deposits open. */

const byAdmin = (call: Invocation): Intent => ({ kind: 'invoke', auth: 'source', call });

export const allowPoolIntent = (vault: string, pool: string): Intent =>
	byAdmin({ contract: vault, fn: 'allow_pool', args: [address(pool)] });

export const allowAssetIntent = (vault: string, asset: string): Intent =>
	byAdmin({ contract: vault, fn: 'allow_asset', args: [address(asset)] });

/** `data`: path and pool ids in the venue's own form; nothing where a venue is one pair. */
export const addRouteIntent = (
	vault: string,
	route: {
		readonly token: string;
		readonly venue: string;
		readonly eventBytes: number;
		readonly data?: Uint8Array;
	}
): Intent =>
	byAdmin({
		contract: vault,
		fn: 'add_route',
		args: [
			struct({
				data: bytes(route.data ?? new Uint8Array()),
				event_bytes: u32(route.eventBytes),
				token: address(route.token),
				venue: address(route.venue)
			})
		]
	});

/** Opens deposits and seals the configuration; `from` is the admin and pays. */
export const seedIntent = (vault: string, usdc: string, from: string, amount: bigint): Intent =>
	byAdmin({
		contract: vault,
		fn: 'seed',
		args: [address(from), i128(amount)],
		under: [transferCall(usdc, from, vault, amount)]
	});
