import { createAccountIntent, trustIntent } from '#lib/chain/classic.ts';
import { dripIntent } from '#lib/chain/market-calls.ts';
import type { Intent } from '#lib/chain/operation.ts';
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
import { DemoError, type Scene } from './stage.ts';

const whole = (units: number): bigint => BigInt(units) * SCALE_7;
const money = (amount: bigint): string => formatFixed(amount, 7, 2);

const FUNDS = { lp: whole(100), borrower: whole(51_000), operator: whole(100) };
const DEPOSIT = whole(50_000);
const COLLATERAL = whole(50_000);
const DEBT = whole(3_000);
const FLOAT = whole(10);
const SESSION_SECS = 7 * 24 * 3_600;

/** Everything before the price falls: who is there, what they hold, and who may act for whom. */
export async function prologue(scene: Scene, cast: Cast): Promise<void> {
	await movePrice(scene, () => SANDBOX_PLAN.prices.XLM, 'back to where every run begins');
	await followOracle(scene);
	await createAccounts(scene, cast);
	await enterMoney(scene, cast);
	await registerKeepers(scene, cast);
}

async function createAccounts({ stage, funder }: Scene, cast: Cast): Promise<void> {
	const people: readonly (readonly [Signer, bigint])[] = [
		[cast.lp, FUNDS.lp],
		[cast.borrower, FUNDS.borrower],
		...cast.keepers.map(({ operator }) => [operator, FUNDS.operator] as const)
	];
	for (const [{ address }, funds] of people) {
		await stage.perform('creating an account', funder, createAccountIntent(address, funds));
	}
}

/** The LP deposits, the borrower borrows. */
async function enterMoney({ stage, network }: Scene, { lp, borrower }: Cast): Promise<void> {
	const { usdc: cash, native, vault, faucet } = network;
	const pool = firstOf(network.pools, 'pool').contract;
	if (faucet === undefined || cash.issuer === undefined) throw new DemoError('no faucet');
	const trust = trustIntent(cash.code, cash.issuer);
	const both = (a: Intent, b: Intent) =>
		stage.performAll([
			{ what: 'the LP', signer: lp, intent: a },
			{ what: 'the borrower', signer: borrower, intent: b }
		]);
	await both(trust, trust);
	const [deposited, borrowed] = [
		await stage
			.perform('the faucet', lp, dripIntent(faucet, lp.address, DEPOSIT))
			.then(() =>
				stage.perform(
					'the deposit',
					lp,
					depositIntent(vault, cash.contract, lp.address, DEPOSIT, 1n)
				)
			),
		await stage.perform(
			'the loan',
			borrower,
			submitIntent(pool, borrower.address, [
				{ kind: 'supplyCollateral', address: native.contract, amount: COLLATERAL },
				{ kind: 'borrow', address: cash.contract, amount: DEBT }
			])
		)
	];
	stage.tell({
		ledger: deposited.ledger,
		who: 'lp',
		text: `${shortAddress(lp.address)} deposits ${money(DEPOSIT)} USDC into the vault`
	});
	stage.tell({
		ledger: borrowed.ledger,
		who: 'borrower',
		text: `${shortAddress(borrower.address)} supplies ${money(COLLATERAL)} XLM and borrows ${money(DEBT)} USDC`
	});
}

/** One signature of each operator: registration, session account, its first XLM, and the delegation. */
async function registerKeepers({ stage, network }: Scene, cast: Cast): Promise<void> {
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
				float: FLOAT,
				expiresAt: closedAt + SESSION_SECS,
				limits: { fillsPerHour: 60, maxUsdcPerFill: usdc(whole(20_000)), pools: [pool] }
			})
		}))
	);
	for (const [index, { name, operator, session }] of cast.keepers.entries()) {
		stage.tell({
			ledger: applied[index]?.ledger ?? 0,
			who: name,
			text: `registered by operator ${shortAddress(operator.address)} with one signature; session ${shortAddress(session.address)} created with ${money(FLOAT)} XLM`
		});
	}
}
