import { Address } from '@stellar/stellar-sdk/base';
import type { ScVal } from '@stellar/stellar-sdk/xdr';
import { paymentIntent, trustIntent } from '#lib/chain/classic.ts';
import { assetContractId } from '#lib/chain/contract-id.ts';
import { address, bytes, struct, vec } from '#lib/chain/scval.ts';
import { transferIntent } from '#lib/chain/token-calls.ts';
import { SANDBOX_PLAN } from '#lib/deployment/plan.ts';
import { firstOf } from '#lib/deployment/world/market.ts';
import { whole } from './amounts.ts';
import { open } from './call.ts';
import type { World } from './world.ts';

/* DEXes whose routers stand on public networks only: their stand-ins of contracts/tests, and our adapters for them. */

export const DEXES = ['soroswap', 'aquarius'] as const;
export type DexName = (typeof DEXES)[number];

/** An adapter, and the data of routes between EURC and USDC over it. */
export interface Dex {
	readonly router: string;
	readonly venue: string;
	readonly token: string;
	readonly oneHop: Uint8Array;
	/** By way of a third token. */
	readonly twoHops: Uint8Array;
}

interface Side {
	readonly token: string;
	readonly amount: bigint;
}

/** As long as a code can be: it stands in the event of every transfer. */
const MIDDLE_CODE = 'MIDDLETOKENS';
const DEPTH = 100_000;
/** USDC that are worth as many EURC as the other side of a pool. */
const CASH = (whole(DEPTH) * SANDBOX_PLAN.prices.EURC) / SANDBOX_PLAN.prices.USDC;

/** A token that no pool lends, as valuable as EURC; the deployer gets what two DEXes need. */
export async function issueMiddle({ person, perform, scene }: World): Promise<string> {
	const { deployer, stage } = scene;
	const issuer = await person('issuer of the middle token');
	const amount = whole(4 * DEPTH);
	await perform(deployer, { kind: 'wrap-asset', code: MIDDLE_CODE, issuer: issuer.address });
	await perform(deployer, trustIntent(MIDDLE_CODE, issuer.address));
	await perform(issuer, paymentIntent(deployer.address, MIDDLE_CODE, issuer.address, amount));
	return assetContractId(stage.chain.passphrase, MIDDLE_CODE, issuer.address);
}

export async function openDex(world: World, dex: DexName, middle: string): Promise<Dex> {
	const { deployer, network } = world.scene;
	const router = await world.create(`stand-in-${dex}-router`, `router of ${dex}`, []);
	const cash: Side = { token: network.usdc.contract, amount: CASH };
	const token = firstOf(network.tokens, 'token').contract;
	const [first, second] = [token, middle].map((of): Side => ({ token: of, amount: whole(DEPTH) }));
	if (first === undefined || second === undefined) throw new Error('expected two tokens');
	const pool = POOLS[dex];
	const direct = await pool(world, router, [first, cash]);
	const there = await pool(world, router, [first, second]);
	const back = await pool(world, router, [second, cash]);
	const venue = await world.create(`${dex}-venue`, `adapter of ${dex}`, [address(router)]);
	// the rent of new code is its deployer's to pay, not that of the first who trades
	await world.perform(deployer, open(deployer, venue, 'bump').intent);
	return {
		router,
		venue,
		token,
		oneHop: routeData([token, cash.token], [direct]),
		twoHops: routeData([token, middle, cash.token], [there, back])
	};
}

/** Puts a pool of two tokens behind a router; gives the name by which a route's data knows it. */
type MakePool = (world: World, router: string, sides: readonly [Side, Side]) => Promise<ScVal>;

const POOLS: Readonly<Record<DexName, MakePool>> = {
	soroswap: async (world, router, sides) => {
		const tokens = inOrder(sides).map(address);
		const pair = await world.create('stand-in-soroswap-pair', nameOf('soroswap', sides), tokens);
		await fund(world, pair, sides);
		await call(world, pair, 'sync');
		await call(world, router, 'add_pair', ...tokens, address(pair));
		return address(pair);
	},
	aquarius: async (world, router, sides) => {
		const tokens = vec(inOrder(sides).map(address));
		const pool = await world.create('stand-in-aquarius-pool', nameOf('aquarius', sides), [tokens]);
		await fund(world, pool, sides);
		const index = bytes(new Uint8Array(32).fill(7));
		await call(world, router, 'add_pool', tokens, index, address(pool));
		return index;
	}
};

const nameOf = (dex: DexName, sides: readonly Side[]): string =>
	`pool of ${dex} ${inOrder(sides).join(' ')}`;

/** As a ledger orders addresses: by their bytes, which is not the order of their texts. */
const inOrder = (sides: readonly Side[]): readonly string[] =>
	sides
		.map(({ token }) => token)
		.sort((a, b) => Buffer.compare(contractBytes(a), contractBytes(b)));
const contractBytes = (contract: string): Uint8Array => Address.fromString(contract).toBuffer();

async function fund(world: World, pool: string, sides: readonly Side[]): Promise<void> {
	const { deployer } = world.scene;
	for (const { token, amount } of sides) {
		await world.perform(deployer, transferIntent(token, deployer.address, pool, amount));
	}
}

async function call(world: World, contract: string, fn: string, ...args: ScVal[]): Promise<void> {
	const { deployer } = world.scene;
	await world.perform(deployer, open(deployer, contract, fn, args).intent);
}

const routeData = (path: readonly string[], pools: readonly ScVal[]): Uint8Array =>
	struct({ path: vec(path.map(address)), pools: vec(pools) }).toXdr();
