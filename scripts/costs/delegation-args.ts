import type { ScVal } from '@stellar/stellar-sdk/xdr';
import { sha256 } from '#lib/chain/hash.ts';
import { address, i128, struct, u32, u64, vec } from '#lib/chain/scval.ts';
import { importSigner } from '#lib/chain/signer.ts';
import { firstOf } from '#lib/deployment/world/market.ts';
import { MOST, whole } from './amounts.ts';
import type { World } from './world.ts';

const SESSION_SECS = 7 * 86_400;

/** `session, float, expires_at, limits` of a delegation that names as many pools as it may; ours is the last of them. */
export async function delegationArgs(
	{ scene }: Pick<World, 'scene'>,
	session: string,
	float: bigint
): Promise<readonly ScVal[]> {
	const { closedAt } = await scene.stage.head();
	const pools: string[] = [];
	for (let index = 1; index < MOST; index += 1) {
		pools.push((await importSigner(sha256(`costs pool ${index}`))).address);
	}
	pools.push(firstOf(scene.network.pools, 'pool').contract);
	return [
		address(session),
		i128(float),
		u64(closedAt + SESSION_SECS),
		struct({
			fills_per_hour: u32(60),
			max_usdc_per_fill: i128(whole(20_000)),
			pools: vec(pools.map(address))
		})
	];
}
