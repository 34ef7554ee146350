import { createAccountIntent, trustIntent } from '#lib/chain/classic.ts';
import { dripIntent } from '#lib/chain/market-calls.ts';
import { submitIntent } from '#lib/chain/pool-calls.ts';
import { registerWithSessionIntent } from '#lib/chain/registry-calls.ts';
import type { Signer } from '#lib/chain/signer.ts';
import { depositIntent } from '#lib/chain/vault-calls.ts';
import { SANDBOX_PLAN } from '#lib/deployment/plan.ts';
import { shortAddress } from '#lib/keeper/explain.ts';
import { usdc } from '#lib/math/amount.ts';
import { formatFixed } from '#lib/math/format-decimal.ts';
import { SCALE_7 } from '#lib/math/scale.ts';
import type { Cast } from './cast.ts';
import { firstOf, followOracle, movePrice } from './market.ts';
import { StageError, type Scene } from './stage.ts';

const whole = (units: number): bigint => BigInt(units) * SCALE_7;
const money = (amount: bigint): string => formatFixed(amount, 7, 2);

const FUNDS = { lp: whole(100), operator: whole(100) };
/** What a borrower keeps beside the collateral. */
const POCKET = whole(1_000);

/** How much everybody brings along. Smallest units; seconds. */
export interface Setting {
	readonly deposit: bigint;
	readonly collateral: bigint;
	readonly debt: bigint;
	readonly float: bigint;
	readonly sessionSecs: number;
}

/** A health factor of about 1.19, and a vault that could fill the whole auction many times. */
export const SETTING: Setting = {
	deposit: whole(50_000),
	collateral: whole(50_000),
	debt: whole(3_000),
	float: whole(10),
	sessionSecs: 7 * 24 * 3_600
};

/** Everything before the price falls: who is there, what they hold, and who may act for whom. */
export async function prologue(
	scene: Scene,
	cast: Cast,
	setting: Setting = SETTING
): Promise<void> {
	await movePrice(scene, () => SANDBOX_PLAN.prices.XLM, 'back to where every run begins');
	await followOracle(scene);
	await createAccounts(scene, cast, setting);
	await enterMoney(scene, cast, setting);
	await registerKeepers(scene, cast, setting);
}

async function createAccounts(
	{ stage, funder }: Scene,
	cast: Cast,
	setting: Setting
): Promise<void> {
	const people: readonly (readonly [Signer, bigint])[] = [
		[cast.lp, FUNDS.lp],
		[cast.borrower, setting.collateral + POCKET],
		...cast.keepers.map(({ operator }) => [operator, FUNDS.operator] as const)
	];
	for (const [{ address }, funds] of people) {
		await stage.perform('creating an account', funder, createAccountIntent(address, funds));
	}
}

/** The LP deposits, the borrower borrows. */
async function enterMoney(
	{ stage, network }: Scene,
	{ lp, borrower }: Cast,
	{ deposit, collateral, debt }: Setting
): Promise<void> {
	const { usdc: cash, native, vault, faucet } = network;
	const pool = firstOf(network.pools, 'pool').contract;
	if (faucet === undefined || cash.issuer === undefined) throw new StageError('no faucet');
	const trust = trustIntent(cash.code, cash.issuer);
	await stage.performAll([
		{ what: 'the LP', signer: lp, intent: trust },
		{ what: 'the borrower', signer: borrower, intent: trust }
	]);
	await stage.perform('the faucet', lp, dripIntent(faucet, lp.address, deposit));
	const [deposited, borrowed] = await stage.performAll([
		{
			what: 'the deposit',
			signer: lp,
			intent: depositIntent(vault, cash.contract, lp.address, deposit, 1n)
		},
		{
			what: 'the loan',
			signer: borrower,
			intent: submitIntent(pool, borrower.address, [
				{ kind: 'supplyCollateral', address: native.contract, amount: collateral },
				{ kind: 'borrow', address: cash.contract, amount: debt }
			])
		}
	]);
	stage.tell({
		ledger: deposited?.ledger ?? 0,
		who: 'lp',
		text: `${shortAddress(lp.address)} deposits ${money(deposit)} USDC into the vault`
	});
	stage.tell({
		ledger: borrowed?.ledger ?? 0,
		who: 'borrower',
		text: `${shortAddress(borrower.address)} supplies ${money(collateral)} XLM and borrows ${money(debt)} USDC`
	});
}

/** One signature of each operator: registration, session account, its first XLM, and the delegation. */
async function registerKeepers(
	{ stage, network }: Scene,
	cast: Cast,
	{ float, sessionSecs }: Setting
): Promise<void> {
	const { closedAt } = await stage.head();
	const pool = firstOf(network.pools, 'pool').contract;
	const contracts = {
		registry: network.registry,
		usdc: network.usdc.contract,
		native: network.native.contract
	};
	const applied = await stage.performAll(
		cast.keepers.map(({ name, operator, session }) => ({
			what: `registering ${name}`,
			signer: operator,
			intent: registerWithSessionIntent(contracts, {
				operator: operator.address,
				name,
				stake: 0n,
				session: session.address,
				float,
				expiresAt: closedAt + sessionSecs,
				limits: { fillsPerHour: 60, maxUsdcPerFill: usdc(whole(20_000)), pools: [pool] }
			})
		}))
	);
	for (const [index, { name, operator, session }] of cast.keepers.entries()) {
		stage.tell({
			ledger: applied[index]?.ledger ?? 0,
			who: name,
			text: `registered by operator ${shortAddress(operator.address)} with one signature; session ${shortAddress(session.address)} created with ${money(float)} XLM`
		});
	}
}
