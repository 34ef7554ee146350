import { createAccountIntent, paymentIntent, trustIntent } from '#lib/chain/classic.ts';
import { dripIntent } from '#lib/chain/market-calls.ts';
import { submitIntent } from '#lib/chain/pool-calls.ts';
import { registerWithSessionIntent } from '#lib/chain/registry-calls.ts';
import type { Signer } from '#lib/chain/signer.ts';
import { depositIntent } from '#lib/chain/vault-calls.ts';
import { shortAddress } from '#lib/keeper/explain.ts';
import { usdc } from '#lib/math/amount.ts';
import { formatFixed } from '#lib/math/format-decimal.ts';
import { SCALE_7 } from '#lib/math/scale.ts';
import type { Network } from '#lib/networks.ts';
import { SANDBOX_PLAN } from '../plan.ts';
import type { KeeperParty } from './cast.ts';
import { firstOf, movePrice } from './market.ts';
import { StageError, type Part, type Scene } from './stage.ts';
import type { Borrower, Townsfolk } from './townsfolk.ts';

const whole = (units: number): bigint => BigInt(units) * SCALE_7;
const money = (amount: bigint): string => formatFixed(amount, 7, 2);

/** XLM that people bring along besides what they invest. */
const POCKET = whole(1_000);
/** Enough of everything to follow any price back and forth. */
const TRADER = { xlm: whole(100_000_000), usdc: whole(5_000_000), eurc: whole(2_000_000) };
/** Of a house keeper: as many fills as anybody will watch, and the longest delegation there is. */
const HOUSE = {
	float: whole(1_000),
	sessionSecs: 30 * 24 * 3_600,
	fillsPerHour: 3_600,
	maxUsdcPerFill: usdc(whole(50_000))
};
/** Above the price at which the story begins, so that one loan is good when it is taken and bad afterwards. */
const EARLIER_XLM_PRICE = 1_100_000n;

/** Times that `populate` tells its progress. */
export const POPULATE_STEPS = 6;

/** Everything before a visitor enters: who is there, what they hold, and one loan that has just gone bad. */
export async function populate(
	scene: Scene,
	people: Townsfolk,
	issuer: Signer,
	progress: (step: string) => void
): Promise<void> {
	progress('people open accounts');
	await openAccounts(scene, people);
	progress('the trader stocks up');
	await stockTrader(scene, people.trader, issuer);
	progress('LPs deposit');
	await deposit(scene, people);
	progress('borrowers borrow');
	await movePrice(scene, () => EARLIER_XLM_PRICE, 'before the story begins');
	await borrow(scene, people.borrowers);
	progress('house keepers register');
	await registerHouse(scene, people.house);
	progress('the price falls');
	await movePrice(scene, () => SANDBOX_PLAN.prices.XLM, 'the story begins');
}

async function openAccounts({ stage, network, funder }: Scene, people: Townsfolk): Promise<void> {
	const accounts: readonly (readonly [Signer, bigint])[] = [
		...people.lenders.map(({ signer }) => [signer, POCKET] as const),
		...people.borrowers.map(({ signer, collateral }) => [signer, collateral + POCKET] as const),
		...people.house.map(({ operator }) => [operator, HOUSE.float + POCKET] as const),
		[people.trader, TRADER.xlm]
	];
	for (const [{ address }, funds] of accounts) {
		await stage.perform('opening an account', funder, createAccountIntent(address, funds));
	}
	const holders = [...people.lenders, ...people.borrowers].map(({ signer }) => signer);
	const trusted = [...holders, people.trader].map((signer) => trustPart(signer, network));
	await stage.performAll(trusted);
}

function trustPart(signer: Signer, { usdc: cash }: Network): Part {
	return { what: 'trusting USDC', signer, intent: trustIntent(cash.code, issuerOf(cash)) };
}

