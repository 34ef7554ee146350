import { address, bytes, string, u32 } from '#lib/chain/scval.ts';
import { open, signed, type Call, type Cases } from '../call.ts';
import type { World } from '../world.ts';

const PAGE = 40;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

export const releases = (world: World): Promise<string> =>
	world.create('release-list', 'releases', [address(world.scene.deployer.address)]);

/** A CID of version 1 as the sites have it: base32 of a SHA-256, whose last digit has 3 bits only. */
const cid = (index: number): string =>
	`bafybei${'a'.repeat(50)}${ALPHABET[Math.floor(index / 8)] ?? 'a'}${ALPHABET[(index % 8) * 4] ?? 'a'}`;

const publication = ({ scene }: World, contract: string, index: number): Call =>
	signed(scene.deployer, contract, 'publish', [
		string(cid(index)),
		bytes(new Uint8Array(32).fill(index + 1)),
		string(`1.${index}.0`)
	]);

async function published(world: World, count: number): Promise<string> {
	const contract = await releases(world);
	for (let index = 0; index < count; index += 1) {
		const { by, intent } = publication(world, contract, index);
		await world.perform(by, intent);
	}
	return contract;
}

export const RELEASE_LIST: Cases = {
	__constructor: async (world) => {
		await releases(world); // uploads the code
		const { deployer } = world.scene;
		const admin = [address(deployer.address)];
		return { by: deployer, intent: world.creation('release-list', 'another list', admin) };
	},
	accept_admin: async (world) => {
		const contract = await releases(world);
		const next = await world.person('next admin');
		const proposed = await proposal(world, contract, next.address);
		await world.perform(proposed.by, proposed.intent);
		return signed(next, contract, 'accept_admin', []);
	},
	find: async (world) => open(world.cast.lp, await published(world, 1), 'find', [string(cid(0))]),
	get_release: async (world) =>
		open(world.cast.lp, await published(world, 1), 'get_release', [u32(0)]),
	page: async (world) =>
		open(world.cast.lp, await published(world, PAGE), 'page', [u32(0), u32(PAGE)]),
	propose_admin: async (world) => {
		const next = await world.person('next admin');
		return proposal(world, await releases(world), next.address);
	},
	publish: async (world) => publication(world, await published(world, 1), 1),
	revoke: async (world) =>
		signed(world.scene.deployer, await published(world, 1), 'revoke', [u32(0)])
};

async function proposal(world: World, contract: string, to: string): Promise<Call> {
	const { ledger } = await world.scene.stage.head();
	return signed(world.scene.deployer, contract, 'propose_admin', [
		address(to),
		u32(ledger + 10_000)
	]);
}
