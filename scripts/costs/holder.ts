import { trustIntent } from '#lib/chain/classic.ts';
import type { Signer } from '#lib/chain/signer.ts';
import { transferIntent } from '#lib/chain/token-calls.ts';
import { whole } from './amounts.ts';
import type { World } from './world.ts';

const HELD = whole(1_000);

/** Somebody with a trustline for each token that is issued, and 1,000 of it. */
export async function holder(world: World, name: string): Promise<Signer> {
	const person = await world.person(name);
	const { network, deployer } = world.scene;
	for (const { contract, code, issuer } of [network.usdc, ...network.tokens]) {
		if (issuer === undefined) continue;
		await world.perform(person, trustIntent(code, issuer));
		await world.perform(deployer, transferIntent(contract, deployer.address, person.address, HELD));
	}
	return person;
}