async function stockTrader(
	{ stage, network }: Scene,
	trader: Signer,
	issuer: Signer
): Promise<void> {
	const { usdc: cash, tokens } = network;
	await stage.perform(
		'USDC for the trader',
		issuer,
		paymentIntent(trader.address, cash.code, issuerOf(cash), TRADER.usdc)
	);
	for (const token of tokens) {
		const trust = trustIntent(token.code, issuerOf(token));
		await stage.perform(`trusting ${token.code}`, trader, trust);
		const paid = paymentIntent(trader.address, token.code, issuerOf(token), TRADER.eurc);
		await stage.perform(`${token.code} for the trader`, issuer, paid);
	}
}

async function deposit({ stage, network }: Scene, { lenders }: Townsfolk): Promise<void> {
	const { faucet, vault, usdc: cash } = network;
	if (faucet === undefined) throw new StageError('the network has no faucet');
	await stage.performAll(
		lenders.map(({ signer, deposit: amount }) => ({
			what: 'the faucet',
			signer,
			intent: dripIntent(faucet, signer.address, amount)
		}))
	);
	for (const { name, signer, deposit: amount } of lenders) {
		const intent = depositIntent(vault, cash.contract, signer.address, amount, 1n);
		const { ledger } = await stage.perform('a deposit', signer, intent);
		const text = `${shortAddress(signer.address)} deposits ${money(amount)} USDC into the vault`;
		stage.tell({ ledger, who: name, text });
	}
}

async function borrow(scene: Scene, borrowers: readonly Borrower[]): Promise<void> {
	for (const borrower of borrowers) await takeLoan(scene, borrower);
}

/** Somebody with XLM and a trustline borrows USDC on it. */
async function takeLoan({ stage, network }: Scene, borrower: Borrower): Promise<void> {
	const { name, signer, collateral, debt } = borrower;
	const pool = firstOf(network.pools, 'pool').contract;
	const loan = submitIntent(pool, signer.address, [
		{ kind: 'supplyCollateral', address: network.native.contract, amount: collateral },
		{ kind: 'borrow', address: network.usdc.contract, amount: debt }
	]);
	const { ledger } = await stage.perform('the loan', signer, loan);
	const text = `${shortAddress(signer.address)} supplies ${money(collateral)} XLM and borrows ${money(debt)} USDC`;
	stage.tell({ ledger, who: name, text });
}

/** A newcomer with a loan, from nothing. */
export async function addBorrower(scene: Scene, borrower: Borrower): Promise<void> {
	const { stage, network, funder } = scene;
	const { signer, collateral } = borrower;
	const funds = collateral + POCKET;
	const opened = createAccountIntent(signer.address, funds);
	await stage.perform('opening an account', funder, opened);
	await stage.performAll([trustPart(signer, network)]);
	await takeLoan(scene, borrower);
}

/** One signature of each operator, as for any keeper. */
async function registerHouse(
	{ stage, network }: Scene,
	house: readonly KeeperParty[]
): Promise<void> {
	const { closedAt } = await stage.head();
	const contracts = {
		registry: network.registry,
		usdc: network.usdc.contract,
		native: network.native.contract
	};
	const { float, sessionSecs, fillsPerHour, maxUsdcPerFill } = HOUSE;
	const limits = { fillsPerHour, maxUsdcPerFill, pools: network.pools.map((one) => one.contract) };
	const applied = await stage.performAll(
		house.map(({ name, operator, session }) => ({
			what: `registering ${name}`,
			signer: operator,
			intent: registerWithSessionIntent(contracts, {
				...{ operator: operator.address, name, stake: 0n, session: session.address, float },
				expiresAt: closedAt + sessionSecs,
				limits
			})
		}))
	);
	for (const [index, { name, operator }] of house.entries()) {
		const ledger = applied[index]?.ledger ?? 0;
		const text = `registered by operator ${shortAddress(operator.address)} with one signature`;
		stage.tell({ ledger, who: name, text });
	}
}

function issuerOf({ code, issuer }: Network['usdc']): string {
	if (issuer === undefined) throw new StageError(`${code} has no issuer`);
	return issuer;
}
