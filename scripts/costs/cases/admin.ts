import { address, u32 } from '#lib/chain/scval.ts';
import type { ScVal } from '@stellar/stellar-sdk/xdr';
import { signed, type Call, type Cases } from '../call.ts';
import type { World } from '../world.ts';

const LIFE_LEDGERS = 10_000;

/** The two-step transfer all contracts of ours have; some let a proposal lapse after a ledger that they are told. */
export function adminCases(
	contract: (world: World) => string,
	proposal: 'until a ledger' | 'until accepted'
): Cases {
	const propose = async (world: World, to: string): Promise<Call> => {
		const { ledger } = await world.scene.stage.head();
		const until: readonly ScVal[] =
			proposal === 'until a ledger' ? [u32(ledger + LIFE_LEDGERS)] : [];
		const args = [address(to), ...until];
		return signed(world.scene.deployer, contract(world), 'propose_admin', args);
	};
	return {
		propose_admin: async (world) => propose(world, (await world.person('next admin')).address),
		accept_admin: async (world) => {
			const next = await world.person('next admin');
			const proposed = await propose(world, next.address);
			await world.perform(proposed.by, proposed.intent);
			return signed(next, contract(world), 'accept_admin', []);
		}
	};
}
