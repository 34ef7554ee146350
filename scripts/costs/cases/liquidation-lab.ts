import type { Intent } from '#lib/chain/operation.ts';
import { deleteAuctionIntent, badDebtIntent, submitIntent } from '#lib/chain/pool-calls.ts';
import { initReserveIntent, setStatusIntent } from '#lib/chain/pool-admin-calls.ts';
import { address, i128, u32 } from '#lib/chain/scval.ts';
import { SANDBOX_PLAN } from '#lib/deployment/plan.ts';
import type { PoolRequest } from '#lib/blend/pool-request.ts';
import { firstOf } from '#lib/deployment/world/market.ts';
import { whole } from '../amounts.ts';
import { auctionOf, deepInDebt, freshAuction, positions } from '../auction.ts';
import { open, signed, type Case, type Cases } from '../call.ts';
import { holder } from '../holder.ts';
import type { World } from '../world.ts';
import { adminCases } from './admin.ts';

/** Ledgers after which anybody may delete an auction nobody filled. */
const STALE = 501;
const LIFE_LEDGERS = 10_000;

export const pool = ({ scene }: World) => firstOf(scene.network.pools, 'pool');
const byDeployer = ({ scene }: World, intent: Intent) => ({ by: scene.deployer, intent });
const readOfUser =
	(fn: string): Case =>
	async (world) => {
		const { user, pool: contract } = await deepInDebt(world);
		return open(world.cast.lp, contract, fn, [address(user)]);
	};

/** Collateral and debt in each reserve: as many positions as the pool allows. */
const requests = (world: World): readonly PoolRequest[] => [
	...pool(world).assets.map((asset): PoolRequest => {
		return { kind: 'supplyCollateral', address: asset, amount: whole(50) };
	}),
	...pool(world).assets.map((asset): PoolRequest => {
		return { kind: 'borrow', address: asset, amount: whole(5) };
	})
];

export const LIQUIDATION_LAB: Cases = {
	...adminCases((world) => pool(world).contract, 'until accepted'),
	bad_debt: async (world) => {
		const { address: user } = await world.person('debtor');
		const debts = [whole(5), whole(5), whole(5)];
		const { contract } = pool(world);
		const { deployer } = world.scene;
		const owes = signed(deployer, contract, 'set_position', [address(user), positions([], debts)]);
		await world.perform(owes.by, owes.intent);
		return byDeployer(world, badDebtIntent(contract, user));
	},
	del_auction: async (world) => {
		const { pool: contract, user } = await freshAuction(world);
		await world.wait(STALE);
		return byDeployer(world, deleteAuctionIntent(contract, 'userLiquidation', user));
	},
	get_auction: async (world) => {
		const { pool: contract, user } = await freshAuction(world);
		return open(world.cast.lp, contract, 'get_auction', [u32(0), address(user)]);
	},
	get_positions: readOfUser('get_positions'),
	get_reserve: (world) =>
		open(world.cast.lp, pool(world).contract, 'get_reserve', [
			address(firstOf(pool(world).assets, 'asset'))
		]),
	init_reserve: async (world) => {
		const [plan] = SANDBOX_PLAN.reserves;
		if (plan === undefined) throw new Error('expected a reserve');
		const { address: asset } = await world.person('asset');
		return byDeployer(world, initReserveIntent(pool(world).contract, asset, plan.config));
	},
	new_auction: async (world) => {
		const { pool: contract, user } = await deepInDebt(world);
		return byDeployer(world, auctionOf(world, contract, user));
	},
	set_position: async (world) => {
		const { address: user } = await world.person('debtor');
		const held = [whole(50), whole(50), whole(50)];
		return signed(world.scene.deployer, pool(world).contract, 'set_position', [
			address(user),
			positions(held, held)
		]);
	},
	set_status: (world) => byDeployer(world, setStatusIntent(pool(world).contract, 4)),
	submit: async (world) => {
		const user = await holder(world, 'borrower');
		return { by: user, intent: submitIntent(pool(world).contract, user.address, requests(world)) };
	},
	submit_with_allowance: async (world) => {
		const user = await holder(world, 'borrower');
		const { contract, assets } = pool(world);
		const { ledger } = await world.scene.stage.head();
		for (const asset of assets) {
			const allowance = signed(user, asset, 'approve', [
				address(user.address),
				address(contract),
				i128(whole(50)),
				u32(ledger + LIFE_LEDGERS)
			]);
			await world.perform(allowance.by, allowance.intent);
		}
		const intent = submitIntent(contract, user.address, requests(world));
		if (intent.kind !== 'invoke') throw new Error('expected a call');
		const { args } = intent.call;
		return signed(user, contract, 'submit_with_allowance', args);
	}
};
